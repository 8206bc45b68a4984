"""One cell of a table, written in place: the control, the error beside it, both versions where somebody was faster."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, Response, request

from accounts import Work, require
from definitions import NotFound, Refused, Stale
from flows import Subject, bulk, look
from forms import BoundField, FieldError, Invalid, ListQuery, bind, display_values, form_of, json_values, run, table_of

from .. import desk
from ..entry import Beside, beside_of
from ..htmx import go, page, parts
from ..languages import language, t
from ..lists import Links, list_page
from ..lists.cells import fields_in_place
from ..numbers import whole
from ..record.related import place_of, related_line
from ..shell import undo_toast

blueprint = Blueprint("records_cell", __name__, url_prefix="/records/<form>/<int:id>/cell/<name>")


@dataclass(frozen=True)
class CellContext:
    """A cell that is being written: its control, what was seen when it began, and what stands in the way."""

    action: str
    field: BoundField
    version: int
    seen: str
    error: str = ""
    theirs: str = ""


@blueprint.get("")
def edit(form: str, id: int, name: str):
    """The control for one cell; `show` gives the row back as it is."""
    with desk.reading() as work:
        subject = _subject(work, form, id, name)
        if "show" in request.args:
            return _row(work, form, id)
        return page("partials/records/cell_form.html", _context(work, subject, name))


@blueprint.post("")
def write(form: str, id: int, name: str):
    """Through the one door; the row comes back as it is then."""
    try:
        with desk.writing() as work:
            act = _write(work, _subject(work, form, id, name), name)
    except NotFound:
        raise
    except Refused as wrong:
        with desk.reading() as work:
            context = _context(work, look(work, form, id), name, wrong=wrong)
            answer = page("partials/records/cell_form.html", context, status=wrong.status)
            place = place_of(form, id) if request.args.get("beside") else id
            answer.headers.update({"HX-Retarget": f"#c-{place}-{name}", "HX-Reswap": "innerHTML"})
            return answer
    with desk.reading() as work:
        return _row(work, form, id, t("cell.saved"), act)


def _write(work: Work, subject: Subject, name: str) -> int | None:
    """What others changed elsewhere in the record is no quarrel; the same field is."""
    version = request.form.get("version", 0, type=whole)
    if version != subject.row.version:
        if request.form.get("seen", "") != _seen(work, subject, name):
            raise Stale()
        version = subject.row.version
    raw = {**_typed(name), name: _raw(name)}
    return bulk.edit_one(work, subject.form.id, subject.id, raw, field=name, version=version)


def _subject(work: Work, form: str, id: int, name: str) -> Subject:
    require(work, "see", form)
    subject = look(work, form, id)
    if name not in fields_in_place(work, subject.form, subject.row.stage):
        raise NotFound
    return subject


def _raw(name: str) -> Any:
    values = request.form.getlist(name)
    return values if len(values) > 1 else values[0] if values else None


def _typed(name: str) -> dict[str, Any]:
    """The pieces of a value that is written in several controls."""
    return {key: value for key, value in request.form.items() if key.startswith(f"{name}.")}


def _seen(work: Work, subject: Subject, name: str) -> str:
    found = json_values(work.catalog, subject.form.id, {name: subject.values.get(name)})
    return json.dumps(found[name], ensure_ascii=False, sort_keys=True)


def _context(work: Work, subject: Subject, name: str, *, wrong: Refused | None = None) -> CellContext:
    raw = {**_typed(name), name: _raw(name)} if wrong is not None else None
    errors: tuple[FieldError, ...] = tuple(wrong.errors) if isinstance(wrong, Invalid) else ()
    bound = bind(subject.form, work, subject.row, raw, errors=[e for e in errors if e.field == name], only=[name])
    [field] = bound.only([name])
    others = " ".join(error.message(language()) for error in errors if error.field != name)
    said = others if errors or wrong is None else wrong.text(language())
    theirs = ""
    if isinstance(wrong, Stale):
        theirs = display_values(work, subject.form.id, subject.values, names={name}).get(name) or "–"
        said = t("cell.changed", value=theirs)
    state = request.query_string.decode("ascii", "ignore")
    return CellContext(
        action=f"/records/{subject.form.id}/{subject.id}/cell/{name}" + (f"?{state}" if state else ""),
        field=field,
        version=subject.row.version,
        seen=_seen(work, subject, name),
        error=said,
        theirs=theirs,
    )


def _row(work: Work, form: str, id: int, said: str = "", act: int | None = None) -> Response:
    """The row as it is now, in the columns of its list, whether it would still be found there or not."""
    query = ListQuery.from_args(form, request.args)
    beside = beside_of(work, form_of(work.catalog, form), request.args.get("beside", ""))
    if beside is not None:
        return _line(work, form, id, (said, act), (query.table.columns, beside))
    names = tuple(column.name for column in run(work, replace(query, size=1, page=1)).columns)
    alone = ListQuery(form, view="", table=replace(query.table, columns=names, totals=()), size=1)
    shown = list_page(work, alone, within=table_of(work.catalog, form).c.id == id)
    if not shown.rows:
        return go(f"/records/{form}")
    row = ("partials/records/rows.html", {"list": replace(shown, more_href="")})
    told = ("partials/toast.html", {"toast": undo_toast(said, act, Links(query)(query))})
    return parts(row, *([told] if said else []))


def _line(
    work: Work, form: str, id: int, told: tuple[str, int | None], where: tuple[tuple[str, ...], Beside]
) -> Response:
    """The same for a row that stands in a list on the page of another record."""
    (said, act), (columns, beside) = told, where
    line = related_line(work, form, id, columns, str(beside))
    if line is None:
        return go(beside.href)
    row = ("partials/record/related_line.html", {"line": line})
    return parts(row, *([("partials/toast.html", {"toast": undo_toast(said, act, beside.href)})] if said else []))
