"""Every limit that was set: when it began, when it is due, and whether it fired or was met."""

from records import tables

from .entity import choice, entity, moment
from .wording import said

timer = tables.timer.c

entity(
    "timers",
    tables.timer,
    kind=choice(timer.kind, said("reports.value.timer")),
    started_at=moment(timer.started_at),
    due_at=moment(timer.due_at),
    fired_at=moment(timer.fired_at),
    cancelled_at=moment(timer.cancelled_at),
    paused_at=moment(timer.paused_at),
)
