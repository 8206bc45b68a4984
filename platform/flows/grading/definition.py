"""What an admin wrote about a record's worth: the kind `scorecard`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from definitions import Label, Source, kind
from rules import Expression

from ..never import exclude_each_other
from ..noticed import is_fact
from .fading import Fade
from .grade import Frame
from .grader import Grader
from .outlook import Outlook
from .parts import Parts
from .review import Review
from .schema import SCORECARD_SCHEMA
from .table import GradeTable

UNIT = 100


@dataclass(frozen=True)
class ScoreRow:
    """Points for one condition, or for each time that people did something, with the reason in words."""

    id: str
    group: str
    when: Expression | None
    points: float | Expression
    reason: Label
    behaviour: str | None = None
    cap: float | None = None  # the most that all these times give together
    fade: Fade | None = None

    @property
    def key(self) -> str:
        """Names the row among all rows of its card."""
        return f"{self.group}.{self.id}"

    @property
    def is_computed(self) -> bool:
        """Whether the points depend on the record: by a formula, or by what its people did."""
        return isinstance(self.points, Expression) or self.behaviour is not None

    @property
    def has_formula(self) -> bool:
        """Whether the points are computed from the record's fields."""
        return isinstance(self.points, Expression) and self.behaviour is None

    @property
    def worth_rule(self) -> str:
        """What the row is worth in whole hundredths, as a rule: both faces then round alike.

        `counted` is how often it was done, or what of it has not faded; what fades counts in whole points, so that a
        score stays the right one until the moment of its next step.
        """
        if isinstance(self.points, Expression):
            return f"round(({self.points.text}) * {UNIT})"
        given = f"{self.points:f} * counted"
        if self.cap is not None:
            given = f"min({given}, {self.cap:f})" if self.points >= 0 else f"max({given}, {-self.cap:f})"
        return f"round({given}) * {UNIT}" if self.fade is not None else f"round(({given}) * {UNIT})"

    @cached_property
    def names(self) -> frozenset[str]:
        """What the rules of the row read."""
        rules = [rule for rule in (self.when, self.points) if isinstance(rule, Expression)]
        return frozenset().union(*(rule.names for rule in rules))


@dataclass(frozen=True)
class ScoreGroup:
    """Rows that belong together; together they give no more than the cap."""

    id: str
    label: Label
    rows: tuple[ScoreRow, ...]
    cap: float | None = None
    part: str | None = None  # fit or behaviour, where the card tells them apart


@dataclass(frozen=True)
class Band:
    """A grade: scores from `lowest` up to, but without, `highest`; the top band includes its upper bound.

    Where a table gives the grades, the bounds say nothing.
    """

    id: str
    label: Label
    lowest: float = 0
    highest: float = 0
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
    """Groups of rows give a score, bands or a table make a grade of it, urgent flags stand beside both."""

    id: str
    label: Label
    form: str
    range: Range
    groups: tuple[ScoreGroup, ...]
    bands: tuple[Band, ...]  # the best first
    urgent: tuple[UrgentFlag, ...] = ()
    parts: Parts | None = None
    table: GradeTable | None = None
    review: Review | None = None

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

    @cached_property
    def frame(self) -> Frame:
        """What adding up needs; made once."""
        return Frame.of(self)

    @cached_property
    def outlook(self) -> Outlook:
        """What of the card moves with time; made once."""
        return Outlook.of(self)

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
        """Every rule on the card that reads the record."""
        for row in self.rows():
            yield from (rule for rule in (row.when, row.points) if isinstance(rule, Expression))
        yield from (flag.when for flag in self.urgent)
        yield from self.table.expressions() if self.table is not None else ()

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
        """The names that its rules read: their change may change the grade."""
        return frozenset().union(*(rule.names for rule in self.expressions())) - OWN_SUMS

    @cached_property
    def asks(self) -> frozenset[str]:
        """What it asks of the trail: by its rules, and by the rows that count."""
        return frozenset(filter(is_fact, self.reads)) | {f"times({row.behaviour})" for row in self.behaviours}

    @cached_property
    def behaviours(self) -> tuple[ScoreRow, ...]:
        """The rows that count what people did."""
        return tuple(row for row in self.rows() if row.behaviour is not None)


# What the table of a card may ask of the card itself.
OWN_SUMS = frozenset({"score", "fit_score", "behaviour_score"})
