"""The cells of a list: what stands in a column, and how it is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from accounts import Work, allowed, people, writable_fields
from flows import task_words
from forms import (
    Choosing,
    Context,
    FormDefinition,
    ListPage,
    ListQuery,
    ListRow,
    RecordColumn,
    form_of,
    readable_columns,
)
from records import tasks

from .. import moments
from ..due import Due, ago, due
from ..languages import t
from ..shell import PersonBadge, badge
from .view_model import Cell, Row

# Drawn in the first cell or in no column of their own.
IN_NAME = frozenset({"urgent"})
TOO_LARGE = frozenset({
    "child_table", "attachment", "image", "signature", "rich_text", "address", "record_links", "qr_code",
})  # fmt: skip


class Cells:
    """Draws the rows of one page; what they point at is read once for all of them."""

    def __init__(self, work: Work, page: ListPage, asked: ListQuery, *, open: bool = False) -> None:
        """Reads what all rows of the page point at; `asked` is the list that a record goes back to.

        Where cells are `open`, a number can be called and a linked record opened from them.
        """
        self.work, self.page, self.open = work, page, open
        self.form = form_of(work.catalog, page.query.form)
        self.names = [column.name for column in page.columns if column.name not in self._in_name()]
        self.context = Context(work.language, work.timezone, year=work.year)
        self.types = readable_columns(work, page.query.form)
        self._people = self._read_people(page.rows)
        self._tasks = tasks.open_of_many(work.connection, page.query.form, [row.id for row in page.rows])
        self._from = urlencode({"list": urlencode([pair for pair in asked.to_args() if pair[0] != "page"])})
        self._by_stage: dict[str | None, frozenset[str]] = {}
        self._shown = {column.name: place for place, column in enumerate(page.columns)}

    def row(self, row: ListRow) -> Row:
        """One record."""
        values = row.values
        limit = self._limit(values)
        return Row(
            id=row.id,
            number=row.number,
            href=f"/records/{self.form.id}/{row.id}?{self._from}",
            title=row.title,
            subtitle=" · ".join(self._subtitle(row)),
            grade=values.get("grade") or "",
            urgent=bool(values.get("urgent")) and values.get("outcome") == "open",
            cells=tuple(self._editable(row, name) for name in self.names),
            next=self._next(values),
            meta=self._meta(row),
            due=limit,
            group=row.group,
            owner=self.person(values.get("owner")),
            amount=self._amount(row),
            version=values["version"],
        )

    def _editable(self, row: ListRow, name: str) -> Cell:
        cell = self._cell(row, name)
        if self.open and cell.text and not self.types[name].mask:
            cell = replace(cell, href=self.types[name].type.href(row.values.get(name)) or "")
        return replace(cell, edit=name) if name in self._writable(row.values.get("stage")) else cell

    def _writable(self, stage: str | None) -> frozenset[str]:
        """What may be written in place in records of this stage."""
        if stage not in self._by_stage:
            self._by_stage[stage] = fields_in_place(self.work, self.form, stage)
        return self._by_stage[stage]

    def _in_name(self) -> frozenset[str]:
        asked = set(self.page.query.table.columns)
        return IN_NAME | {self.form.title, *(name for name in self.form.subtitle if name not in asked)}

    def _subtitle(self, row: ListRow) -> Iterable[str]:
        """Who it is, with a phone number that can be recognised and not be called."""
        for name in self.form.subtitle:
            value = row.values.get(name)
            if name not in self.types or value in (None, ""):
                continue
            mask = getattr(self.types[name].type, "masked", None)
            yield mask(value) if mask else self.types[name].type.display(value, self.context)

    def _cell(self, row: ListRow, name: str) -> Cell:
        draw = _DRAWN.get(name)
        if draw is not None:
            return draw(self, row.values)
        column = self.types[name]
        if column.type.cell == "person":
            return Cell("person", person=self.person(row.values.get(name)))
        value = row.values.get(name)
        if column.type.cell == "time":
            return Cell("time", ago(value), exact=moments.exact(value) if value else "")
        if column.type.cell == "count":
            return Cell("text", column.shown(value, replace(self.context, prose=True)))
        shown = row.cells[self._shown[name]]
        if isinstance(column.type, Choosing) and not column.mask and value:
            chosen = value if column.type.many else (value,)
            colors = tuple(column.type.color_of(one) for one in chosen)
            parts = self._parts(column, value) if column.type.many else (shown,) if any(colors) else ()
            return Cell(column.type.cell, shown, parts=parts, colors=colors)
        return Cell(column.type.cell, shown, parts=self._parts(column, value))

    def _parts(self, column: RecordColumn, value: Any) -> tuple[str, ...]:
        """Several values stand side by side: as chips, as small pictures, as names of files."""
        if column.mask or not value:
            return ()
        if column.type.cell == "pictures":
            return tuple(f"/files/small/{one['key']}" for one in value[:3])
        if column.type.cell != "chips":
            return ()
        return tuple(column.type.display((one,), self.context) for one in value)

    def person(self, id: int | None) -> PersonBadge | None:
        """The face of somebody in a row."""
        return badge(id, self._people.get(id, "")) if id else None

    def _grade(self, values: Mapping[str, Any]) -> Cell:
        return Cell("grade", values.get("grade") or "")

    def _owner(self, values: Mapping[str, Any]) -> Cell:
        return Cell("person", person=self.person(values.get("owner")))

    def _next_task(self, values: Mapping[str, Any]) -> Cell:
        return Cell("words", self._next(values))

    def _due_cell(self, values: Mapping[str, Any]) -> Cell:
        return Cell("due", due=self._limit(values))

    def _score(self, values: Mapping[str, Any]) -> Cell:
        score = values.get("score")
        return Cell("number", "" if score is None else f"{float(score):g}")

    def _next(self, values: Mapping[str, Any]) -> str:
        """The words of what the limit beside it belongs to: the acceptance, else the next task."""
        if _waits_for_yes(values):
            return t("flows.task.accept")
        task = values.get("next_task")
        if not task:
            return ""
        row = next((one for one in self._tasks.get(values["id"], ()) if one.task == task), None)
        return task_words(self.work, values.get("pipeline"), task, row)

    def _limit(self, values: Mapping[str, Any]) -> Due | None:
        """What has to happen first: the acceptance, the task, the stage; nothing of what rests."""
        if values.get("outcome") == "parked" and values.get("wake_on"):
            until = values["wake_on"]
            return Due(until.isoformat(), "rest", t("list.parked_until", d=moments.day(until)), until.isoformat())
        if values.get("outcome") != "open":
            return None
        if _waits_for_yes(values):
            return due(values["accept_by"])
        if values.get("paused_at"):
            return _paused(values["paused_at"], values.get("paused_until"))
        limit = due(values.get("next_due_at"))
        over = values.get("stage_due_at")
        if over and over < self.work.now and (limit is None or limit.kind != "late"):
            words = t("list.stuck", d=moments.span(_whole_days((self.work.now - over).total_seconds())))
            return Due(over.isoformat(), "late", words, moments.exact(over))
        return limit

    def _meta(self, row: ListRow) -> str:
        """What a card says below the name: stage, owner, the first amount."""
        values = row.values
        stage = self.types["stage"].type.display(values.get("stage"), self.context) if "stage" in self.types else ""
        owner = self._people.get(values.get("owner"), "")
        return " · ".join(part for part in (stage, owner, self._amount(row)) if part)

    def _amount(self, row: ListRow) -> str:
        return next((row.cells[self._shown[n]] for n in self.names if self.types[n].type.name == "money"), "")

    def _read_people(self, rows: Iterable[ListRow]) -> dict[int, str]:
        wanted = {row.values.get("owner") for row in rows}
        for name in self.names:
            if self.types[name].type.cell == "person":
                wanted |= {row.values.get(name) for row in rows}
        return people.names(self.work.connection, wanted - {None})


def _waits_for_yes(values: Mapping[str, Any]) -> bool:
    """Somebody was given it, and has to say yes before anything else."""
    waits = values.get("accept_by") and not values.get("accepted_at") and values.get("owner")
    return bool(waits) and values.get("outcome") == "open"


def _paused(since: datetime, until: datetime | None) -> Due:
    """Somebody stopped its clocks: until a day, or until somebody says so."""
    words = t("pausing.card_until", until=moments.day(moments.local(until).date())) if until else t("pausing.card")
    at = until or since
    return Due(at.isoformat(), "wait", words, moments.exact(at))


def fields_in_place(work: Work, form: FormDefinition, stage: str | None) -> frozenset[str]:
    """What can be written in a cell: what the actor may write, and what has room there."""
    if not allowed(work.actor, "edit", form.id):
        return frozenset()
    may = writable_fields(work.actor, form, stage=stage)
    fitting = (f.id for f in form.fields if not (f.computed or f.mask) and f.type.name not in TOO_LARGE)
    return may & frozenset(fitting)


_DRAWN = {
    "grade": Cells._grade,
    "owner": Cells._owner,
    "next_task": Cells._next_task,
    "next_due_at": Cells._due_cell,
    "score": Cells._score,
}


def _whole_days(seconds: float) -> float:
    return max(seconds - seconds % 86_400, 3600) if seconds >= 86_400 else seconds
