"""SQS: StartMessageMoveTask, ListMessageMoveTasks and CancelMessageMoveTask, the redrive of dead letters.

MiniStack has none of them. A moved message is a new one: other id, sent now, never received. Without a
destination it goes to the queue that it came from, which only messages moved by a redrive policy know.
https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html
"""

import contextvars
import json
import threading
import time

from ministack.core.responses import new_uuid
from ministack.services import sqs

from seams import SeamGone, replace, require

# On AWS, too, the most that may be asked for, and the last tasks that a queue remembers.
MOST_PER_SECOND = 500
REMEMBERED = 10

# Tasks by the ARN of their source, the newest first.
_tasks: dict[str, list[dict]] = {}


def install() -> None:
    """Adds the three actions."""
    require(sqs, "_HANDLERS", "_Err", "_act_send_message", "_collect_msgs", "_queue_by_arn", "_queues", "_queues_lock")
    require(sqs, "_delete_messages_for_esm")
    for action, handle in {
        "StartMessageMoveTask": _start,
        "ListMessageMoveTasks": _list,
        "CancelMessageMoveTask": _cancel,
    }.items():
        if action in sqs._HANDLERS:
            raise SeamGone(f"need of sqs_message_moves.py: it has {action} itself")
        sqs._HANDLERS[action] = handle
    replace(sqs, "reset", _forgetting)


def _forgetting(original):
    def reset() -> None:
        original()
        _tasks.clear()

    return reset


def _start(data: dict, _url: str) -> dict:
    source = _queue(data.get("SourceArn", ""))
    source_arn = source["attributes"]["QueueArn"]
    destination_arn = data.get("DestinationArn")
    if destination_arn is not None:
        _queue(destination_arn)
    rate = data.get("MaxNumberOfMessagesPerSecond")
    if rate is not None and not 1 <= rate <= MOST_PER_SECOND:
        raise sqs._Err(
            "InvalidParameterValue",
            f"Value {rate} for parameter MaxNumberOfMessagesPerSecond is invalid. "
            f"Reason: Must be between 1 and {MOST_PER_SECOND}, if provided.",
        )
    if not any(_dead_letters_of(queue) == source_arn for queue in sqs._queues.values()):
        raise sqs._Err("InvalidParameterValue", "Source queue must be configured as a Dead Letter Queue.")
    tasks = _tasks.setdefault(source_arn, [])
    if any(task["Status"] in ("RUNNING", "CANCELLING") for task in tasks):
        raise sqs._Err(
            "UnsupportedOperation",
            "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
        )
    now = time.time()
    task = {
        "TaskHandle": new_uuid(),
        "Status": "RUNNING",
        "SourceArn": source_arn,
        "DestinationArn": destination_arn,
        "MaxNumberOfMessagesPerSecond": rate,
        "ApproximateNumberOfMessagesMoved": 0,
        "ApproximateNumberOfMessagesToMove": sum(message["visible_at"] <= now for message in source["messages"]),
        "StartedTimestamp": int(now * 1000),
    }
    tasks.insert(0, task)
    del tasks[REMEMBERED:]
    context = contextvars.copy_context()
    threading.Thread(target=context.run, args=(_move, task, source), daemon=True).start()
    return {"TaskHandle": task["TaskHandle"]}


def _list(data: dict, _url: str) -> dict:
    source_arn = _queue(data.get("SourceArn", ""))["attributes"]["QueueArn"]
    tasks = _tasks.get(source_arn, [])[: data.get("MaxResults", 1)]
    return {"Results": [_shown(task) for task in tasks]}


def _cancel(data: dict, _url: str) -> dict:
    handle = data.get("TaskHandle")
    for task in (task for tasks in _tasks.values() for task in tasks):
        if task["TaskHandle"] == handle and task["Status"] == "RUNNING":
            task["Status"] = "CANCELLING"
            return {"ApproximateNumberOfMessagesMoved": task["ApproximateNumberOfMessagesMoved"]}
    raise sqs._Err("ResourceNotFoundException", "There is no running task with this handle.")


def _move(task: dict, source: dict) -> None:
    """Moves what is there, one message after the other, as fast as the task allows."""
    while task["Status"] == "RUNNING" and (message := _next(source)):
        origin = message["sys"].get("DeadLetterQueueSourceArn", "")
        destination = sqs._queue_by_arn(task["DestinationArn"] or origin)
        if destination is None:
            task.update(Status="FAILED", FailureReason="CouldNotDetermineMessageSource")
            return
        moved = {
            "QueueUrl": destination["url"],
            "MessageBody": message["body"],
            "MessageAttributes": message["message_attributes"],
            "MessageGroupId": message["group_id"],
            "MessageDeduplicationId": message["dedup_id"],
        }
        try:
            sqs._act_send_message(moved, "")
        except sqs._Err as error:
            task.update(Status="FAILED", FailureReason=error.code)
            return
        sqs._delete_messages_for_esm(source["url"], {message["receipt_handle"]})
        task["ApproximateNumberOfMessagesMoved"] += 1
        time.sleep(1 / (task["MaxNumberOfMessagesPerSecond"] or MOST_PER_SECOND))
    task["Status"] = "CANCELLED" if task["Status"] == "CANCELLING" else "COMPLETED"


def _next(source: dict) -> dict | None:
    with sqs._queues_lock:
        return next(iter(sqs._collect_msgs(source, 1, int(source["attributes"]["VisibilityTimeout"]))), None)


def _queue(arn: str) -> dict:
    queue = sqs._queue_by_arn(arn)
    if queue is None:
        raise sqs._Err("ResourceNotFoundException", f"There is no queue {arn}.")
    return queue


def _dead_letters_of(queue: dict) -> str | None:
    return json.loads(queue["attributes"].get("RedrivePolicy") or "{}").get("deadLetterTargetArn")


def _shown(task: dict) -> dict:
    # The handle is for cancelling: AWS shows it while there is something to cancel.
    hidden = set() if task["Status"] == "RUNNING" else {"TaskHandle"}
    return {name: value for name, value in task.items() if value is not None and name not in hidden}
