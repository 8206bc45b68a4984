"""Rows of a file on their way through the one door: created or changed, moved to their stage, or refused with why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from accounts import Work
from definitions import LANGUAGES, Refused, say
from forms import (
    Cleaned,
    Context,
    FieldError,
    FormDefinition,
    ImportMap,
    Invalid,
    MappedRow,
    form_of,
    moment_of,
    table_of,
)
from records import ImportRow, store

from ..assignment.named import Named
from ..editing import edit_subject
from ..entrance.many import submit_many
from ..grading import scorecard_of
from ..pipelines import Pipeline, Stage
from ..stage_moves.progress import Manner, move_to
from ..stored import house_env
from ..subject import Subject, subject_of
from .changes import Change, ChangeWriter, Target, before_of, clean_changes, read_surroundings
from .state import STANDING, state_of

BY_RULES: Mapping[int, Named | None] = {}
CREATED, UPDATED, UNCHANGED, REFUSED = "created", "updated", "unchanged", "refused"


class RowImporter:
    """Imports rows in one transaction, as part of one run."""

    def __init__(
        self,
        work: Work,
        map: ImportMap,
        run: int,
        *,
        trial: bool = False,
        owners: Mapping[int, Named | None] = BY_RULES,
    ) -> None:
        """A `trial` writes no more of new records than others are compared with; `owners` are those of new ones."""
        self.owners = owners
        self.work, self.map, self.run, self.trial = work, map, run, trial
        self.form: FormDefinition = form_of(work.catalog, map.form)
        self.table = table_of(work.catalog, map.form)

    def create(self, moment: datetime | None, rows: Sequence[MappedRow]) -> list[ImportRow]:
        """New records that began at one moment; without one, now."""
        work = self.work.at(moment) if moment is not None else self.work
        raw, named = [row.raw for row in rows], [self.owners.get(row.line) for row in rows]
        outcomes = submit_many(work, self.form.id, raw, channel="import", trial=self.trial, named=named)
        kept = []
        for row, outcome in zip(rows, outcomes, strict=True):
            if outcome.refused is not None:
                kept.append(self.refused(row.line, outcome.refused))
                continue
            if self.map.stage is not None:
                self._move(self._subject(outcome.record_id), row)
            kept.append(ImportRow(self.run, row.line, CREATED, outcome.record_id))
        return kept

    def change_many(self, rows: Sequence[tuple[MappedRow, int]]) -> list[ImportRow]:
        """Records that are there already; what is ordinary goes in one go, the rest one by one, in the file's order."""
        twice = {record for record, n in Counter(record for _, record in rows).items() if n > 1}
        stored = store.fetch_many(self.work.connection, self.table, [record for _, record in rows], lock=True)
        alone = [(row, record) for row, record in rows if record in twice or record not in stored]
        together = [(row, stored[record]) for row, record in rows if record in stored and record not in twice]
        cleaned = clean_changes(self.work, self.form, [row for row, _ in together], [there for _, there in together])
        kept, ordinary = [], []
        for (row, there), clean in zip(together, cleaned, strict=True):
            change = self._ordinary(row, there, clean)
            if change is None:
                alone.append((row, there.id))
            elif change.is_nothing:
                kept.append(ImportRow(self.run, row.line, UNCHANGED, there.id))
            else:
                ordinary.append(change)
        kept += self._write(ordinary)
        alone.sort(key=lambda one: one[0].line)
        return kept + [self.change(row, record) for row, record in alone]

    def _ordinary(self, row: MappedRow, there: Row[Any], clean: Cleaned) -> Change | None:
        """The change, if it may be written together with others."""
        matched = {name for rule in self.form.duplicates for name in rule.fields}
        if clean.errors or there.outcome == "parked" or matched & clean.changes.keys():
            return None
        if self.map.stage is None:
            return Change(row, there, clean, None)
        moment = self._moment(clean.values.get(self.map.stage.at)) if self.map.stage.at else self.work.now
        if moment is None or there.stage == self.map.stage.to:
            return Change(row, there, clean, None)
        pipeline = self.work.catalog.find("pipeline", there.pipeline) if there.pipeline else None
        stage = pipeline.stage(self.map.stage.to) if pipeline else None
        if stage is None or stage.is_open or self._grade_reads_the_stage():
            return None
        return Change(row, there, clean, Target(pipeline, stage, moment))

    def _grade_reads_the_stage(self) -> bool:
        scorecard = scorecard_of(self.work, self.form.id)
        return scorecard is not None and not scorecard.reads.isdisjoint(STANDING)

    def _write(self, changes: Sequence[Change]) -> list[ImportRow]:
        if not changes:
            return []
        around = read_surroundings(self.work, self.form.id, [change.record.id for change in changes])
        before = [before_of(self.work, self.form, change, around) for change in changes]
        ChangeWriter(self.work, self.form, self.table, self.run).write(changes, around)
        return [
            ImportRow(
                self.run,
                change.row.line,
                UPDATED,
                change.record.id,
                before={**state, "version_after": change.record.version + bool(change.changes)},
            )
            for change, state in zip(changes, before, strict=True)
        ]

    def change(self, row: MappedRow, record: int) -> ImportRow:
        """A record that is there already: its values, and its stage."""
        try:
            with self.work.connection.begin_nested():
                return self._change(row, self._subject(record))
        except Refused as refusal:
            return self.refused(row.line, refusal)

    def refused(self, line: int, refusal: Refused) -> ImportRow:
        return ImportRow(self.run, line, REFUSED, problem=problem_of(self.form, refusal))

    def _change(self, row: MappedRow, subject: Subject) -> ImportRow:
        before = state_of(self.work, subject)
        edited = edit_subject(self.work, subject, dict(row.raw), channel="import")
        moved = self._move(edited.subject or subject, row)
        if not (edited.changes or moved):
            return ImportRow(self.run, row.line, UNCHANGED, subject.id)
        kept = {**before, "version_after": edited.version}
        return ImportRow(self.run, row.line, UPDATED, subject.id, before=kept)

    def _move(self, subject: Subject, row: MappedRow) -> bool:
        """To the stage that the map names, at the moment that the row names."""
        if self.map.stage is None:
            return False
        moment = self._moment(subject.values.get(self.map.stage.at)) if self.map.stage.at else self.work.now
        if moment is None:
            return False
        pipeline, stage = self._target(subject)
        if subject.row.stage == stage.id:
            return False
        # History is not held at gates that were built after it happened; `imported` lets reports tell it apart.
        move_to(self.work.at(moment), subject, pipeline, stage, Manner("imported", data={"run": self.run}))
        return True

    def _target(self, subject: Subject) -> tuple[Pipeline, Stage]:
        stage = subject.pipeline.stage(self.map.stage.to) if subject.pipeline else None
        if stage is None:
            known = [one.label for one in subject.pipeline.stages] if subject.pipeline else []
            raise Refused("flows.refused.unknown_stage", name=self.map.stage.to, known=known)
        return subject.pipeline, stage

    def _moment(self, value: Any) -> datetime | None:
        return moment_of(value, house_env(self.work).timezone)

    def _subject(self, record: int) -> Subject:
        row: Row[Any] = store.lock(self.work.connection, self.table, record)
        return subject_of(self.work, self.form.id, row)


