"""Questions that only the inside of MiniStack can answer, for the gateway on the same machine.

`POST /_sandbox/events` publishes events as AWS services do: PutEvents refuses sources that start
with `aws.`, as on AWS. Body: PutEvents input. Answer: PutEvents output.

`POST /_sandbox/authorize` says whether an access key's policies allow an action. Services that the
gateway answers itself ask it. Body: `{accessKeyId, service, action, resource, context}`, the context
being condition keys of the action. Answer: `{}` when allowed, else `{code, message}`.

`POST /_sandbox/assume-role` takes on a role as an AWS service does, if the role's trust policy admits
that service: STS AssumeRole lets the account's root through wherever any service is admitted. Body:
`{roleArn, service, context}`, the context being condition keys in lower case. Answer: `{accessKeyId,
secretAccessKey, sessionToken}`, else `{code, message}`.

`POST /_sandbox/delivery-streams` lists the Firehose streams with their whole configuration, of which
DescribeDeliveryStream leaves out parts. Answer: `{streams}`.
"""

import json
import time

from ministack.core import iam_evaluator, responses
from ministack.services import eventbridge, firehose, iam, sts

from seams import SeamGone

SESSION_SECONDS = 3600


def install(app):
    """The ASGI application with the door in front of it."""
    for owner, name in (
        (eventbridge, "_put_events"),
        (iam_evaluator, "enforce"),
        (iam_evaluator, "AuthError"),
        (iam_evaluator, "EvalContext"),
        (iam_evaluator, "_service_principal_matches"),
        (iam_evaluator, "evaluate_trust_policy"),
        (firehose, "_streams"),
        (iam, "_roles"),
        (sts, "_assumed_role_arn"),
        (sts, "_gen_secret"),
        (sts, "_gen_session_access_key"),
        (sts, "_gen_session_token"),
        (sts, "_role_id"),
        (sts, "register_session"),
        (responses, "set_request_account_id"),
        (responses, "set_request_region"),
    ):
        if not hasattr(owner, name):
            raise SeamGone(f"{owner.__name__}.{name}")
    questions = {
        "/_sandbox/events": _publish,
        "/_sandbox/authorize": _authorize,
        "/_sandbox/assume-role": assume_role,
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


def assume_role(assumption: dict) -> dict:
    """Takes on a role as a service does, see above."""
    role_arn, service = assumption["roleArn"], assumption["service"]
    assumed_arn, _invalid = sts._assumed_role_arn(role_arn, service.split(".")[0])
    role = iam._roles.get(role_arn.rsplit("/", 1)[-1]) if assumed_arn else None
    if role is None or not _trusts(role["AssumeRolePolicyDocument"], role_arn, service, assumption["context"]):
        message = f"{service} is unable to assume the role {role_arn}: its trust policy does not admit it"
        return {"code": "AccessDeniedException", "message": message if role else f"There is no role {role_arn}"}
    access_key, secret, token = sts._gen_session_access_key(), sts._gen_secret(), sts._gen_session_token()
    account = responses.get_account_id()
    sts.register_session(
        access_key,
        {
            "Arn": assumed_arn,
            "UserId": f"{sts._role_id(role_arn)}:{service.split('.')[0]}",
            "SecretAccessKey": secret,
            "SessionToken": token,
            "Expiration": time.time() + SESSION_SECONDS,
            "AccountId": account,
            "PrincipalType": "AssumedRole",
            "SourceAccessKeyId": account,
            "SourcePrincipalArn": service,
            "SessionTags": [],
            "SessionPolicies": None,
        },
    )
    return {"accessKeyId": access_key, "secretAccessKey": secret, "sessionToken": token}


def _trusts(document: str | dict, role_arn: str, service: str, context: dict) -> bool:
    policy = json.loads(document) if isinstance(document, str) else document
    statements = policy["Statement"] if isinstance(policy["Statement"], list) else [policy["Statement"]]
    # MiniStack knows no service as a caller: whom a statement admits is decided here, its conditions there.
    admitting = [
        {**statement, "Principal": "*"}
        for statement in statements
        if statement.get("Principal") == "*"
        or iam_evaluator._service_principal_matches(statement.get("Principal"), service)
    ]
    caller = iam_evaluator.EvalContext(
        principal_arn=service,
        principal_type="AWSService",
        principal_account=responses.get_account_id(),
        action="sts:AssumeRole",
        resource_arn=role_arn,
        region=responses.get_region(),
        service_context={key: value for key, value in context.items() if value is not None},
    )
    return iam_evaluator.evaluate_trust_policy({"Statement": admitting}, service, caller)


def _delivery_streams(_question: dict) -> dict:
    fields = ("name", "arn", "type", "version", "kinesis_source", "destinations")
    return {"streams": [{field: stream[field] for field in fields} for stream in firehose._streams.values()]}
