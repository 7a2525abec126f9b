"""S3 ListObjectVersions: keys URL-encoded for who asks for them so.

MiniStack encodes them in its other listings only. Terraform asks, and decodes: it takes a `+` in a
key for a space, deletes what is not there, and empties a bucket for ever.
https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
"""

import re
from html import escape, unescape

from ministack.services import s3

from seams import replace, require

# What holds keys or their beginnings in the answer.
KEYS = re.compile(rb"<(Key|Prefix|KeyMarker|NextKeyMarker)>([^<]*)<")


def install() -> None:
    """Encodes the keys of MiniStack's answer."""
    require(s3, "_qp", "_url_encode")
    replace(s3, "_list_object_versions", _encoded)


def _encoded(original):
    def list_object_versions(bucket_name: str, query_params: dict):
        status, headers, body = original(bucket_name, query_params)
        if s3._qp(query_params, "encoding-type", "") == "url":
            body = KEYS.sub(_encode, body)
        return status, headers, body

    return list_object_versions


def _encode(match: re.Match) -> bytes:
    name, key = (group.decode() for group in match.groups())
    return f"<{name}>{escape(s3._url_encode(unescape(key)))}<".encode()
