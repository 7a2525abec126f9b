"""IAM: whether an access key's policies allow an action."""

from ministack.core import iam_evaluator, responses

from seams import require


def check() -> None:
    """Stops the start when a name is gone that this file holds on to."""
    require(iam_evaluator, "_anonymous", "_signed_request", "AuthError", "enforce")


def authorize(question: dict) -> dict:
    """Asks the policies of an access key.

    `question` is `{accessKeyId, service, action, resource, context}`, the context being condition keys of the
    action. Answers `{}` when it is allowed, else `{code, message}`.
    """
    # Services of the sandbox do not verify signatures: only functions of this machine hold such keys.
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
