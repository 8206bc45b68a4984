"""What is wrong with a report, told beside the part that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from definitions import Problem

from ..languages import language

PARTS = ("label", "where", "period", "sort", "limit", "chart", "facts", "params")


@dataclass(frozen=True)
class Errors:
    """The problems of a report's text by their place in it."""

    problems: Iterable[Problem]

    def at(self, *path: str) -> tuple[str, ...]:
        """The sentences about a part: `measures`, `won`."""
        place = ".".join(path)
        found = (each for each in self.problems if each.path == place or each.path.startswith(f"{place}."))
        return tuple(dict.fromkeys(each.sentence(language()) for each in found))

    def by_part(self) -> dict[str, tuple[str, ...]]:
        """Those about the parts that have no rows."""
        return {part: found for part in PARTS if (found := self.at(part))}
