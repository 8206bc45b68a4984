"""A grade with its reasons: what counted and what did not; pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from .definition import Scorecard, ScoreGroup
    from .parts import Part

# Points are added as whole hundredths, so that Python, SQLite and PostgreSQL reach the same sum.
UNIT = 100


class PointReason(NamedTuple):
    """One row of the scorecard, held against a record."""

    group: str
    row: str
    worth: float  # what the row gives, or would give
    counted: float  # what it gave after its group's cap
    met: bool
    is_computed: bool = False


class Reasons(tuple[PointReason, ...]):
    """All rows of a card, held against a record; records that meet the same rows share one."""

    @cached_property
    def signs(self) -> str:
        """Which rows hold, in the order of the card: as it is stored."""
        return "".join(["1" if reason.met else "0" for reason in self])


class Sums(NamedTuple):
    """The score, and of a card that tells them apart fit and behaviour; in hundredths."""

    score: int
    fit: int | None = None
    behaviour: int | None = None

    @property
    def points(self) -> tuple[float, float | None, float | None]:
        """The same in points."""
        return self.score / UNIT, _points(self.fit), _points(self.behaviour)

    @property
    def named(self) -> dict[str, float | None]:
        """The same by the names that a table of grades has for them."""
        return dict(zip(("score", "fit_score", "behaviour_score"), self.points, strict=True))


@dataclass(frozen=True, slots=True)
class Grade:
    """Score, band and reasons, rows in the order of the scorecard; `seen` holds the values the rules read.

    `sums` says for each row that counts a behaviour how much of it still counts; `table_row` which row of the table
    of grades decided.
    """

    scorecard: str
    score: float
    fit: float | None
    behaviour: float | None
    band: str
    reasons: Reasons
    urgent: tuple[str, ...] = ()
    seen: Mapping[str, Any] = field(default_factory=dict)
    sums: Mapping[str, float] = field(default_factory=dict)
    table_row: int | None = None

    @property
    def is_urgent(self) -> bool:
        return bool(self.urgent)


@dataclass(frozen=True)
class Frame:
    """What adding up a card needs again and again, made once: caps and bounds in hundredths, names of rows."""

    groups: tuple[tuple[int | None, int], ...]  # (cap, number of rows)
    rows: tuple[tuple[str, str, bool], ...]  # (group, row, whether its worth is computed)
    formulas: tuple[tuple[int, str], ...]  # (place, key) of the rows whose worth the record's fields give
    low: int
    high: int
    parts: tuple[tuple[str, int | None, int | None, tuple[int, ...]], ...]  # (part, low, high, its groups)

    @classmethod
    def of(cls, card: Scorecard) -> Frame:
        """The frame of a card."""
        parts = card.parts.both if card.parts is not None else ()
        return cls(
            groups=tuple((cap_of(group), len(group.rows)) for group in card.groups),
            rows=tuple((row.group, row.id, row.is_computed) for row in card.rows()),
            formulas=tuple((place, row.key) for place, row in enumerate(card.rows()) if row.has_formula),
            low=hundredths(card.range.min),
            high=hundredths(card.range.max),
            parts=tuple((part.id, *_ends(part), _groups_of(card, part)) for part in parts),
        )


def summed(scorecard: Scorecard, worths: Sequence[int], met: Sequence[bool]) -> tuple[Sums, list[int]]:
    """The sums and what each row counted, all in hundredths; a group gives no more than its cap."""
    given, counted, place = [], [], 0
    for cap, rows in scorecard.frame.groups:
        total = plain = 0
        for n in range(place, place + rows):
            plain += worths[n] if met[n] else 0
            now = plain if cap is None or plain < cap else cap
            counted.append(now - total)
            total = now
        place += rows
        given.append(total)
    return together(scorecard, given), counted


def clamped(scorecard: Scorecard, total: int) -> int:
    """The sum, cut to the range of the scorecard."""
    return max(scorecard.frame.low, min(scorecard.frame.high, total))


def reasons_of(scorecard: Scorecard, worths: Sequence[int], counted: Sequence[int], met: Sequence[bool]) -> Reasons:
    """Each row with what it is worth and what it gave."""
    told = zip(scorecard.frame.rows, worths, counted, met, strict=True)
    return Reasons(
        [PointReason(g, r, worth / UNIT, count / UNIT, holds, by) for (g, r, by), worth, count, holds in told]
    )


def together(scorecard: Scorecard, given: Sequence[int]) -> Sums:
    """The sums that what the groups give comes to."""
    if scorecard.parts is None:
        return Sums(clamped(scorecard, sum(given)))
    sums = {}
    for part, low, high, groups in scorecard.frame.parts:
        total = sum([given[place] for place in groups])
        total = total if low is None or total > low else low
        sums[part] = total if high is None or total < high else high
    if scorecard.parts.is_sum:
        return Sums(clamped(scorecard, sum(sums.values())), *sums.values())
    found = scorecard.parts.together({name: total / UNIT for name, total in sums.items()}, None)
    return Sums(clamped(scorecard, int(found or 0)), *sums.values())


def _groups_of(card: Scorecard, part: Part) -> tuple[int, ...]:
    return tuple(place for place, group in enumerate(card.groups) if group.part == part.id)


def _ends(part: Part) -> tuple[int | None, int | None]:
    low, high = (None if end is None else hundredths(end) for end in (part.min, part.max))
    return low, high


def _points(total: int | None) -> float | None:
    return None if total is None else total / UNIT


def hundredths(value: float) -> int:
    """A number of points as whole hundredths."""
    return round(value * UNIT)


def cap_of(group: ScoreGroup) -> int | None:
    """A group's cap in hundredths, None where it has none."""
    return None if group.cap is None else hundredths(group.cap)
