"""Lambda: name and stack of an error that a Node.js handler throws.

MiniStack answers `errorType: Runtime.HandlerError` for every error, so a Catch or a caller that
looks at the name never matches. AWS answers with the error's own name and its stack:
https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
"""

from ministack.core import lambda_runtime
from ministack.services import lambda_svc

from seams import SeamGone, replace

ANCHOR = 'status: "error", error: String(err'
NAMED = ANCHOR.replace(" error:", ' errorType: err instanceof Error ? err.name : typeof err, error:')


class Thrown(str):
    """An error message that carries the error's name and stack through MiniStack's own code."""

    error_type: str
    trace: list[str]


def install() -> None:
    """Makes the worker script report the name, and the invocation pass it on."""
    script = lambda_runtime._NODEJS_WORKER_SCRIPT
    if script.count(ANCHOR) != 1:
        raise SeamGone(f"single `{ANCHOR}` in the Node.js worker script")
    lambda_runtime._NODEJS_WORKER_SCRIPT = script.replace(ANCHOR, NAMED)
    replace(lambda_runtime.Worker, "invoke", _invoke)
    replace(lambda_svc, "_execute_function_warm", _execute)


def _invoke(original):
    def invoke(self, *args, **kwargs):
        result = original(self, *args, **kwargs)
        if "errorType" in result:
            message = Thrown(result["error"])
            message.error_type = result["errorType"]
            message.trace = result["trace"].split("\n")
            result["error"] = message
        return result

    return invoke


def _execute(original):
    def execute(func: dict, event: dict, request_id: str) -> dict:
        answer = original(func, event, request_id)
        message = answer["body"].get("errorMessage") if answer.get("error") else None
        if isinstance(message, Thrown):
            answer["body"] = {
                "errorType": message.error_type,
                "errorMessage": str(message),
                "trace": message.trace,
            }
        return answer

    return execute
