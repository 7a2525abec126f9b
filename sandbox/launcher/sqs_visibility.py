"""SQS event source: a failed record waits a scaled visibility timeout for its next receive.

On AWS it stays invisible for the queue's whole timeout, six times the function's as a rule: five
receives to the dead-letter queue take a quarter of an hour. `SQS_VISIBILITY_SCALE` (more than 0,
at most 1) shortens that wait only. A record in work stays invisible while its function runs, and
queue attributes keep their value.
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
"""

import os
import time

from ministack.services import lambda_svc, sqs

from seams import replace, require


def install() -> None:
    """Shortens the wait after each batch, unless the scale is 1."""
    text = os.environ.get("SQS_VISIBILITY_SCALE", "1")
    scale = float(text)
    if not 0 < scale <= 1:
        raise ValueError(f"SQS_VISIBILITY_SCALE must be more than 0 and at most 1; got {text}.")
    require(sqs, "_queues", "_queues_lock")
    replace(lambda_svc, "_run_sqs_batch", lambda original: _scaled(original, scale))


def _scaled(original, scale: float):
    def run_sqs_batch(esm, func_rec, event, batch, queue_url, queue_name) -> None:
        # A handler that set a message's own timeout (ChangeMessageVisibility) keeps it.
        received = {id(message): message["visible_at"] for message in batch}
        original(esm, func_rec, event, batch, queue_url, queue_name)
        with sqs._queues_lock:
            queue = sqs._queues.get(queue_url)
            if queue is None:
                return
            visible_at = time.time() + int(queue["attributes"].get("VisibilityTimeout", "30")) * scale
            for message in batch:
                if message["visible_at"] == received[id(message)]:
                    message["visible_at"] = min(message["visible_at"], visible_at)

    return run_sqs_batch
