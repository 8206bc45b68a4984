"""Grading records: the columns they carry, the history of what they were graded, and the event when it changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from accounts import Work
from forms import record_values, table_of
from records import Event, GradeRow, grades, store

from ..aftermath import Aftermath
from ..happenings import happened_to_many
from ..stored import house_env
from .definition import Scorecard
from .grade import Grade
from .history import stored_reasons

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Graded:
    """What a record is graded now, and what it was before."""

    record: int
    grade: Grade
    score_before: float | None
    band_before: str | None
    urgent_before: bool | None

    @property
    def changed(self) -> bool:
        """Whether score, grade or urgency is another one than before."""
        grade = self.grade
        before = (self.score_before, self.band_before, self.urgent_before)
        return before != (grade.score, grade.band, grade.is_urgent)

    def columns(self, work: Work) -> dict[str, Any]:
        """What the record's row keeps of it."""
        return {
            "score": Decimal(str(self.grade.score)),
            "grade": self.grade.band,
            "graded_at": work.now,
            "scorecard": self.grade.scorecard,
            "urgent": self.grade.is_urgent,
        }


def scorecard_of(work: Work, form_id: str) -> Scorecard | None:
    """The scorecard of a form, if it has one."""
    return next(iter(work.catalog.of_form("scorecard", form_id)), None)


def plan_grades(work: Work, form_id: str, rows: Iterable[Values]) -> list[Graded]:
    """What records with these values (`id` among them, if they have one yet) are graded; writes nothing."""
    scorecard = scorecard_of(work, form_id)
    if scorecard is None:
        return []
    env, grader = house_env(work), scorecard.grader
    return [_graded(values, grader.grade(values, env)) for values in rows]


def grade_record(work: Work, form_id: str, record: int, values: Values | None = None) -> Graded | None:
    """Grades one record; `values` are its values where they are at hand. None where the form has no scorecard."""
    if values is None:
        values = record_values(store.fetch(work.connection, table_of(work.catalog, form_id), record))
    planned = plan_grades(work, form_id, [{**values, "id": record}])
    keep_grades(work, form_id, planned)
    return planned[0] if planned else None


def grade_many(work: Work, form_id: str, rows: Sequence[Values]) -> list[Graded]:
    """The same for many records at once, with the same result; every row has its `id`."""
    planned = plan_grades(work, form_id, rows)
    keep_grades(work, form_id, planned)
    return planned


def keep_grades(
    work: Work, form_id: str, planned: Sequence[Graded], *, aftermath: Aftermath | None = None
) -> None:
    """Writes down what changed; `aftermath` takes the events of records that are written with their grades in them."""
    changed = [one for one in planned if one.changed]
    if not changed:
        return
    if aftermath is None:
        table = table_of(work.catalog, form_id)
        store.update_many(work.connection, table, [{"id": one.record, **one.columns(work)} for one in changed])
    scorecard = scorecard_of(work, form_id)
    grades.add_many(work.connection, [_row(work, scorecard, one) for one in changed])
    told = [_event(work, form_id, one) for one in changed]
    if aftermath is None:
        happened_to_many(work, told)
    else:
        aftermath.events.extend(told)


def _graded(values: Values, grade: Grade) -> Graded:
    score, urgent = values.get("score"), values.get("urgent")
    return Graded(
        record=values.get("id", 0),
        grade=grade,
        score_before=None if score is None else float(score),
        band_before=values.get("grade"),
        urgent_before=None if urgent is None else bool(urgent),
    )


def _row(work: Work, scorecard: Scorecard, graded: Graded) -> GradeRow:
    grade = graded.grade
    return GradeRow(
        form=scorecard.form,
        record=graded.record,
        scorecard=scorecard.id,
        score=grade.score,
        band=grade.band,
        urgent=grade.is_urgent,
        reasons=stored_reasons(scorecard, grade),
        revision=work.catalog.revision,
        at=work.now,
    )


def _event(work: Work, form_id: str, graded: Graded) -> Event:
    grade = graded.grade
    data = {
        "score": grade.score,
        "grade": grade.band,
        "urgent": list(grade.urgent),
        "score_before": graded.score_before,
        "grade_before": graded.band_before,
        "urgent_before": graded.urgent_before,
    }
    return Event(
        form_id, graded.record, "graded", work.now, work.actor.person_id, data=data, revision=work.catalog.revision
    )
