"""Showing the whole of a sensitive field on a record's page: an act, with a trace, and only for a while."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request

from accounts import Work, require
from definitions import NotFound, Refused
from flows import Subject, look, unmasking
from forms import FieldDefinition, html_id

from .. import desk
from ..htmx import page
from ..languages import language

blueprint = Blueprint("record_unmasking", __name__, url_prefix="/records/<form>/<int:id>/unmasking/<name>")


@dataclass(frozen=True)
class UnmaskedContext:
    """One value: whole or masked, and why it stays masked."""

    id: str
    label: str
    shown: str
    href: str
    back: str
    whole: bool = False
    asks_reason: bool = False
    link: str = ""
    refused: str = ""


@blueprint.post("")
def show(form: str, id: int, name: str) -> Response:
    """The whole value; nothing keeps the answer."""
    try:
        with desk.writing() as work:
            seen = unmasking.unmask(work, form, id, name, reason=request.form.get("reason", ""))
            context = _context(seen.subject, seen.field, seen.value, whole=True)
    except NotFound:
        raise
    except Refused as wrong:
        with desk.reading() as work:
            return _answer(_masked(work, form, id, name, refused=wrong.text(language())), wrong.status)
    return _answer(context)


@blueprint.get("")
def hide(form: str, id: int, name: str) -> Response:
    """The value as everybody sees it."""
    with desk.reading() as work:
        return _answer(_masked(work, form, id, name))


def _masked(work: Work, form: str, id: int, name: str, *, refused: str = "") -> UnmaskedContext:
    require(work, "see", form)
    subject = look(work, form, id)
    if name not in unmasking.may_unmask(work, subject.form, stage=subject.row.stage):
        raise NotFound()
    field = subject.form.field(name)
    return _context(subject, field, field.type.masked(subject.values.get(name)), refused=refused)


def _context(
    subject: Subject, field: FieldDefinition, shown: str, *, whole: bool = False, refused: str = ""
) -> UnmaskedContext:
    href = f"/records/{subject.form.id}/{subject.id}"
    value = subject.values.get(field.id)
    return UnmaskedContext(
        id=html_id(field.id),
        label=field.label.text(language()),
        shown=shown,
        href=f"{href}/unmasking/{field.id}",
        back=href,
        whole=whole,
        asks_reason=field.type.asks_reason,
        link=(field.type.opened_href(value) or "") if whole and value else "",
        refused=refused,
    )


def _answer(context: UnmaskedContext, status: int = 200) -> Response:
    answer = page("pages/record/unmasked.html", context, part="partials/record/unmasked.html", status=status)
    answer.headers["Cache-Control"] = "no-store"
    return answer
