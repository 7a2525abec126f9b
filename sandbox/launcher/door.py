"""Questions that only the inside of MiniStack can answer, for the gateway on the same machine.

`POST /_sandbox/events` publishes events as AWS services do: PutEvents refuses sources that start
with `aws.`, as on AWS. Body: PutEvents input. Answer: PutEvents output.

`POST /_sandbox/authorize` says whether an access key's policies allow an action. Services that the
gateway answers itself ask it. Body: `{accessKeyId, service, action, resource, context}`, the context
being condition keys of the action. Answer: `{}` when allowed, else `{code, message}`.

`POST /_sandbox/assume-role` takes on a role as an AWS service does, see service_roles.py. Body:
`{roleArn, service, context}`, the context being condition keys in lower case. Answer: `{accessKeyId,
secretAccessKey, sessionToken}`, else `{code, message}`.

`POST /_sandbox/delivery-streams` lists the Firehose streams with their whole configuration, of which
DescribeDeliveryStream leaves out parts. Answer: `{streams}`.
"""

import json

from ministack.core import iam_evaluator, responses
from ministack.services import eventbridge, firehose

import service_roles
from seams import require


def install(app):
    """The ASGI application with the door in front of it."""
    require(eventbridge, "_put_events")
    require(firehose, "_streams")
    require(iam_evaluator, "_anonymous", "_signed_request", "AuthError", "enforce")
    require(responses, "set_request_account_id", "set_request_region")
    service_roles.check()
    questions = {
        "/_sandbox/events": _publish,
        "/_sandbox/authorize": _authorize,
        "/_sandbox/assume-role": service_roles.assume_role,
        "/_sandbox/delivery-streams": _delivery_streams,
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


def _authorize(question: dict) -> dict:
    # The gateway's own services do not verify signatures: only functions of this machine hold such keys.
    iam_evaluator._anonymous.set(False)
    iam_evaluator._signed_request.set(None)
    denied = iam_evaluator.enforce(
        question["accessKeyId"],
        question["action"],
        question["service"],
        responses.get_region(),
        resource_arn=question["resource"],
        service_context=question["context"],
    )
    if denied is None:
        return {}
    if isinstance(denied, iam_evaluator.AuthError):
        return {"code": denied.code, "message": denied.message}
    return {
        "code": "AccessDeniedException",
        "message": (
            f"User: {denied.principal_arn} is not authorized to perform: {question['action']} "
            f"on resource: {question['resource']}"
        ),
    }


def _delivery_streams(_question: dict) -> dict:
    fields = ("name", "arn", "type", "version", "kinesis_source", "destinations")
    return {"streams": [{field: stream[field] for field in fields} for stream in firehose._streams.values()]}
