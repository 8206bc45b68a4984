"""One item of a day: what the record and the task say about how much it is worth doing now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row

from accounts import Work, WorkingCalendar, calendar_of, readable_fields
from definitions import LANGUAGES, Label, Reason, say
from forms import FormDefinition, form_of, record_values
from records import GradeRow, Pause, TaskRow, grades, pauses, tasks

from ..approving import ASKED
from ..clocks.rhythm import PACED
from ..grading import Scorecard, scorecard_of
from ..pipelines import FOLLOW_UP, Gate, Pipeline, Stage, gate_of, pipeline_scope, steps_to_win, task_values
from ..stored import house_env
from ..task_work.in_hand import stands_for_contact, task_label
from .later import time_passed
from .next_best import NextBest, next_best
from .queries import waiting_for_acceptance, without_next_step
from .rank import BREAKING, WOKEN, Rank, Standing, rank

TASK, ACCEPTANCE, NO_NEXT_STEP = "task", "acceptance", "no_next_step"
QUEUE, APPROVAL = "queue", "approval"
NOW, MORNING, AFTERNOON, EVENING, LATER, AHEAD = GROUPS = ("now", "morning", "afternoon", "evening", "later", "ahead")
MINUTES = {ACCEPTANCE: 2, NO_NEXT_STEP: 5}


@dataclass(frozen=True)
class DayItem:
    """One thing to do: what, about which record, until when, and why it stands where it stands."""

    kind: str
    form: str
    record: int
    number: str
    title: str
    subtitle: str
    label: Label
    rank: Rank
    group: str
    minutes: int
    task_id: int | None = None
    task: str | None = None
    due_at: datetime | None = None
    is_late: bool = False
    grade: str | None = None
    urgent: bool = False
    stage: Label | None = None
    must: bool = False
    contact: bool = False
    needs_log: bool = False  # done by writing down what was said, and in no other way
    may_skip: bool = True
    paused: bool = False

    @property
    def key(self) -> str:
        """A name for the item that stays as long as it does."""
        return f"task-{self.task_id}" if self.task_id else f"{self.kind}-{self.form}-{self.record}"

    @property
    def why(self) -> Reason:
        """The one sentence beside it."""
        return self.rank.why


def forms_of_days(work: Work) -> list[str]:
    """The forms whose records may wait for somebody: those with a pipeline, in their order."""
    forms = {pipeline.form for pipeline in work.catalog.all("pipeline")}
    return [form.id for form in work.catalog.all("form") if form.id in forms]


class Looks:
    """How the records of a person's day look, form by form; each form is read once."""

    def __init__(self, work: Work, midnight: datetime, records: Mapping[tuple[str, int], Row[Any]], most: int) -> None:
        self.work, self.midnight, self.records, self.most = work, midnight, records, most
        self._looks: dict[str, Look] = {}

    def items(self, rows: Sequence[TaskRow]) -> list[DayItem]:
        """Tasks whose records are there."""
        known = [(row, self.records[row.form, row.record]) for row in rows if (row.form, row.record) in self.records]
        for form in {row.form for row, _ in known}:
            self._look(form).expect(record.id for (of, _), record in self.records.items() if of == form)
        return [self._look(row.form).task(row, record) for row, record in known]

    def of_records(self) -> list[DayItem]:
        """What waits for a yes, and what would be forgotten."""
        known = forms_of_days(self.work)
        return [item for form in known for item in self._look(form).of_records(self.most)]

    def _look(self, form: str) -> Look:
        if form not in self._looks:
            self._looks[form] = Look(self.work, form, self.midnight)
        return self._looks[form]


