"""What the outbox can be asked for in these tests: to be counted, to fail, to kill whoever does it."""

import os
import signal
from collections.abc import Mapping
from typing import Any

from accounts import Work
from records import Event, events


def count(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """Leave an event, so that effects can be counted."""
    events.append(work.connection, Event("piece", payload["n"], "counted", work.now))


def fail(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """Have an effect, and then fail."""
    count(work, payload, key)
    raise ConnectionError("the other side does not answer")


def die(work: Work, payload: Mapping[str, Any], key: str) -> None:
    """Have an effect, and take the process away unless somebody else died of this before."""
    count(work, payload, key)
    if os.environ.get("DIES") == "yes":
        os.kill(os.getpid(), signal.SIGKILL)


ERRANDS = {"count": count, "fail": fail, "die": die}
