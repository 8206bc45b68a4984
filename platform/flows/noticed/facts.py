"""What rules may ask of a trail, `behaved(x)`, `times(x, 30d)`, `last(x)`: for one record, as values by name; pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from rules import Reference

# What a rule may say for any behaviour at all: last(anything).
ANYTHING = "anything"
# When a record's people did what: by kind, each in order of time.
Moments = Mapping[str, Sequence[datetime]]
NOTHING: Moments = {}
FUNCTIONS = ("behaved", "times", "last")


def is_fact(name: str) -> bool:
    """Whether a name that a rule mentions asks the trail."""
    return name.partition("(")[0] in FUNCTIONS and name.endswith(")")


def facts(names: Iterable[str], moments: Moments, now: datetime) -> dict[str, Any]:
    """The values of these names; what happened after `now` is not known yet."""
    return {name: _fact(*_asked(name), moments=moments, now=now) for name in names if is_fact(name)}


def mentions(names: Iterable[str], kinds: Iterable[str]) -> bool:
    """Whether one of the names asks for one of these behaviours."""
    wanted = {*kinds, ANYTHING}
    return any(is_fact(name) and Reference(name, 0).argument in wanted for name in names)


def moments_of_kind(moments: Moments, kind: str, now: datetime) -> list[datetime]:
    """When one thing was done, or anything at all, up to now."""
    found = [at for each in moments.values() for at in each] if kind == ANYTHING else moments.get(kind, ())
    return [at for at in found if at <= now]


@lru_cache(maxsize=1024)
def _asked(name: str) -> tuple[str, str, float | None]:
    """The function, its word, and for how many seconds it looks back."""
    said = Reference(name, 0)
    return said.function, said.argument, said.window.seconds if said.window is not None else None


def _fact(function: str, kind: str, window: float | None, *, moments: Moments, now: datetime) -> Any:
    found = moments_of_kind(moments, kind, now)
    if function == "last":
        return max(found, default=None)
    if window is not None and found:
        since = now - timedelta(seconds=window)
        found = [at for at in found if at > since]
    return bool(found) if function == "behaved" else len(found)
