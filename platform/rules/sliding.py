"""A clock for statements that are kept: they hold no moment, but a slot for each that hangs on now."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from .types import Env

Make = Callable[[Env], Any]
MOVING = frozenset({"now", "moment"})


class Sliding(Env):
    """An environment that sees who asks it for the moment.

    A rule that makes a moment out of now gets a slot, which is filled anew each time. Whoever else looks at the clock
    makes something that holds for this moment only; then nothing may be kept. A day is asked for by `today`, and
    whoever keeps something keeps it for that day.
    """

    def __init__(self, env: Env) -> None:
        super().__init__(env.now, env.timezone, env.calendar)
        vars(self).update(slots={}, is_bound=False)

    slots: dict[str, Make]
    is_bound: bool

    def __getattribute__(self, name: str) -> Any:
        if name in MOVING:
            vars(self)["is_bound"] = True
        return super().__getattribute__(name)

    @property
    def today(self) -> date:
        """The day that it is here, which binds to the day alone."""
        return vars(self)["now"].astimezone(self.zone).date()

    def slot(self, make: Make) -> str | None:
        """A slot for what hangs on now and is a moment."""
        probe = Sliding(Env(vars(self)["now"], self.timezone, self.calendar))
        if not isinstance(make(probe), datetime) or not probe.is_bound:
            return None
        name = f"slot{len(self.slots)}"
        self.slots[name] = make
        return name

    def filled(self, env: Env) -> dict[str, Any] | None:
        """What stands in the slots at another moment; None where one of them is empty then."""
        values = {name: make(env) for name, make in self.slots.items()}
        return values if all(value is not None for value in values.values()) else None
