"""Beside what happened: load, grades, response and wins of each person, and what would have gone elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from statistics import median

from .past import PastRecord
from .simulating import Given

WON, LOST = "won", "lost"


@dataclass(frozen=True)
class Side:
    """One person's part, as it was or as it would have been."""

    n: int = 0
    grades: Mapping[str | None, int] = field(default_factory=dict)
    decided: int = 0
    wins: float = 0.0  # as counted, or as expected
    minutes: float | None = None  # the median, as measured or as expected

    @property
    def win_rate(self) -> float | None:
        return self.wins / self.decided if self.decided else None


@dataclass(frozen=True)
class PersonRow:
    """One person: what happened beside what would have."""

    person: int | None  # None: nobody, a pool
    was: Side
    would: Side
    peak: int = 0
    cap: int | None = None


@dataclass(frozen=True)
class Elsewhere:
    """A record that would have gone to somebody else."""

    record: int
    number: str
    title: str
    at: datetime
    was_owner: int | None
    was_pool: str | None
    owner: int | None
    pool: str | None
    rule: str | None
    grade_was: str | None
    grade: str | None
    by_draft: bool = True  # whether the rules that are published now would have decided otherwise


@dataclass(frozen=True)
class Backtest:
    """A period lived again."""

    form: str
    routing: str
    scorecard: str | None
    since: datetime
    until: datetime
    records: int
    rows: tuple[PersonRow, ...]
    elsewhere: tuple[Elsewhere, ...]
    by_rule: Mapping[str | None, int]
    waited: int
    was: Side
    would: Side
    expected_was: float  # the wins that the same estimate expects of what happened

    @property
    def moved(self) -> int:
        """How many would have gone elsewhere."""
        return len(self.elsewhere)

    @property
    def by_draft(self) -> int:
        """How many of those because of the draft; of the others turns alone would have fallen otherwise."""
        return sum(one.by_draft for one in self.elsewhere)


Rate = Callable[[int, str | None], float | None]  # person and grade → how likely they win such a record
Minutes = Callable[[int], float | None]


def compared(given: Sequence[Given], published: Sequence[Given], *, rate: Rate, minutes: Minutes) -> dict[str, object]:
    """The parts of a Backtest that come from what was given, and from what the published rules would have given."""
    was, would = defaultdict(list), defaultdict(list)
    for one in given:
        was[one.record.owner].append(one)
        would[one.decision.owner].append(one)
    people = sorted({*was, *would} - {None}) + ([None] if None in was or None in would else [])
    rows = [PersonRow(id, _as_it_was(was[id]), _as_it_would(id, would[id], rate, minutes)) for id in people]
    return {
        "rows": tuple(rows),
        "elsewhere": tuple(
            _elsewhere(one, by_draft=_goes(one) != _goes(now))
            for one, now in zip(given, published, strict=True)
            if _goes(one) != _went(one)
        ),
        "by_rule": Counter(one.decision.rule for one in given),
        "waited": sum(one.at > one.record.at for one in given),
        "was": _total([row.was for row in rows], [one.record.minutes for one in given]),
        "would": _total([row.would for row in rows], _spread(rows)),
        "expected_was": sum(_expected(one.record.owner, one.record, one.record.grade, rate) for one in given),
    }


def _as_it_was(given: Sequence[Given]) -> Side:
    records = [one.record for one in given]
    measured = [record.minutes for record in records if record.minutes is not None]
    return Side(
        n=len(records),
        grades=Counter(record.grade for record in records),
        decided=sum(map(_is_decided, records)),
        wins=float(sum(record.outcome == WON for record in records)),
        minutes=median(measured) if measured else None,
    )


def _as_it_would(person: int | None, given: Sequence[Given], rate: Rate, minutes: Minutes) -> Side:
    return Side(
        n=len(given),
        grades=Counter(one.grade for one in given),
        decided=sum(_is_decided(one.record) for one in given),
        wins=sum(_expected(person, one.record, one.grade, rate) for one in given),
        minutes=minutes(person) if person is not None and given else None,
    )


def _expected(person: int | None, record: PastRecord, grade: str | None, rate: Rate) -> float:
    """How likely this person wins this record; of what nobody decided yet nothing is expected either way."""
    if person is None or not _is_decided(record):
        return 0.0
    return rate(person, grade) or 0.0


def _is_decided(record: PastRecord) -> bool:
    return record.outcome in (WON, LOST)


def _went(one: Given) -> tuple[int | None, str | None]:
    return one.record.owner, one.record.pool if one.record.owner is None else None


def _goes(one: Given) -> tuple[int | None, str | None]:
    return one.decision.owner, one.decision.pool if one.decision.owner is None else None


def _elsewhere(one: Given, *, by_draft: bool) -> Elsewhere:
    record, decision = one.record, one.decision
    return Elsewhere(
        record.id, record.number, record.title, record.at,
        was_owner=record.owner, was_pool=record.pool, owner=decision.owner, pool=decision.pool, rule=decision.rule,
        grade_was=record.grade, grade=one.grade, by_draft=by_draft,
    )  # fmt: skip


def _total(sides: Sequence[Side], minutes: Sequence[float | None]) -> Side:
    grades: Counter[str | None] = Counter()
    for side in sides:
        grades.update(side.grades)
    known = [one for one in minutes if one is not None]
    return Side(
        n=sum(side.n for side in sides),
        grades=grades,
        decided=sum(side.decided for side in sides),
        wins=sum(side.wins for side in sides),
        minutes=median(known) if known else None,
    )


def _spread(rows: Sequence[PersonRow]) -> list[float]:
    """Each person's expected time as often as they would have got a record."""
    return [row.would.minutes for row in rows if row.would.minutes is not None for _ in range(row.would.n)]
