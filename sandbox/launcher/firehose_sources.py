"""Firehose with a Kinesis stream as its source: left to the gateway, which reads the stream at a flush.

MiniStack hands each record on as it is put, with the delivery of its own: no buffer, no role, what fails
is lost. Streams would have everything twice.
"""

from ministack.services import firehose

from seams import replace


def install() -> None:
    """Keeps MiniStack from delivering records of Kinesis streams."""
    replace(firehose, "ingest_from_kinesis_source", lambda _original: _leave)


def _leave(stream_arn: str, records: list) -> None:
    """The gateway reads them from the shards."""
