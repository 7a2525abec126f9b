"""SQS event source: a failed record waits a scaled visibility timeout for its next receive.

On AWS it stays invisible for the queue's whole timeout, six times the function's as a rule: five
receives to the dead-letter queue take a quarter of an hour. `SQS_VISIBILITY_SCALE` (more than 0,
at most 1) shortens that wait only. A record in work stays invisible while its function runs, and
queue attributes keep their value. What a function or a sender chose itself, by ChangeMessageVisibility
or DelaySeconds, is not scaled: it was reckoned with the clock. `expire` ends it.
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
"""

import os
import time

from ministack.core.concurrency import esm_wake
from ministack.services import lambda_svc, sqs

from seams import replace, require

# Receipt handles of the records whose function runs.
_in_work: set[str] = set()


def install() -> None:
    """Shortens the wait after each batch, unless the scale is 1."""
    text = os.environ.get("SQS_VISIBILITY_SCALE", "1")
    scale = float(text)
    if not 0 < scale <= 1:
        raise ValueError(f"SQS_VISIBILITY_SCALE must be more than 0 and at most 1; got {text}.")
    require(sqs, "_queues", "_queues_lock")
    replace(lambda_svc, "_run_sqs_batch", lambda original: _scaled(original, scale))


def expire(queue: dict) -> int:
    """Makes a queue's messages visible that are delayed, or were received and are not in work. Answers their number."""
    now = time.time()
    with sqs._queues_lock:
        waiting = [
            message
            for message in queue["messages"]
            if message["visible_at"] > now and message["receipt_handle"] not in _in_work
        ]
        for message in waiting:
            message["visible_at"] = now
    esm_wake.set()
    return len(waiting)


def _scaled(original, scale: float):
    def run_sqs_batch(esm, func_rec, event, batch, queue_url, queue_name) -> None:
        # A handler that set a message's own timeout (ChangeMessageVisibility) keeps it.
        received = {id(message): message["visible_at"] for message in batch}
        handles = {message["receipt_handle"] for message in batch}
        _in_work.update(handles)
        try:
            original(esm, func_rec, event, batch, queue_url, queue_name)
        finally:
            _in_work.difference_update(handles)
        with sqs._queues_lock:
            queue = sqs._queues.get(queue_url)
            if queue is None:
                return
            visible_at = time.time() + int(queue["attributes"].get("VisibilityTimeout", "30")) * scale
            for message in batch:
                if message["visible_at"] == received[id(message)]:
                    message["visible_at"] = min(message["visible_at"], visible_at)

    return run_sqs_batch
