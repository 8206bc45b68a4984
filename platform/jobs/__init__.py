"""The outbox drained by RQ workers, or in-process where there is no Redis; the tick that fires timers."""

from . import channels as _channels  # noqa: F401  what may be said of channels is known wherever jobs are
from .background import Background
from .housekeeping import Housekeeping
from .long_work import LongWorkThread, work_long
from .outbox_work import drain, perform_one
from .redis_queue import queue_of
from .relay import Relay, RelayThread
from .rq_worker import perform_in_worker, work
from .tick import tick

__all__ = [
    "Background", "Housekeeping", "LongWorkThread", "Relay", "RelayThread", "drain", "perform_in_worker",
    "perform_one", "queue_of", "tick", "work", "work_long",
]  # fmt: skip
