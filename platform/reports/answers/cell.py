"""Where in a report a number stands, as an address can carry it: `won;source=web_form`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from definitions import Refused

EMPTY = ""
LONGEST = 2000


@dataclass(frozen=True)
class CellRef:
    """A measure (or a part of a funnel) and the values of dimensions; a dimension left out means all of it."""

    measure: str
    at: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str) -> CellRef:
        """Read what `str` wrote."""
        measure, *parts = text[:LONGEST].split(";")
        pairs = [part.partition("=") for part in parts if part]
        if not measure or "\0" in unquote(text) or any(not equals for _, equals, _ in pairs):
            raise Refused("reports.refused.no_cell", cell=text[:80])
        return cls(unquote(measure), {unquote(name): unquote(key) for name, _, key in pairs})

    def __str__(self) -> str:
        parts = [quote(self.measure, safe="")]
        parts += [f"{quote(name, safe='')}={quote(key, safe='')}" for name, key in self.at.items()]
        return ";".join(parts)

    @classmethod
    def of(cls, measure: str, at: Iterable[tuple[str, str]]) -> CellRef:
        """The measure at these values."""
        return cls(measure, dict(at))
