"""Serves MiniStack on 127.0.0.1 with the seams that the architectures need.

Started by sandbox/cloud.ts, which owns the environment. LISTEN_PORT is the private port;
GATEWAY_PORT and AWS_ENDPOINT_URL name the gateway, so that queue URLs and functions lead there.
Ends when standard input closes, so it never outlives the process that started it.
"""

import asyncio
import os
import signal
import sys
import threading

from hypercorn.asyncio import serve
from hypercorn.config import Config
from ministack import app as ministack
from ministack.core import lambda_runtime

import door
import esm_batches
import firehose_sources
import firehose_targets
import lambda_errors
import s3_versions
import scheduler_targets
import sms_configuration_set
import sqs_message_moves
import sqs_permissions
import sqs_visibility
import stack_roles
from seams import SeamGone

# Longer than the gateway keeps an idle connection, so a request never meets a closing one.
KEEP_ALIVE_SECONDS = 75


async def run(app) -> None:
    """Serves the application until SIGTERM or the end of standard input."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)

    def watch() -> None:
        sys.stdin.buffer.read()
        loop.call_soon_threadsafe(stop.set)

    threading.Thread(target=watch, daemon=True).start()
    config = Config()
    config.bind = [f"127.0.0.1:{os.environ['LISTEN_PORT']}"]
    config.keep_alive_timeout = KEEP_ALIVE_SECONDS
    config.graceful_timeout = 1
    await serve(app, config, shutdown_trigger=stop.wait)


def main() -> None:
    """Installs the seams, serves, and takes the Lambda children along."""
    try:
        esm_batches.install()
        firehose_sources.install()
        firehose_targets.install()
        lambda_errors.install()
        s3_versions.install()
        scheduler_targets.install()
        sms_configuration_set.install()
        sqs_message_moves.install()
        sqs_permissions.install()
        sqs_visibility.install()
        stack_roles.install()
        app = door.install(ministack.app)
    except (SeamGone, ValueError) as error:
        sys.exit(f"local cloud: {error}")
    asyncio.run(run(app))
    lambda_runtime.reset()
    sys.stdout.flush()
    sys.stderr.flush()
    # Pollers of event sources are threads that never end by themselves.
    os._exit(0)


main()
