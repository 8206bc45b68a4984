"""The controls of the builder as a browser sends them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from accounts import Work
from forms import Context, Lookups

LONGEST = 500


@dataclass(frozen=True)
class Posted:
    """Values by the names of their controls; `do` is the button that was pressed."""

    values: Any

    @property
    def do(self) -> str:
        return self.one("do")

    def has(self, name: str) -> bool:
        """Whether the page showed this control."""
        return name in self.values

    def one(self, name: str) -> str:
        """A value, or nothing."""
        return str(self.values.get(name, "")).strip()[:LONGEST]

    def several(self, name: str) -> tuple[str, ...]:
        """All values of one name."""
        return tuple(value[:LONGEST] for value in self.values.getlist(name) if value)

    def whole(self, name: str) -> int:
        """A positive number, or 0."""
        written = self.one(name)
        return int(written) if written.isascii() and written.isdigit() and len(written) < 6 else 0

    def context(self, work: Work) -> Context:
        """Who writes, and in which zone."""
        return Context(work.language, work.timezone, Lookups(work))

    def moves(self, part: str, many: int) -> list[int]:
        """The places of a list after the button: one dropped, or moved up."""
        verb, _, place = self.do.partition(f"-{part}-")
        order, at = list(range(many)), int(place) if place.isascii() and place.isdigit() and len(place) < 4 else -1
        if verb == "drop" and at in order:
            order.remove(at)
        if verb == "up" and 0 < at < many:
            order[at - 1], order[at] = order[at], order[at - 1]
        return order


def put(part: dict[str, Any], values: Mapping[str, Any]) -> None:
    """Settings that say something are there, others are not."""
    for name, value in values.items():
        if value in (None, "", [], 0, False):
            part.pop(name, None)
        else:
            part[name] = value