def began_at(map: ImportMap, form: FormDefinition, row: MappedRow, work: Work) -> datetime | None:
    """When the record of a row began, as far as the map and the row say so."""
    if map.at is None:
        return None
    context = Context(work.language, house_env(work).timezone, by_label=True)
    try:
        return moment_of(form.field(map.at).type.read(row.raw.get(map.at), context), house_env(work).timezone)
    except ValueError:  # a broken date is refused with its reason when the row is cleaned
        return None


def in_order(work: Work, map: ImportMap, rows: Sequence[MappedRow]) -> list[tuple[datetime | None, MappedRow]]:
    """Rows with the moment at which their records began, in that order: history is told as it went."""
    form = form_of(work.catalog, map.form)
    dated = [(began_at(map, form, row, work), row) for row in rows]
    return sorted(dated, key=lambda one: one[0] or work.now)


def problem_of(form: FormDefinition | None, refusal: Refused) -> dict[str, Any]:
    """Why a row was refused, in every language, with the field and the number of a record where they are named."""
    if form is None or not isinstance(refusal, Invalid):
        number = refusal.params.get("number")
        named = {"number": number} if isinstance(number, str) and number else {}
        return {"errors": [{"field": "", "code": refusal.code, **named, **_texts(refusal.text)}]}
    return {"errors": [_error(form, error) for error in refusal.errors]}


def _error(form: FormDefinition, error: FieldError) -> dict[str, Any]:
    field = form.find(error.field)
    texts: Mapping[str, str] = _texts(error.message)
    if field is not None:
        texts = {language: _beside(field.label.text(language), text, language) for language, text in texts.items()}
    return {"field": error.field, "code": error.code, **texts}


def _beside(label: str, text: str, language: str) -> str:
    """The label first, where the text does not say it itself."""
    return text if label in text else say("imports.of_field", language, field=label, text=text)


def _texts(words: Any) -> dict[str, str]:
    return {language: words(language) for language in LANGUAGES}
