"""EventBridge Scheduler: targets with their role's rights and their context attributes; firing by hand.

MiniStack invokes a target that is due whatever its role may do, and hands over `<aws.scheduler.scheduled-time>`
as it stands. Here the role has to admit the Scheduler for the schedule's group and to allow the call; what
is refused goes to the target's dead-letter queue, else into the log as not delivered.
https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
"""

from datetime import datetime, timezone

from ministack.core import responses
from ministack.core.arn import parse_arn
from ministack.services import eventbridge, scheduler

import permissions
import service_roles
from seams import replace, require

SERVICE = "scheduler.amazonaws.com"

# What a role needs for the targets that MiniStack invokes.
ACTIONS = {
    "events": "events:PutEvents",
    "lambda": "lambda:InvokeFunction",
    "sns": "sns:Publish",
    "sqs": "sqs:SendMessage",
    "states": "states:StartExecution",
}


def install() -> None:
    """Stands between what is due and its target."""
    require(scheduler, "_group_arn", "_schedules", "_tick_schedules")
    require(eventbridge, "_dispatch_to_sqs")
    replace(eventbridge, "_invoke_target", _invoke_target)


def fire(question: dict) -> dict:
    """Invokes a schedule's target now, whatever the schedule's state.

    `question` is `{group, name, scheduledTime}`, the time in ISO 8601. Answers `{}`, or `{code, message}` when
    there is no such schedule or its target was not invoked.
    """
    schedule = scheduler._schedules.get(f"{question['group']}/{question['name']}")
    if schedule is None:
        known = ", ".join(sorted(scheduler._schedules.keys())) or "none"
        return {"code": "ResourceNotFoundException", "message": f"There is no such schedule. There are: {known}."}
    event = {
        "EventId": responses.new_uuid(),
        "Source": "aws.scheduler",
        "DetailType": "Scheduled Event",
        "Detail": "{}",
        "Time": datetime.fromisoformat(question["scheduledTime"]).timestamp(),
        "Resources": [schedule["Arn"]],
        "Account": responses.get_account_id(),
        "Region": responses.get_region(),
    }
    eventbridge._invoke_target(schedule["Target"], event, schedule)
    return _refusal(schedule) or {}


def _invoke_target(original):
    def invoke_target(target, event, rule, view=None) -> None:
        if "FlexibleTimeWindow" not in rule:
            # A rule's target, not a schedule's.
            original(target, event, rule, view)
            return
        filled = _with_attributes(target, event, rule)
        refusal = _refusal(rule)
        dead_letters = target.get("DeadLetterConfig", {}).get("Arn")
        if refusal is None:
            original(filled, event, rule, view)
        elif dead_letters:
            eventbridge._dispatch_to_sqs(parse_arn(dead_letters), filled.get("Input", "{}"))
        else:
            message = refusal["message"]
            scheduler.logger.warning("Scheduler: %s not delivered to %s: %s", rule["Arn"], target["Arn"], message)

    return invoke_target


def _with_attributes(target: dict, event: dict, schedule: dict) -> dict:
    """The target, its input's context attributes replaced."""
    if "Input" not in target:
        return target
    values = {
        "schedule-arn": schedule["Arn"],
        "scheduled-time": datetime.fromtimestamp(event["Time"], timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "execution-id": event["EventId"],
        "attempt-number": "1",
    }
    text = target["Input"]
    for name, value in values.items():
        text = text.replace(f"<aws.scheduler.{name}>", value)
    return {**target, "Input": text}


def _refusal(schedule: dict) -> dict | None:
    """Why the schedule's role cannot invoke its target, as `{code, message}`."""
    target = schedule["Target"]
    service = parse_arn(target["Arn"]).service
    if service not in ACTIONS:
        message = f"The sandbox's Scheduler cannot invoke {target['Arn']}, only targets of {', '.join(ACTIONS)}."
        return {"code": "NotImplementedInSandbox", "message": message}
    group_arn = scheduler._group_arn(schedule["GroupName"])
    context = {"aws:sourcearn": group_arn, "aws:sourceaccount": responses.get_account_id()}
    session = service_roles.assume_role({"roleArn": target["RoleArn"], "service": SERVICE, "context": context})
    if "code" in session:
        return session
    question = {"action": ACTIONS[service], "service": service, "resource": target["Arn"], "context": {}}
    return permissions.authorize({"accessKeyId": session["accessKeyId"], **question}) or None
