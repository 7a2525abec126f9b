"""IAM: AWS services take on the roles that were made for them.

STS AssumeRole lets the account's root through wherever a trust policy admits any service. Here the
policy decides about the service that asks, with the condition keys that it sends.
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html
"""

import json
import time

from ministack.core import iam_evaluator, responses
from ministack.services import iam, sts

from seams import require

SESSION_SECONDS = 3600
# A session this close to its end is not handed out again.
LEFT_SECONDS = 300

# Access key of the last session of each role and service.
_last: dict[tuple[str, str], str] = {}


def check() -> None:
    """Stops the start when a name is gone that this file holds on to."""
    require(iam_evaluator, "EvalContext", "_service_principal_matches", "evaluate_trust_policy")
    require(iam, "_roles")
    require(sts, "_assumed_role_arn", "_gen_secret", "_gen_session_access_key", "_gen_session_token")
    require(sts, "_role_id", "_sessions", "register_session")


def assume_role(assumption: dict) -> dict:
    """Takes on a role as a service does.

    `assumption` is `{roleArn, service, context}`. Answers `{accessKeyId, secretAccessKey, sessionToken}`,
    or `{code, message}` when the role is not there or does not admit the service.
    """
    role_arn, service = assumption["roleArn"], assumption["service"]
    assumed_arn, _invalid = sts._assumed_role_arn(role_arn, service.split(".")[0])
    role = iam._roles.get(role_arn.rsplit("/", 1)[-1]) if assumed_arn else None
    if role is None:
        return {"code": "AccessDeniedException", "message": f"There is no role {role_arn}"}
    if not _trusts(role["AssumeRolePolicyDocument"], role_arn, service, assumption["context"]):
        message = f"{service} is unable to assume the role {role_arn}: its trust policy does not admit it"
        return {"code": "AccessDeniedException", "message": message}
    # A service that publishes thousands of events asks each time: the policies decide anew, the session may be the same.
    access_key = _last.get((role_arn, service))
    session = sts._sessions.get(access_key)
    if session is None or session["Expiration"] < time.time() + LEFT_SECONDS:
        access_key = sts._gen_session_access_key()
        session = _session(assumed_arn, role_arn, service)
        sts.register_session(access_key, session)
        _last[role_arn, service] = access_key
    return {
        "accessKeyId": access_key,
        "secretAccessKey": session["SecretAccessKey"],
        "sessionToken": session["SessionToken"],
    }


def _session(assumed_arn: str, role_arn: str, service: str) -> dict:
    account = responses.get_account_id()
    return {
        "Arn": assumed_arn,
        "UserId": f"{sts._role_id(role_arn)}:{service.split('.')[0]}",
        "SecretAccessKey": sts._gen_secret(),
        "SessionToken": sts._gen_session_token(),
        "Expiration": time.time() + SESSION_SECONDS,
        "AccountId": account,
        "PrincipalType": "AssumedRole",
        "SourceAccessKeyId": account,
        "SourcePrincipalArn": service,
        "SessionTags": [],
        "SessionPolicies": None,
    }


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
