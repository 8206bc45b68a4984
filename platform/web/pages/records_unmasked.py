"""A list as a file with sensitive fields in full: asked for on purpose, by right, and noted once for the whole file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, request, send_file

from accounts import Work, require, unmaskable_fields
from definitions import NotAllowed, Refused
from flows import unmasking
from forms import (
    Extent,
    FieldDefinition,
    ListQuery,
    args_told,
    every_column,
    export_csv,
    export_xlsx,
    exported_fields,
    form_of,
    run,
)

from .. import desk
from ..htmx import page
from ..languages import language, t
from ..lists.exports import KINDS, file_name
from ..record.answers import VerbContext
from ..record.verb_form import Option, VerbField, VerbForm

blueprint = Blueprint("records_unmasked", __name__, url_prefix="/records/<form>/export-in-full")


@blueprint.get("")
def ask(form: str) -> Response:
    """Which fields, why, and as what."""
    with desk.reading() as work:
        return page("pages/record/verb.html", VerbContext(_form(work, _query(form))))


@blueprint.post("")
def send(form: str) -> Response:
    """The file; the event is kept before the first line is read."""
    query, words = _query(form), request.form.get("words", "")
    try:
        with desk.writing() as work:
            fields = _fields(work, query)
            names = [field.id for field in fields]
            run(work, query)
            asked, about = args_told(work, query), form_of(work.catalog, form)
            unmasking.exported(work, about, names, reason=words, door="export", asked=asked)
    except NotAllowed:
        raise
    except Refused as refused:
        with desk.reading() as work:
            return page("pages/record/verb.html", VerbContext(_form(work, query, refused)), status=refused.status)
    return _file(query, frozenset(names))


def _file(query: ListQuery, names: frozenset[str]) -> Response:
    kind = request.form.get("kind", "") if request.form.get("kind") in KINDS else KINDS[0]
    name = file_name(query.form, kind)
    with desk.reading() as work:
        extent = _extent(work, query, names)
        if kind == "csv":
            content = "".join(export_csv(work, query, extent)).encode()
        else:
            with tempfile.TemporaryDirectory() as folder:
                place = Path(folder) / "list.xlsx"
                export_xlsx(work, query, place, extent)
                content = place.read_bytes()
    answer = send_file(BytesIO(content), as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _extent(work: Work, query: ListQuery, in_full: frozenset[str] = frozenset()) -> Extent:
    """The columns that were chosen, else every one: a list seldom shows what it would hide."""
    return Extent(query.table.columns or every_column(work, query.form), in_full)


def _query(form: str) -> ListQuery:
    return ListQuery.from_args(form, request.args)


def _fields(work: Work, query: ListQuery) -> list[FieldDefinition]:
    """The sensitive fields of the file that this person may see in full; NotAllowed where there are none."""
    require(work, "export", query.form)
    form = form_of(work.catalog, query.form)
    may = unmaskable_fields(work.actor, form)
    held = exported_fields(work, query, _extent(work, query))
    fields = [form.field(name) for name in held if name in may and form.field(name).sensitive]
    if not fields:
        named = next((field for field in form.fields if field.sensitive), form.fields[0])
        raise NotAllowed("unmasking.refused.not_allowed", field=named.label)
    return fields


def _form(work: Work, query: ListQuery, refused: Refused | None = None) -> VerbForm:
    fields = _fields(work, query)
    labels = [field.label.text(language()) for field in fields]
    state = request.query_string.decode("ascii", "ignore")
    asked = VerbForm(
        title=t("unmasking.export_title"),
        action=f"/records/{query.form}/export-in-full" + (f"?{state}" if state else ""),
        submit=t("unmasking.export_do"),
        back=f"/records/{query.form}" + (f"?{state}" if state else ""),
        intro=t("unmasking.export_intro", labels=labels),
        fields=tuple(_questions(any(field.type.asks_reason for field in fields))),
    )
    return asked.wrong(refused) if refused is not None else asked


def _questions(needs_reason: bool) -> Iterator[VerbField]:
    options = tuple(Option(kind, kind.upper(), "", kind == KINDS[0]) for kind in KINDS)
    yield VerbField("kind", t("unmasking.export_kind"), "choice", options, required=True)
    yield VerbField("words", t("unmasking.why"), "long", value=request.form.get("words", ""), required=needs_reason)
