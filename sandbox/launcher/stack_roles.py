"""CloudFormation: a stack works with the rights of its role, and says which role it has.

MiniStack ignores `RoleARN`: it makes every resource with all rights, and Terraform finds the role
missing at every plan. Here the role is kept with the stack; whoever makes resources for a stack by
calls to the gateway makes them with `credentials_of`.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
"""

from ministack.core import responses
from ministack.services import cloudformation
from ministack.services.cloudformation import handlers

import service_roles
from seams import replace_item, require


def install() -> None:
    """Keeps the role of every operation that names one, and shows it."""
    require(cloudformation, "_stacks")
    require(handlers, "_resolve_stack", "_p")
    for action in ("CreateStack", "UpdateStack", "DeleteStack"):
        replace_item(cloudformation, "_ACTION_HANDLERS", action, _remember)
    replace_item(cloudformation, "_ACTION_HANDLERS", "DescribeStacks", _show)


def credentials_of(stack_name: str) -> dict:
    """What a client of botocore is made with: the stack's role, or root where it has none."""
    role_arn = cloudformation._stacks[stack_name].get("RoleARN")
    if role_arn is None:
        return {"aws_access_key_id": responses.get_account_id(), "aws_secret_access_key": "sandbox"}
    session = service_roles.assume_role({"roleArn": role_arn, "service": "cloudformation.amazonaws.com", "context": {}})
    if "code" in session:
        raise PermissionError(session["message"])
    return {
        "aws_access_key_id": session["accessKeyId"],
        "aws_secret_access_key": session["secretAccessKey"],
        "aws_session_token": session["sessionToken"],
    }


def _remember(original):
    # Resources are made later, by a task: the role is there before the first of them.
    def operate(params):
        answer = original(params)
        role_arn = handlers._p(params, "RoleARN")
        stack = handlers._resolve_stack(handlers._p(params, "StackName"))
        if role_arn and stack is not None and answer[0] == 200:
            stack["RoleARN"] = role_arn
        return answer

    return operate


def _show(original):
    def describe_stacks(params):
        status, headers, body = original(params)
        text = body.decode() if isinstance(body, bytes) else body
        for stack in cloudformation._stacks.values():
            if "RoleARN" in stack:
                stack_id = f"<StackId>{stack['StackId']}</StackId>"
                text = text.replace(stack_id, f"{stack_id}<RoleARN>{stack['RoleARN']}</RoleARN>")
        return status, headers, text.encode() if isinstance(body, bytes) else text

    return describe_stacks
