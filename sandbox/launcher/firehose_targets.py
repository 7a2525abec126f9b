"""EventBridge rules: events reach Firehose streams, as the target's role may.

MiniStack knows no such target and drops the event with a warning. Here the event goes to the stream
through the gateway, which buffers it; when the role or the stream refuses, it goes to the target's
dead-letter queue, else into the log as not delivered.
https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
"""

import contextvars
import json
import os
import threading
import urllib.error
import urllib.request

from ministack.core.arn import parse_arn
from ministack.services import eventbridge

from seams import replace

# Carries a Firehose target through MiniStack's own code, where a queue's settings are.
CARRIED = "sandboxFirehoseTarget"


def install() -> None:
    """Takes Firehose targets out of the kinds that are dropped."""
    replace(eventbridge, "_invoke_target", _invoke_target)
    replace(eventbridge, "_dispatch_to_sqs", _dispatch_to_sqs)


def _invoke_target(original):
    def invoke_target(target, event, rule, view=None) -> None:
        if ":firehose:" in target.get("Arn", ""):
            # MiniStack makes the payload (input path, transformer), then looks at the kind of the ARN.
            carried = {"target": target, "rule_arn": rule["Arn"]}
            queue_arn = target["Arn"].replace(":firehose:", ":sqs:")
            target = {**target, "Arn": queue_arn, "SqsParameters": {CARRIED: carried}}
        original(target, event, rule, view)

    return invoke_target


def _dispatch_to_sqs(original):
    def dispatch_to_sqs(spec, payload, sqs_parameters=None) -> None:
        carried = (sqs_parameters or {}).get(CARRIED)
        if carried is None:
            original(spec, payload, sqs_parameters)
            return
        # The gateway asks this server about the role: waiting for it on the event loop would never end.
        context = contextvars.copy_context()
        arguments = (_deliver, carried["target"], carried["rule_arn"], payload, original)
        threading.Thread(target=context.run, args=arguments, daemon=True).start()

    return dispatch_to_sqs


def _deliver(target: dict, rule_arn: str, payload: str, to_queue) -> None:
    delivery = {
        "region": target["Arn"].split(":")[3],
        "streamArn": target["Arn"],
        "roleArn": target.get("RoleArn", ""),
        "service": "events.amazonaws.com",
        "sourceArn": rule_arn,
        "records": [payload],
    }
    refusal = _put_records(delivery)
    if refusal is None:
        return
    dead_letters = target.get("DeadLetterConfig", {}).get("Arn")
    if dead_letters:
        to_queue(parse_arn(dead_letters), payload)
    else:
        eventbridge.logger.warning("EventBridge: event of %s not delivered to %s: %s", rule_arn, target["Arn"], refusal)


def _put_records(delivery: dict) -> str | None:
    """Puts records through the gateway. Answers why not, or None."""
    request = urllib.request.Request(
        f"{os.environ['AWS_ENDPOINT_URL']}/_sandbox/put-records",
        data=json.dumps(delivery).encode(),
        headers={"content-type": "application/json"},
    )
    try:
        with urllib.request.urlopen(request) as response:
            response.read()
        return None
    except urllib.error.HTTPError as error:
        return error.read().decode()
    except OSError as error:
        return str(error)
