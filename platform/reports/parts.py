"""The parts of a report, as frozen objects: params, dimensions, measures, what they are held against, the chart."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from definitions import Label
from rules import Expression

# The param by which a reader chooses the days; reports with a period have it.
PERIOD = "period"


@dataclass(frozen=True)
class Param:
    """Something the reader may choose; conditions name it."""

    id: str
    label: Label
    type: str
    of: str | None = None
    default: Any = None
    formula: Expression | None = None
    required: bool = False


@dataclass(frozen=True)
class Band:
    """From here upwards, until the next band begins; the first has no beginning."""

    start: float | None
    label: Label | None = None


@dataclass(frozen=True)
class Dimension:
    """What rows are put together by: a name or a formula; time by a grain, numbers by bands."""

    id: str
    by: Expression | None
    label: Label | None = None
    grain: str | None = None
    starts: str = "monday"
    zone: str | None = None
    bands: tuple[Band, ...] = ()
    width: float | None = None
    each: bool = False
    top: int | None = None

    @property
    def name(self) -> str | None:
        """The bare name it goes by; None for a formula."""
        text = self.by.text.strip() if self.by is not None else ""
        return text if self.by is not None and self.by.names == {text} else None


@dataclass(frozen=True)
class Target:
    """What a measure should come to: at least, or at most, so much."""

    value: float
    at_least: bool

    def is_met_by(self, value: float) -> bool:
        """Whether it has come so far."""
        return value >= self.value if self.at_least else value <= self.value


# Between what a measure of a group must lie for the group to be shown.
BOUNDS = ("at_least", "over", "at_most", "under")


@dataclass(frozen=True)
class Measure:
    """A number for each group: how it is made, of what, and what is shown beside it."""

    id: str
    label: Label
    kind: str
    of: Expression | None = None
    parts: tuple[str, ...] = ()
    where: Expression | None = None
    unit: Label | None = None
    format: str | None = None
    once: str | None = None
    show: tuple[str, ...] = ()
    target: Target | None = None
    good: str | None = None
    bounds: tuple[tuple[str, float], ...] = ()

    @property
    def less_is_better(self) -> bool:
        """Which way is good: as it says, else as its target does."""
        if self.good is not None:
            return self.good == "less"
        return self.target is not None and not self.target.at_least

    @property
    def made_of(self) -> tuple[str, ...]:
        """The measures before it that it is reckoned from."""
        return self.parts if self.kind == "ratio" else tuple(self.of.names) if self.kind == "formula" else ()

    @cached_property
    def reads(self) -> frozenset[str]:
        """The names of rows that it is made of; what is made of measures reads none itself."""
        return frozenset() if self.kind == "formula" else names_in(self.of, self.where)


@dataclass(frozen=True)
class Fact:
    """One value for each record, out of the rows it has: how many, how much, the first, the last."""

    id: str
    label: Label
    of: str
    kind: str
    value: Expression | None = None
    where: Expression | None = None
    form: str | None = None
    link: str | None = None

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of rows that it reads."""
        own = names_in(self.value, self.where)
        return own | {self.link} if self.link else own

    @property
    def is_of_rows(self) -> bool:
        """Whether it belongs to each of the report's rows, and not to their record."""
        return any(name.startswith("row.") for name in self.names)


@dataclass(frozen=True)
class ShapeSettings:
    """A shape of its own that a report has, and what it says about it."""

    name: str
    written: tuple[tuple[str, Any], ...]

    @property
    def settings(self) -> dict[str, Any]:
        """The settings by name."""
        return dict(self.written)


CROSSING = ("pivot", "heat")


@dataclass(frozen=True)
class Chart:
    """The picture that stands above the table, and what its marks stand for."""

    type: str
    x: str | None = None
    y: tuple[str, ...] = ()
    split: str | None = None
    upto: str | None = None
    limit: str | None = None
    size: str | None = None

    @property
    def crosses(self) -> bool:
        """Whether two dimensions meet in it, so that it has edges."""
        return self.type in CROSSING or self.split is not None


def names_in(*rules: Expression | None) -> frozenset[str]:
    """Every name that rules mention."""
    return frozenset(name for rule in rules if rule is not None for name in rule.names)
