"""The outbox drained by RQ workers, or in-process where there is no Redis; the tick that fires timers."""

from .background import Background
from .outbox_work import drain, perform_one
from .queue import Relay, perform_in_worker, queue_of, relay_and_tick, work
from .tick import tick

__all__ = [
    "Background", "Relay", "drain", "perform_in_worker", "perform_one", "queue_of", "relay_and_tick", "tick", "work",
]  # fmt: skip
