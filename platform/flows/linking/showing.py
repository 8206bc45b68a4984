"""The records that a record is linked with, as the reader may know of them: where each stands, what waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row

from accounts import Work, people
from definitions import LANGUAGES, Label
from forms import form_of
from records import LinkRow, duplicates, links, tasks

from ..pipelines import Pipeline
from ..subject import Subject, rows_among


@dataclass(frozen=True)
class LinkedRecord:
    """One link, seen from the record at hand: `outward` where the other was opened, made or found for it."""

    form: str
    form_label: Label
    record: int
    name: Label
    outward: bool
    kind: str
    found: bool
    made_at: datetime
    task: int | None = None
    state: str | None = None  # of the task that it is for
    number: str | None = None  # None where the reader may not see it
    title: str | None = None
    stage: Label | None = None
    outcome: str | None = None
    owner: str | None = None

    @property
    def is_seen(self) -> bool:
        """Whether the reader may open it; what lies in the trash nobody sees."""
        return self.number is not None


@dataclass(frozen=True)
class _End:
    """The record at the other end."""

    form: str
    record: int

    @property
    def named(self) -> tuple[str, int]:
        return self.form, self.record


def linked_to(work: Work, subject: Subject) -> tuple[LinkedRecord, ...]:
    """All links of a record, those made for it first; what leads to one that became part of another is there twice."""
    here = (subject.form.id, subject.id)
    found = [link for link in links.of_record(work.connection, *here) if _is_known(work, link)]
    gone = duplicates.gone_among(work.connection, [_other(link, here).named for link in found])
    found = [link for link in found if _other(link, here).named not in gone]
    if not found:
        return ()
    rows = rows_among(work, [_other(link, here) for link in found])
    names = people.names(work.connection, [row.owner for row in rows.values()])
    told = [_told(work, link, here, rows, names) for link in found]
    return tuple(sorted(told, key=lambda one: not one.outward))


def _is_known(work: Work, link: LinkRow) -> bool:
    return all(work.catalog.find("form", form) is not None for form in (link.form, link.other_form))


def _other(link: LinkRow, here: tuple[str, int]) -> _End:
    outward = (link.form, link.record) == here
    return _End(link.other_form, link.other_record) if outward else _End(link.form, link.record)


def _told(
    work: Work, link: LinkRow, here: tuple[str, int], rows: dict[tuple[str, int], Row], names: dict[int, str]
) -> LinkedRecord:
    end = _other(link, here)
    row = rows.get((end.form, end.record))
    return LinkedRecord(
        form=end.form,
        form_label=form_of(work.catalog, end.form).label,
        record=end.record,
        name=_name(work, link),
        outward=(link.form, link.record) == here,
        kind=link.kind,
        found=link.found,
        made_at=link.made_at,
        task=link.task,
        state=tasks.get(work.connection, link.task).state if link.task else None,
        **(_seen(work, end.form, row, names) if row is not None else {}),
    )


def _name(work: Work, link: LinkRow) -> Label:
    """What the task, the conversion or the rule is called that made it."""
    if link.kind == links.SAME:
        return _rule(work, link)
    for pipeline in work.catalog.of_form("pipeline", link.form):
        known = _made_by(pipeline, link)
        if known is not None:
            return known.label
    return Label.of(link.name)


def _rule(work: Work, link: LinkRow) -> Label:
    """By which two of a form belong together: its own words, else the fields that it compares."""
    form = form_of(work.catalog, link.form)
    rule = next((one for one in form.duplicates if one.id == link.name), None)
    if rule is None or rule.label is not None:
        return Label.of(link.name) if rule is None else rule.label
    fields = [form.field(name).label for name in rule.fields]
    return Label.of({language: "、".join(one.text(language) for one in fields) for language in LANGUAGES})


def _made_by(pipeline: Pipeline, link: LinkRow) -> Any:
    return pipeline.task(link.name) if link.kind == links.TASK else None


def _seen(work: Work, form: str, row: Row, names: dict[int, str]) -> dict[str, Any]:
    definition = form_of(work.catalog, form)
    pipeline = work.catalog.find("pipeline", row.pipeline) if row.pipeline else None
    stage = pipeline.stage(row.stage) if pipeline else None
    return {
        "number": row.number,
        "title": str(getattr(row, f"f_{definition.title}", None) or row.number) if definition.title else row.number,
        "stage": stage.label if stage else None,
        "outcome": row.outcome,
        "owner": names.get(row.owner),
    }
