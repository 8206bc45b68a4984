"""Reports and dashboards that come by themselves: by mail or by a robot, each morning or each month."""

from . import errand as _errand  # noqa: F401  the outbox knows whom to send
from .arranging import Order, arrange, leave, mine, open_channels, pause, remove, resume, send_now
from .links import delivery_key, is_meant
from .timing import next_of, plan_words

__all__ = [
    "Order",
    "arrange",
    "delivery_key",
    "is_meant",
    "leave",
    "mine",
    "next_of",
    "open_channels",
    "pause",
    "plan_words",
    "remove",
    "resume",
    "send_now",
]
