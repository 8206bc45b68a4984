"""What is most worth doing first, and why: a pure function of what is known about each item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from definitions import LANGUAGES, Reason, elapsed

URGENT, BREAKING, WOKEN, PROMISED, CLOSE, DUE, NURTURE, PAUSED = range(1, 9)
SOON = timedelta(hours=1)


@dataclass(frozen=True)
class Standing:
    """What the rank looks at: nothing else moves an item up or down."""

    due_at: datetime | None = None
    limited: bool = True
    urgent: tuple[Reason, ...] = ()
    grade: str | None = None
    grade_place: int = 99
    score: float = 0
    woken: bool = False
    woken_before: bool = False  # on an earlier day, and nobody has been in touch since
    hook: str | None = None
    promised: bool = False
    steps_to_win: int | None = None
    must: bool = True
    acceptance: bool = False
    rhythm: Reason | None = None
    unplanned: bool = False
    paused: Reason | None = None  # somebody stopped the clocks of its record


@dataclass(frozen=True)
class Rank:
    """Where an item stands: its tier, and every reason that was found, the deciding one first."""

    tier: int
    grade_place: int
    due_at: datetime | None
    score: float
    reasons: tuple[Reason, ...]

    @property
    def why(self) -> Reason:
        return self.reasons[0]

    @property
    def order(self) -> tuple:
        """Sorts the most urgent first; an item without a limit comes after those of its tier that have one."""
        due = self.due_at.timestamp() if self.due_at else float("inf")
        # A broken limit is weighed by grade before time, so that an overdue C never outranks an A about to break.
        weigh = (self.grade_place, due) if self.tier <= BREAKING else (due, self.grade_place)
        return (self.tier, *weigh, -self.score)


def rank(standing: Standing, now: datetime) -> Rank:
    """The first tier that holds decides; the others are told as well."""
    found = [(tier, reason) for tier, test in _TIERS for reason in test(standing, now)]
    if standing.paused is not None:
        found = [(PAUSED, standing.paused)]
    if not found:
        found = [(NURTURE, Reason("flows.rank.nurture", {}))]
    return Rank(
        tier=found[0][0],
        grade_place=standing.grade_place,
        due_at=standing.due_at,
        score=standing.score,
        reasons=tuple(reason for _, reason in found),
    )


def _urgent(standing: Standing, now: datetime) -> tuple[Reason, ...]:
    return standing.urgent


def _breaking(standing: Standing, now: datetime) -> tuple[Reason, ...]:
    if not (standing.limited and standing.due_at) or standing.due_at > now + SOON:
        return ()
    state = "late" if standing.due_at <= now else "soon"
    what = "accept" if standing.acceptance else "limit"
    minutes = int(abs((standing.due_at - now).total_seconds()) // 60)
    grade = _grade_words(standing)
    return (Reason(f"flows.rank.{what}_{state}", {"time": time_words(minutes), **grade}),)


def _woken(standing: Standing, now: datetime) -> tuple[Reason, ...]:
    if not standing.woken:
        return ()
    when = "woken_before" if standing.woken_before else "woken"
    if standing.hook:
        return (Reason(f"flows.rank.{when}_hook", {"hook": standing.hook}),)
    return (Reason(f"flows.rank.{when}", {}),)


def _promised(standing: Standing, now: datetime) -> tuple[Reason, ...]:
    return (Reason("flows.rank.promised", {}),) if standing.promised else ()


def _close(standing: Standing, now: datetime) -> tuple[Reason, ...]:
    return (Reason("flows.rank.close_to_winning", {}),) if standing.steps_to_win == 1 else ()


def _rhythm(standing: Standing, now: datetime) -> tuple[Reason, ...]:
    return (standing.rhythm,) if standing.rhythm is not None else ()


def _due(standing: Standing, now: datetime) -> tuple[Reason, ...]:
    if standing.due_at is not None and standing.due_at > now + SOON:
        minutes = int((standing.due_at - now).total_seconds() // 60)
        return (Reason("flows.rank.due", {"time": time_words(minutes)}),)
    if standing.unplanned:
        return (Reason("flows.rank.unplanned", {}),)
    return (Reason("flows.rank.must", {}),) if standing.must and standing.due_at is None else ()


_TIERS = (
    (URGENT, _urgent),
    (BREAKING, _breaking),
    (WOKEN, _woken),
    (PROMISED, _promised),
    (CLOSE, _close),
    (DUE, _rhythm),
    (DUE, _due),
)


def _grade_words(standing: Standing) -> dict[str, object]:
    """`A 级` or nothing, in both languages, so that one sentence serves graded and ungraded records."""
    if standing.grade is None:
        return {"grade": {"zh": "", "en": ""}}
    return {"grade": {"zh": f"{standing.grade} 级，", "en": f"grade {standing.grade}, "}}


def time_words(minutes: int) -> dict[str, str]:
    """A span as people say it, in each language."""
    return {language: elapsed(minutes, language) for language in LANGUAGES}
