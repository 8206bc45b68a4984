"""What an admin wrote about a record's worth: the kind `scorecard`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from definitions import Label, Source, kind
from rules import Expression

from ..never import exclude_each_other
from .grader import Grader
from .schema import SCORECARD_SCHEMA


@dataclass(frozen=True)
class ScoreRow:
    """Points for one condition, with the reason in words."""

    id: str
    group: str
    when: Expression | None
    points: float | Expression
    reason: Label

    @property
    def has_formula(self) -> bool:
        """Whether the points are computed from the record."""
        return isinstance(self.points, Expression)


@dataclass(frozen=True)
class ScoreGroup:
    """Rows that belong together; together they give no more than the cap."""

    id: str
    label: Label
    rows: tuple[ScoreRow, ...]
    cap: float | None = None


@dataclass(frozen=True)
class Band:
    """A grade: scores from `lowest` up to, but without, `highest`; the top band includes its upper bound."""

    id: str
    label: Label
    lowest: float
    highest: float
    note: Label | None = None
    place: int = 0  # in the file


@dataclass(frozen=True)
class UrgentFlag:
    """What outranks the grade while it holds."""

    id: str
    when: Expression
    reason: Label


@dataclass(frozen=True)
class Range:
    """The scores that are possible; sums beyond it are cut."""

    min: float = 0
    max: float = 100


@kind("scorecard", folder="grading")
@dataclass(frozen=True)
class Scorecard:
    """Groups of rows give a score, bands make a grade of it, urgent flags stand beside both."""

    id: str
    label: Label
    form: str
    range: Range
    groups: tuple[ScoreGroup, ...]
    bands: tuple[Band, ...]  # the best first
    urgent: tuple[UrgentFlag, ...] = ()

    @classmethod
    def schema(cls) -> dict[str, Any]:
        return SCORECARD_SCHEMA

    @classmethod
    def from_source(cls, source: Source) -> Scorecard:
        from .reading import read_scorecard

        return read_scorecard(source)

    def rows(self) -> Iterator[ScoreRow]:
        """All rows, in the order in which they are written."""
        return (row for group in self.groups for row in group.rows)

    @cached_property
    def grader(self) -> Grader:
        """The scorecard ready to run; made once."""
        return Grader(self)

    def band(self, band_id: str | None) -> Band | None:
        return next((band for band in self.bands if band.id == band_id), None)

    def band_of(self, score: float) -> Band:
        """The band a score lies in; 80 is the band that starts at 80."""
        return next((band for band in self.bands if score >= band.lowest), self.bands[-1])

    def band_above(self, band: Band) -> Band | None:
        """The next better band."""
        place = self.bands.index(band)
        return self.bands[place - 1] if place else None

    def expressions(self) -> Iterator[Expression]:
        """Every rule on the card."""
        for row in self.rows():
            yield from (rule for rule in (row.when, row.points) if isinstance(rule, Expression))
        yield from (flag.when for flag in self.urgent)

    @cached_property
    def exclusive(self) -> tuple[frozenset[int], ...]:
        """For each row by its place, the rows that cannot hold together with it."""
        rows = tuple(self.rows())
        return tuple(
            frozenset(n for n, other in enumerate(rows) if n != place and exclude_each_other(row.when, other.when))
            for place, row in enumerate(rows)
        )

    @cached_property
    def reads(self) -> frozenset[str]:
        """The names whose change may change the grade."""
        return frozenset().union(*(rule.names for rule in self.expressions()))
