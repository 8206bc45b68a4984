"""Encrypting what was kept of a field before it became sensitive: the searched text, keys, histories, imports, merges.

What people wrote in their own words (comments, contacts, mails) is theirs and stays as they wrote it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from accounts import Work
from definitions import load_files
from forms import FormDefinition, form_of, keep_keys, record_values, search_text, spec_of, table_of
from records import (
    Place,
    aside,
    field_keys,
    idempotency,
    is_sealed,
    kept_places,
    match_keys,
    outbox,
    revisions,
    rewrite,
    store,
    wiping,
)

from . import rekeying
from .kept_sealed import sealed

ERRAND = "seal_history"
PORTION = 500
ASIDE, RECORDS = -2, -1  # what comes before the jobs
Job = tuple[Place, str, Callable[[str], str]]
# Where the form of a row stands in another table: its column, that table's.
THROUGH = {"bulk_change": ("act", "bulk_act"), "import_row": ("import_run", "import_run")}


@dataclass(frozen=True, slots=True)
class Step:
    """How far it went: plain values out of sight and records first, then one job after the other; `after` is the key of
    the last row."""

    job: int = ASIDE
    after: tuple[Any, ...] | None = None

    def as_json(self) -> list[Any]:
        return [self.job, list(self.after) if self.after else None]

    @classmethod
    def of(cls, kept: Sequence[Any] | None) -> Step:
        """As it was left in the outbox."""
        return cls(kept[0], tuple(kept[1]) if kept[1] else None) if kept else cls()


def leave(work: Work, payload: Mapping[str, Any], step: Step, *, key: str) -> None:
    """The next portion, as an errand of its own."""
    payload = {**payload, "step": step.as_json(), "first": key}
    mark = "-".join(map(str, (step.job, *(step.after or ()))))
    outbox.put(work.connection, ERRAND, payload, work.now, key=f"{key}:{mark}")


def seal_portion(work: Work, payload: Mapping[str, Any], step: Step) -> Step | None:
    """The next portion; where to go on, None at the end.

    `payload` says which form and fields, and the revision that made them sensitive. A form that has gone since is taken
    as it was last: its table stands, and so do the plain values in it.
    """
    work = _with_form(work, payload["form"], since=payload.get("revision", 1))
    form = form_of(work.catalog, payload["form"])
    named = [name for name in payload["fields"] if (field := form.find(name)) is None or field.sensitive]
    if not named:
        return None  # all are there and no longer sensitive: what was left plain stays so
    wiping(work.connection)
    if step == Step():
        idempotency.forget_answers(work.connection)
    if step.job == ASIDE:
        after = _aside(work, form, named, step.after[0] if step.after else 0)
        return Step(ASIDE, (after,)) if after else Step(RECORDS)
    if step.job == RECORDS:
        after = _records(work, form, named, step.after[0] if step.after else 0)
        return Step(RECORDS, (after,)) if after else Step(0)
    return _rewrite(work, form, named, step)


def _with_form(work: Work, form: str, *, since: int) -> Work:
    """The same work where the form stands, else where it stood last."""
    if work.catalog.find("form", form) is not None:
        return work
    numbers = range(revisions.current_number(work.connection), since - 1, -1)
    earlier = (load_files(revisions.files_of(work.connection, number)).readable for number in numbers)
    there = (catalog for catalog in earlier if catalog is not None and catalog.find("form", form) is not None)
    return replace(work, catalog=next(there, work.catalog))


def _aside(work: Work, form: FormDefinition, named: Sequence[str], after: int) -> int | None:
    """The plain values as they stood before: no column of the form any more, but still in the table."""
    revisions.wait_for_turn(work.connection)
    columns, table = aside.aside_of(f"f_{name}" for name in named), spec_of(form).table_name
    return aside.empty_portion(work.connection, table, columns, after=after)


def _records(work: Work, form: FormDefinition, named: Sequence[str], after: int) -> int | None:
    """The text that is searched, and the keys under which duplicates are found."""
    table = table_of(work.catalog, form.id)
    rows = store.portion_after(work.connection, table, after, limit=PORTION)
    values = {row.id: record_values(row) for row in rows}
    texts = ({"id": row.id, "search": search_text(form, values[row.id], row.number)} for row in rows)
    store.update_many(work.connection, table, list(texts))
    keep_keys(work, form, {id: {name: held.get(name) for name in form.by_id} for id, held in values.items()})
    _forget_keys(work, form, [name for name in named if form.find(name) is None], values)
    return rows[-1].id if len(rows) == PORTION else None


def _forget_keys(work: Work, form: FormDefinition, gone: Sequence[str], records: Collection[int]) -> None:
    """No rule of the form makes these anew; one that comes back with its field does, within the hour."""
    if gone:
        match_keys.forget_fields(work.connection, form.id, gone, records)
        rekeying.made_no_more(work, form.id)


def _rewrite(work: Work, form: FormDefinition, named: Sequence[str], step: Step) -> Step | None:
    """Column by column, until there was enough to do for one portion."""
    jobs, looked = (*_by_name(form, named), *_whole(form)), 0
    while step.job < len(jobs):
        if looked >= PORTION:
            return step
        place, mark, change = jobs[step.job]
        done = rewrite(work.connection, place, mark, change, after=step.after)
        looked += done.looked
        step = Step(step.job, done.last) if done.last else Step(step.job + 1)
    return None


def _by_name(form: FormDefinition, named: Sequence[str]) -> Iterator[Job]:
    """JSON about records of the form, in which values stand by their field's name."""
    fields = frozenset(named)
    for place in kept_places():
        if place.holds_json and ("form" in place.table.c or place.table.name in THROUGH):
            mine = place.narrowed(form.id, THROUGH.get(place.table.name))
            yield from ((mine, f'"{name}"', partial(_sealed, fields=fields)) for name in named)


def _whole(form: FormDefinition) -> Iterator[Job]:
    """Lines of files and what came in from outside, in which no name says what is what."""
    for place in kept_places():
        if place.name == "import_line.cells":
            yield place.narrowed(form.id, ("import_run", "import_run")), "[", sealed_line
        if place.name == "inbound.payload":
            yield place.narrowed(form.id), "", _sealed_body


def sealed_line(text: str) -> str:
    """A line that is encrypted holds nothing else; a cell that only looks so was written by somebody."""
    cells = json.loads(text)
    whole = len(cells) == 1 and is_sealed(cells[0])
    return text if whole else json.dumps([sealed(cells)])


def _sealed_body(text: str) -> str:
    return text if is_sealed(text) else str(field_keys.seal(text))


def _sealed(text: str, fields: Collection[str]) -> str:
    return json.dumps(_walk(json.loads(text), fields), ensure_ascii=False)


def _walk(value: Any, fields: Collection[str]) -> Any:
    """A field's values stand under its id, or beside it: {"field": …, "value": …}."""
    if isinstance(value, list):
        return [_walk(each, fields) for each in value]
    if not isinstance(value, Mapping):
        return value
    beside = {"value", "old", "new", "before", "after"} if value.get("field") in fields else set()
    return {
        name: _closed(each) if name in fields or name in beside else _walk(each, fields) for name, each in value.items()
    }


def _closed(value: Any) -> Any:
    if isinstance(value, list):
        return [_closed(each) for each in value]
    return str(field_keys.seal(value)) if isinstance(value, str) and value and not is_sealed(value) else value
