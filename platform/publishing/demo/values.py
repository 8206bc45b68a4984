"""Made-up values from a description: lists, weights, parts, numbers, phone numbers; the same for the same seed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

PREFIXES = ("134", "135", "136", "137", "139", "150", "151", "158", "159", "176", "177", "186", "188", "189")


@dataclass(frozen=True)
class Days:
    """The day of the step that asks for a value, and the day on which the demo ends."""

    step: date
    now: date


class Maker:
    """Makes the values of one record after another."""

    def __init__(self, described: Mapping[str, Any], random: Random) -> None:
        """Takes what the pack's demo file says under `values` or `fill`."""
        self._described = described
        self._random = random
        self._used: set[str] = set()

    def record(self) -> dict[str, Any]:
        """All values of one record; what the chance leaves out is not there."""
        made: dict[str, Any] = {}
        for field, how in self._described.items():
            if how.get("needs") and how["needs"] not in made:
                continue
            if self._random.random() < how.get("chance", 1):
                made[field] = self.value(how)
        return made

    def fill(self, field: str, days: Days) -> Any:
        """A value for one field that a step asks for; None where the file does not say."""
        how = self._described.get(field)
        return None if how is None else self.value(how, days)

    def value(self, how: Mapping[str, Any], days: Days | None = None) -> Any:
        """One value after its description."""
        for kind, make in _MAKERS.items():
            if kind in how:
                return self._unique(how, lambda make=make, kind=kind: make(self._random, how[kind], days))
        return None

    def _unique(self, how: Mapping[str, Any], make) -> Any:
        made = make()
        for _ in range(200 if how.get("unique") or "phone" in how else 0):
            if made not in self._used:
                break
            made = make()
        if isinstance(made, str):
            self._used.add(made)
        return made


def pick(random: Random, options: Any) -> Any:
    """One of a list, or of a mapping with weights."""
    if isinstance(options, Mapping):
        return random.choices(list(options), weights=list(options.values()))[0]
    return random.choice(options)


def _parts(random: Random, lists: Any, _at: Any) -> str:
    return "".join(random.choice(words) for words in lists)


def _number(random: Random, bounds: Mapping[str, Any], _at: Any) -> float:
    step = bounds.get("step", 1)
    return bounds["from"] + step * random.randint(0, int((bounds["to"] - bounds["from"]) / step))


def _phone(random: Random, _region: str, _at: Any) -> str:
    return random.choice(PREFIXES) + "".join(str(random.randint(0, 9)) for _ in range(8))


def _several(random: Random, options: Any, _at: Any) -> list[Any]:
    return random.sample(options, random.randint(1, min(2, len(options))))


def _days(random: Random, bounds: Any, days: Days) -> str:
    """A day so far from the demo's now, but always after the day of the step that asks for it."""
    meant = days.now + timedelta(days=random.randint(*bounds))
    return max(meant, days.step + timedelta(days=1)).isoformat()


_MAKERS = {
    "pick": lambda random, options, _at: pick(random, options),
    "parts": _parts,
    "number": _number,
    "phone": _phone,
    "several": _several,
    "days": _days,
}