class Look:
    """How the records of one form look in a day."""

    def __init__(self, work: Work, form: str, midnight: datetime) -> None:
        self.work, self.midnight = work, midnight
        self.form: FormDefinition = form_of(work.catalog, form)
        self.scorecard: Scorecard | None = scorecard_of(work, form)
        self._grades: dict[int, GradeRow] | None = None
        self._pauses: dict[int, Pause] = {}

    def expect(self, records: Iterable[int]) -> None:
        if self._grades is None:
            self._grades = grades.latest_of_many(self.work.connection, self.form.id, set(records))

    def task(self, row: TaskRow, record: Row[Any]) -> DayItem:
        definition = pipeline.task_of(row.task, record.grade) if (pipeline := self._pipeline(record)) else None
        weighty = row.must or (definition.contact if definition else True)
        standing = Standing(
            due_at=row.due_at,
            woken=row.task == "wake",
            woken_before=self._day(row.opened_at) < self._day(self.work.now),
            hook=_title_in(row, self.work.language),
            promised=row.task == "next_step" and row.how != PACED,
            must=row.must,
            urgent=self._urgent(record) if weighty else (),
            rhythm=self._rhythm(row, record),
            **self._worth(record),
        )
        return self._item(
            record,
            standing,
            kind=QUEUE if row.assignee is None else APPROVAL if row.how == ASKED else TASK,
            label=task_label(row, definition),
            minutes=definition.minutes if definition else 10,
            task_id=row.id,
            task=row.task,
            must=row.must,
            contact=definition.contact if definition else True,
            needs_log=stands_for_contact(row, definition),
            may_skip=definition.may_skip if definition else True,
        )

    def of_records(self, most: int) -> list[DayItem]:
        """What waits for a yes, and what nobody planned anything for; of each the first so many."""
        return [*self._acceptances(most), *self._forgotten(most)]

    def _acceptances(self, most: int) -> list[DayItem]:
        label = _said("flows.task.accept")
        return [
            self._item(
                record,
                Standing(due_at=record.accept_by, acceptance=True, urgent=self._urgent(record), **self._worth(record)),
                kind=ACCEPTANCE,
                label=label,
                minutes=MINUTES[ACCEPTANCE],
                must=True,
            )
            for record in waiting_for_acceptance(self.work, self.form.id, most)
        ]

    def _forgotten(self, most: int) -> list[DayItem]:
        found = without_next_step(self.work, self.form.id, most)
        states = tasks.states_of(self.work.connection, self.form.id, [record.id for record in found])
        return [
            self._item(
                record,
                Standing(urgent=self._urgent(record), unplanned=True, **self._worth(record)),
                kind=NO_NEXT_STEP,
                label=self._best(record, states.get(record.id, {})).label,
                minutes=MINUTES[NO_NEXT_STEP],
            )
            for record in found
        ]

    def _best(self, record: Row[Any], states: Mapping[str, str]) -> NextBest:
        """The best next thing at the record's stage."""
        pipeline, stage = self._pipeline(record), self._stage(record)
        if pipeline is None or stage is None:
            return next_best(None, None, Gate())
        values = {**record_values(record), **task_values(states)}
        scope = pipeline_scope(self.work.catalog, pipeline)
        return next_best(pipeline, stage, gate_of(stage, values, house_env(self.work), scope))

    def _item(self, record: Row[Any], standing: Standing, **what: Any) -> DayItem:
        values = record_values(record)
        seen = readable_fields(self.work.actor, self.form, stage=record.stage)
        comes_anyway = standing.acceptance or standing.promised
        standing = replace(standing, paused=None if comes_anyway else self._paused(record))
        found = rank(standing, self.work.now)
        stage = self._stage(record)
        return DayItem(
            form=self.form.id,
            record=record.id,
            number=record.number,
            title=str(values.get(self.form.title) or record.number),
            subtitle=" · ".join(str(values[name]) for name in self.form.subtitle if name in seen and values.get(name)),
            rank=found,
            group=self._group(found, standing),
            due_at=standing.due_at,
            is_late=standing.due_at is not None and standing.due_at < self.work.now,
            grade=record.grade,
            urgent=bool(record.urgent),
            stage=stage.label if stage else None,
            paused=record.paused_at is not None,
            **what,
        )

    def _worth(self, record: Row[Any]) -> dict[str, Any]:
        bands = [band.id for band in self.scorecard.bands] if self.scorecard else []
        return {
            "grade": record.grade,
            "grade_place": bands.index(record.grade) if record.grade in bands else 99,
            "score": float(record.score or 0),
            "steps_to_win": self._steps_to_win(record),
        }

    def _urgent(self, record: Row[Any]) -> tuple[Reason, ...]:
        if not record.urgent:
            return ()
        graded = (self._grades or {}).get(record.id) or grades.latest(self.work.connection, self.form.id, record.id)
        signs = graded.reasons.get("urgent", "") if graded and isinstance(graded.reasons, Mapping) else ""
        flags = self.scorecard.urgent if self.scorecard else ()
        found = [flag for flag, sign in zip(flags, signs, strict=False) if sign == "1"]
        reasons = tuple(Reason("flows.rank.urgent", {"what": flag.reason}) for flag in found)
        return reasons or (Reason("flows.rank.urgent_flag"),)

    def _rhythm(self, row: TaskRow, record: Row[Any]) -> Reason | None:
        """`B 级每 3 到 5 个工作日联系一次，已过 4 个工作日`."""
        pipeline = self._pipeline(record)
        if (row.task != FOLLOW_UP and row.how != PACED) or pipeline is None or pipeline.follow_up is None:
            return None
        beat = pipeline.follow_up.beat(record.grade)
        if beat is None:
            return None
        grade = record.grade
        whose = {"zh": f"{grade} 级", "en": f"Grade {grade} is"} if grade else {"zh": "", "en": "It is"}
        passed = time_passed(row.opened_at, self.work.now, self._calendar, like=beat.within)
        said = {language: passed.words(language) for language in LANGUAGES}
        return Reason("flows.rank.rhythm", {"grade": whose, "often": beat.words, "passed": said})

    @cached_property
    def _calendar(self) -> WorkingCalendar:
        return calendar_of(self.work, self.work.actor.person_id)

    def _paused(self, record: Row[Any]) -> Reason | None:
        """Until when, and why its clocks stand still."""
        if record.paused_at is None:
            return None
        if record.id not in self._pauses:
            self._pauses.update(pauses.current_of_many(self.work.connection, self.form.id, [record.id]))
        why = self._pauses[record.id].reason if record.id in self._pauses else "–"
        if record.paused_until is None:
            return Reason("flows.rank.paused", {"why": why})
        return Reason("flows.rank.paused_until", {"until": f"{self._day(record.paused_until):%m-%d}", "why": why})

    def _day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.work.timezone)).date()

    def _steps_to_win(self, record: Row[Any]) -> int | None:
        pipeline, stage = self._pipeline(record), self._stage(record)
        return steps_to_win(pipeline, stage) if pipeline and stage else None

    def _pipeline(self, record: Row[Any]) -> Pipeline | None:
        return self.work.catalog.find("pipeline", record.pipeline) if record.pipeline else None

    def _stage(self, record: Row[Any]) -> Stage | None:
        pipeline = self._pipeline(record)
        return pipeline.stage(record.stage) if pipeline else None

    def _group(self, found: Rank, standing: Standing) -> str:
        if standing.paused is not None:
            return LATER
        if found.tier <= BREAKING or found.tier == WOKEN:
            return NOW
        if standing.due_at is None or standing.due_at >= self.midnight:
            return LATER
        if standing.due_at > self.midnight - timedelta(hours=6):
            return EVENING
        return MORNING if standing.due_at <= self.midnight - timedelta(hours=12) else AFTERNOON


def _title_in(row: TaskRow, language: str) -> str | None:
    return Label.of(row.title).text(language) if row.title else None


def _said(key: str) -> Label:
    return Label.of({language: say(key, language) for language in LANGUAGES})
