"""Comments on a record, whom they can call, and watching it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from flask import Blueprint, request

from accounts import Work
from definitions import NotFound
from flows import RecordPage, look, talk
from forms import BoundError, Invalid
from records import comments

from .. import desk
from ..htmx import page, wants_part
from ..languages import language, t
from ..record import record_view
from ..record.answers import Asked, on_record, record_done
from ..record.verb_form import VerbField, VerbForm
from .record import RecordContext

blueprint = Blueprint("record_talk", __name__, url_prefix="/records/<form>/<int:id>")
BOX = "comment-words"


@dataclass(frozen=True)
class Typed:
    """A comment that could not be taken as it was typed."""

    typed: str
    errors: tuple[BoundError, ...]


@dataclass(frozen=True)
class CallableContext:
    """Who may be meant by what was typed."""

    people: tuple[Any, ...]


@blueprint.post("/comments")
def comment(form: str, id: int):
    """Say something to colleagues; the page comes back with what was typed when it cannot be taken."""
    words = request.form.get("words", "")
    try:
        with desk.writing() as work:
            talk.comment(work, form, id, words)
    except Invalid as wrong:
        return _again(form, id, words, wrong)
    return record_done(form, id, t("talk.done.commented"))


@blueprint.route("/comments/<int:comment>", methods=["GET", "POST"])
def change(form: str, id: int, comment: int):
    """Change one's own comment."""

    def do(work: Work) -> str:
        talk.change(work, form, id, comment, request.form.get("words", ""))
        return t("talk.done.edited")

    def ask(work: Work, record: RecordPage, href: str) -> VerbForm:
        mine = _own(work, form, id, comment)
        words = request.form.get("words", mine.words)
        asked = VerbForm(
            t("talk.edit_title"), f"{href}/comments/{comment}", t("talk.save"), href, crumbs=record.subject.number
        )
        return replace(asked, fields=(VerbField("words", t("talk.words"), "long", value=words, required=True),))

    return on_record(form, id, Asked(ask, do))


@blueprint.route("/comments/<int:comment>/removal", methods=["GET", "POST"])
def delete(form: str, id: int, comment: int):
    """Take one's own comment away."""

    def do(work: Work) -> str:
        talk.delete(work, form, id, comment)
        return t("talk.done.deleted")

    def ask(work: Work, record: RecordPage, href: str) -> VerbForm:
        _own(work, form, id, comment)
        action = f"{href}/comments/{comment}/removal"
        asked = VerbForm(t("talk.delete_title"), action, t("talk.delete"), href, kind="danger")
        return replace(asked, intro=t("talk.delete_intro"), crumbs=record.subject.number)

    return on_record(form, id, Asked(ask, do))


@blueprint.get("/callable")
def callable_people(form: str, id: int):
    """Who can be called, as options for the box."""
    with desk.reading() as work:
        look(work, form, id)
        found = talk.completions(work, form, id, request.args.get("q", "")[:60])
        return page("partials/record/callable.html", CallableContext(found))


@blueprint.post("/watching")
def watch(form: str, id: int):
    """Watch the record from now on."""
    return _watching(form, id, talk.watch, "talk.done.watching")


@blueprint.post("/watching/end")
def unwatch(form: str, id: int):
    """And no longer."""
    return _watching(form, id, talk.unwatch, "talk.done.unwatched")


def _watching(form: str, id: int, verb: Callable[[Work, str, int], None], said: str):
    with desk.writing() as work:
        verb(work, form, id)
    return record_done(form, id, t(said))


def _again(form: str, id: int, words: str, wrong: Invalid):
    errors = tuple(BoundError(BOX, t("talk.words"), e.code, e.message(language())) for e in wrong.errors)
    with desk.reading() as work:
        view = record_view(work, form, id, request.args, said=Typed(words, errors))
        template = "partials/record/body.html" if wants_part() else "pages/record/show.html"
        return page(template, RecordContext(view), status=422)


def _own(work: Work, form: str, id: int, comment: int) -> Any:
    found = comments.find(work.connection, form, id, comment)
    if found is None or found.person != work.actor.person_id:
        raise NotFound("talk.refused.no_comment")
    return found
