"""Questions that only the inside of MiniStack can answer, for the gateway on the same machine.

`POST /_sandbox/events` publishes events as AWS services do: PutEvents refuses sources that start
with `aws.`, as on AWS. Body: PutEvents input. Answer: PutEvents output.

`POST /_sandbox/authorize` says whether an access key's policies allow an action. Services that the
gateway answers itself ask it, see permissions.py. Body: `{accessKeyId, service, action, resource,
context}`. Answer: `{}` when allowed, else `{code, message}`.

`POST /_sandbox/assume-role` takes on a role as an AWS service does, see service_roles.py. Body:
`{roleArn, service, context}`, the context being condition keys in lower case. Answer: `{accessKeyId,
secretAccessKey, sessionToken}`, else `{code, message}`.

`POST /_sandbox/delivery-streams` lists the Firehose streams with their whole configuration, of which
DescribeDeliveryStream leaves out parts. Answer: `{streams}`.

`POST /_sandbox/fire` invokes a schedule's target now, see scheduler_targets.py. Body: `{group, name,
scheduledTime}`. Answer: `{}`, else `{code, message}`.

`POST /_sandbox/expire` ends the wait of a queue's messages that nobody works on, see sqs_visibility.py.
Body: `{queueArn}`. Answer: `{expired}`, their number, else `{code, message}`.
"""

import json

from ministack.core import responses
from ministack.services import eventbridge, firehose, sqs

import permissions
import scheduler_targets
import service_roles
import sqs_visibility
from seams import require


def install(app):
    """The ASGI application with the door in front of it."""
    require(eventbridge, "_put_events")
    require(firehose, "_streams")
    require(responses, "set_request_account_id", "set_request_region")
    require(sqs, "_queue_by_arn")
    permissions.check()
    service_roles.check()
    questions = {
        "/_sandbox/events": _publish,
        "/_sandbox/authorize": permissions.authorize,
        "/_sandbox/assume-role": service_roles.assume_role,
        "/_sandbox/delivery-streams": _delivery_streams,
        "/_sandbox/fire": scheduler_targets.fire,
        "/_sandbox/expire": _expire,
    }

    async def with_door(scope, receive, send) -> None:
        question = questions.get(scope["path"]) if scope["type"] == "http" else None
        if question is None:
            await app(scope, receive, send)
            return
        headers = {name.decode(): value.decode() for name, value in scope["headers"]}
        responses.set_request_account_id(headers["x-sandbox-account"])
        responses.set_request_region(headers["x-sandbox-region"])
        answer = question(json.loads(await _body(receive)))
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"application/json")]})
        await send({"type": "http.response.body", "body": json.dumps(answer).encode()})

    return with_door


async def _body(receive) -> bytes:
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            return body


def _publish(entries: dict) -> dict:
    _status, _headers, body = eventbridge._put_events(entries, allow_aws_source=True)
    return json.loads(body)


def _expire(question: dict) -> dict:
    queue = sqs._queue_by_arn(question["queueArn"])
    if queue is None:
        return {"code": "ResourceNotFoundException", "message": f"There is no queue {question['queueArn']}."}
    return {"expired": sqs_visibility.expire(queue)}


def _delivery_streams(_question: dict) -> dict:
    fields = ("name", "arn", "type", "version", "kinesis_source", "destinations")
    return {"streams": [{field: stream[field] for field in fields} for stream in firehose._streams.values()]}
