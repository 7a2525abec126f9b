"""SQS event source: batches as large, and as long in the making, as their mapping says.

MiniStack hands over what is there, ten records at most, so what paces its work by the batch never gets
one. Here a standard queue's batch grows to the mapping's size or until its oldest message has waited
the batching window. Left out: the 6 MB that one invocation may carry.
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
"""

import time

from ministack.services import lambda_svc, sqs

from seams import replace, require


def install() -> None:
    """Lets the poller wait for a batch, and take a whole one."""
    require(sqs, "_get_q", "_queues_lock")
    require(lambda_svc, "_esms")
    replace(sqs, "_receive_messages_for_esm", _receive)


def _receive(original):
    def receive(queue_url: str, size: int) -> list[dict]:
        if _is_gathering(queue_url, size):
            return []
        batch = []
        # Each call brings ten at most.
        while len(batch) < size and (more := original(queue_url, size - len(batch))):
            batch += more
        return batch

    return receive


def _is_gathering(queue_url: str, size: int) -> bool:
    """Whether a batch of this size may still grow. The poller asks again within a second."""
    now = time.time()
    with sqs._queues_lock:
        queue = sqs._get_q(queue_url)
        waiting = [message["visible_at"] for message in queue["messages"] if message["visible_at"] <= now]
    return 0 < len(waiting) < size and min(waiting) > now - _window(queue["attributes"]["QueueArn"])


def _window(queue_arn: str) -> int:
    """Seconds that the queue's mappings let a batch grow."""
    mappings = [esm for esm in lambda_svc._esms.values() if esm["EventSourceArn"] == queue_arn and esm["Enabled"]]
    return max((esm["MaximumBatchingWindowInSeconds"] for esm in mappings), default=0)
