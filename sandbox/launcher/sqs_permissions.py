"""IAM: a call of SQS for several messages needs the right to the call for one.

MiniStack asks for `sqs:SendMessageBatch` and the like, which are no actions of IAM: no policy that works
on AWS allows them.
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html
"""

from ministack.core import iam_actions

from seams import replace

SINGLE = {
    f"sqs:{name}Batch": f"sqs:{name}" for name in ("ChangeMessageVisibility", "DeleteMessage", "SendMessage")
}


def install() -> None:
    """Asks for the action of the single call."""
    replace(iam_actions, "extract_iam_action", _single)


def _single(original):
    def extract_iam_action(*args, **kwargs):
        action = original(*args, **kwargs)
        return SINGLE.get(action, action)

    return extract_iam_action
