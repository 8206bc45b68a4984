"""How a verb is answered: done and shown in place, or asked again with what was wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flask import Response, request

from accounts import Work
from definitions import NotFound, Refused
from flows import RecordPage, look, record_page
from forms import BoundError, Invalid

from .. import desk
from ..htmx import back, go, page, page_before, parts, wants_part
from ..inbox import settle
from ..languages import language, t
from ..logged import Logged
from ..shell import Toast, toast
from .build import record_view
from .verb_form import VerbForm

SHEET = {"HX-Retarget": "#sheet", "HX-Reswap": "innerHTML"}


@dataclass(frozen=True)
class VerbContext:
    """A verb's form."""

    form: VerbForm


@dataclass(frozen=True)
class Asked:
    """A verb: the form that asks, and what is done with the answer; `do` returns what to say."""

    ask: Callable[[Work, RecordPage, str], VerbForm]
    do: Callable[[Work], str]


@dataclass(frozen=True)
class Log:
    """A contact that could not be written down as it was typed."""

    typed: Mapping[str, str]
    errors: tuple[BoundError, ...]

    @classmethod
    def of(cls, typed: Mapping[str, str], wrong: Invalid) -> Log:
        """Keeps every word, and says what is missing."""
        controls = {"content": "say"}
        errors = (
            BoundError(controls.get(e.field, e.field), t(f"log.{e.field}"), e.code, e.message(language()))
            for e in wrong.errors
        )
        return cls(typed.to_dict() if hasattr(typed, "to_dict") else dict(typed), tuple(errors))


def on_record(form: str, id: int, verb: Asked) -> Response:
    """GET asks; POST does it, or asks again with the reason why not."""
    refused = None
    if request.method == "POST":
        try:
            with desk.writing() as work:
                said = verb.do(work)
                settle(work, form, id)
            return record_done(form, id, said)
        except NotFound:
            raise
        except Refused as error:
            if wants_part() and "asked" not in request.form:
                raise
            refused = error
    with desk.reading() as work:
        try:
            asked = verb.ask(work, record_page.of(work, form, id), f"/records/{form}/{id}")
        except NotFound:  # out of sight in the meantime: what was refused says why
            raise refused or NotFound() from None
        return asked_again(asked, refused)


def asked_again(asked: VerbForm, refused: Refused | None) -> Response:
    """The form, with what was wrong."""
    going = back("")
    if going:
        asked = replace(asked, hidden=(*asked.hidden, ("next", going)), back=going)
    context = VerbContext(asked.wrong(refused) if refused else asked)
    status = refused.status if refused else 200
    answer = page("pages/record/verb.html", context, part="partials/record/verb.html", status=status)
    if refused is not None and wants_part():
        answer.headers.update(SHEET)
    return answer


def record_done(form: str, id: int, done: str | Logged) -> Response:
    """The record as it is now, in place; or the list, when it went out of the actor's sight."""
    said = done if isinstance(done, Logged) else Logged(done)
    href = f"/records/{form}/{id}"
    if not wants_part():
        toast(said.words, undo_action=said.undo)
        return go(back(href if _visible(form, id) else f"/records/{form}"))
    elsewhere = _other_page(href)
    if elsewhere:
        toast(said.words, undo_action=said.undo)
        return go(elsewhere)
    try:
        with desk.reading() as work:
            view = record_view(work, form, id, {}, announce=said.words)
            back_again = Toast(said.words, said.undo)
            undo = [("partials/toast.html", {"toast": back_again})] if said.undo else []
            return parts(("partials/record/body.html", {"rec": view}), *undo, trigger={"close-dialog": True})
    except NotFound:
        toast(said.words, undo_action=said.undo)
        return go(f"/records/{form}")


def _other_page(href: str) -> str:
    """The page that htmx asked from, if it is not the record's own: it has no place for it and is drawn anew."""
    current = page_before()
    if not current.path or current.path.startswith(href):
        return ""
    return f"{current.path}?{current.query}" if current.query else current.path


def _visible(form: str, id: int) -> bool:
    try:
        with desk.reading() as work:
            look(work, form, id)
    except NotFound:
        return False
    return True
