"""Grading records: the columns they carry, the history of what they were graded, and the event when it changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from accounts import Work
from forms import record_values, table_of
from records import Event, GradeRow, behaviours, grades, store
from rules import Env

from ..entrance.aftermath import Aftermath
from ..happenings import event, happened_to_many
from ..noticed import NOTHING, Moments, kinds_read
from ..stored import house_env
from .definition import Scorecard
from .grade import Grade
from .history import stored_reasons

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Graded:
    """What a record is graded now, what it was before, and when time alone may change it again.

    `by_hand` is the grade that somebody set, while it holds; `hand_ended` says that it holds no longer.
    """

    record: int
    grade: Grade
    kept: Mapping[str, Any]  # what counts as the grade: when one of these changes, it is history
    before: Mapping[str, Any]
    by_hand: str | None = None
    hand_ended: bool = False
    look_again: datetime | None = None

    @property
    def band(self) -> str:
        """The grade that counts: by hand, else by the rules."""
        return self.by_hand or self.grade.band

    @property
    def changed(self) -> bool:
        """Whether score, grade or urgency is another one than before."""
        return self.kept != self.before

    @property
    def moved(self) -> bool:
        """Whether more changed than the score."""
        return self.before["grade"] != self.band or self.before["urgent"] != self.grade.is_urgent or self.hand_ended

    def columns(self, work: Work) -> dict[str, Any]:
        """What the record's row keeps of it."""
        kept = {name: _exact(value) if name in SCORES else value for name, value in self.kept.items()}
        graded = {"graded_at": work.now, "scorecard": self.grade.scorecard}
        over = {"hand_grade": None, "hand_until": None} if self.hand_ended else {}
        return {**kept, **graded, **over, "regrade_at": self.look_again}


SCORES = ("score", "fit_score", "behaviour_score")


def scorecard_of(work: Work, form_id: str) -> Scorecard | None:
    """The scorecard of a form, if it has one."""
    return next(iter(work.catalog.of_form("scorecard", form_id)), None)


def plan_grades(work: Work, form_id: str, rows: Sequence[Values], *, new: bool = False) -> list[Graded]:
    """What records with these values (`id` among them) are graded; writes nothing. `new` ones have no trail yet."""
    scorecard = scorecard_of(work, form_id)
    if scorecard is None:
        return []
    env = house_env(work)
    trails = {} if new else trails_of(work, scorecard, [values["id"] for values in rows])
    return [_graded(scorecard, values, trails.get(values.get("id"), NOTHING), env) for values in rows]


def grade_record(work: Work, form_id: str, record: int, values: Values | None = None) -> Graded | None:
    """Grades one record; `values` are its values where they are at hand. None where the form has no scorecard."""
    if values is None:
        values = record_values(store.fetch(work.connection, table_of(work.catalog, form_id), record))
    planned = grade_many(work, form_id, [{**values, "id": record}])
    return planned[0] if planned else None


def grade_many(work: Work, form_id: str, rows: Sequence[Values], *, quiet: bool = False) -> list[Graded]:
    """The same for many records at once, with the same result; every row has its `id`."""
    planned = plan_grades(work, form_id, rows)
    keep_grades(work, form_id, planned, quiet=quiet)
    _keep_outlooks(work, form_id, rows, planned)
    return planned


def keep_grades(
    work: Work, form_id: str, planned: Sequence[Graded], *, aftermath: Aftermath | None = None, quiet: bool = False
) -> None:
    """Writes down what changed; `aftermath` takes the events of records that are written with their grades in them.

    Where nobody did anything (`quiet`), a step of the score alone is history enough and no event.
    """
    changed = [one for one in planned if one.changed or one.hand_ended]
    if not changed:
        return
    if aftermath is None:
        table = table_of(work.catalog, form_id)
        store.update_many(work.connection, table, [{"id": one.record, **one.columns(work)} for one in changed])
    scorecard = scorecard_of(work, form_id)
    grades.add_many(work.connection, [_row(work, scorecard, one) for one in changed])
    told = [_event(work, form_id, one) for one in changed if one.moved or not quiet]
    if aftermath is None:
        happened_to_many(work, told)
    else:
        aftermath.events.extend(told)


def _keep_outlooks(work: Work, form_id: str, rows: Sequence[Values], planned: Sequence[Graded]) -> None:
    """Where the grade is the same and only the moment of the next look is another one."""
    moved = [
        {"id": one.record, "regrade_at": one.look_again}
        for one, values in zip(planned, rows, strict=False)
        if not (one.changed or one.hand_ended) and one.look_again != values.get("regrade_at")
    ]
    if moved:
        store.update_many(work.connection, table_of(work.catalog, form_id), moved)


def trails_of(work: Work, scorecard: Scorecard, records: Sequence[int]) -> Mapping[int, Moments]:
    """What was noticed of these records, as far as the card asks; no question where it asks nothing."""
    kinds = kinds_read(work.catalog, scorecard.form, scorecard.asks)
    return behaviours.moments_of(work.connection, scorecard.form, records, kinds) if kinds else {}


def _graded(scorecard: Scorecard, values: Values, moments: Moments, env: Env) -> Graded:
    known = {**values, **scorecard.grader.trail(moments, env.now)} if scorecard.asks else values
    grade = scorecard.grader.grade(known, env)
    hand, until = values.get("hand_grade"), values.get("hand_until")
    ended = hand is not None and until is not None and until <= env.now
    look = scorecard.outlook.next_look(known, moments, env, grade) if scorecard.outlook.moves else None
    holds = hand is not None and not ended
    return Graded(
        record=values.get("id", 0),
        grade=grade,
        kept=_kept(grade, hand if holds else None),
        before={**{name: _float(values.get(name)) for name in SCORES}, **_words_before(values)},
        by_hand=hand if holds else None,
        hand_ended=ended,
        look_again=min((at for at in (look, until if holds else None) if at is not None), default=None),
    )


def _kept(grade: Grade, by_hand: str | None) -> dict[str, Any]:
    return {
        "score": grade.score,
        "fit_score": grade.fit,
        "behaviour_score": grade.behaviour,
        "grade": by_hand or grade.band,
        "rule_grade": grade.band if by_hand else None,
        "urgent": grade.is_urgent,
    }


def _words_before(values: Values) -> dict[str, Any]:
    urgent = values.get("urgent")
    named = {name: values.get(name) for name in ("grade", "rule_grade")}
    return {**named, "urgent": None if urgent is None else bool(urgent)}


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


@lru_cache(maxsize=4096)
def _exact(score: float | None) -> Decimal | None:
    return None if score is None else Decimal(str(score))


def _row(work: Work, scorecard: Scorecard, graded: Graded) -> GradeRow:
    grade = graded.grade
    return GradeRow(
        form=scorecard.form,
        record=graded.record,
        scorecard=scorecard.id,
        score=grade.score,
        band=graded.band,
        urgent=grade.is_urgent,
        fit=grade.fit,
        behaviour=grade.behaviour,
        rule_band=grade.band if graded.by_hand else None,
        reasons=stored_reasons(scorecard, grade),
        revision=work.catalog.revision,
        at=work.now,
    )


def _event(work: Work, form_id: str, graded: Graded) -> Event:
    grade = graded.grade
    data = {
        "score": grade.score,
        "grade": graded.band,
        "urgent": list(grade.urgent),
        "score_before": graded.before["score"],
        "grade_before": graded.before["grade"],
        "urgent_before": graded.before["urgent"],
    }
    if graded.hand_ended:
        data["hand_ended"] = graded.before["grade"]
    return event(work, form_id, graded.record, "graded", **data)
