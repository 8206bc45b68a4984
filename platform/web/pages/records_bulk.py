"""One verb on many ticked records: shown first, done together, and told which were left and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, request

from accounts import Work, require
from definitions import NotFound, Refused
from flows import assignment, look, stages
from forms import FieldError, Invalid, form_of

from .. import desk
from ..htmx import go, page
from ..languages import language, t
from ..record.verb_form import Option, VerbField
from ..record.verbs import assignees
from ..shell import toast

blueprint = Blueprint("records_bulk", __name__, url_prefix="/records/<form>/bulk")
MOST = 200
RIGHTS = {"assignment": "assign", "stage": "advance"}
Do = Callable[[Work, int], object]


@dataclass(frozen=True, slots=True)
class Left:
    """A record that stayed as it was, and why."""

    title: str
    href: str
    why: str


@dataclass(frozen=True)
class BulkContext:
    """What is to be done with which records; after it, what was left."""

    title: str
    action: str
    back: str
    do: str
    submit: str
    picked: tuple[tuple[int, str], ...]
    fields: tuple[VerbField, ...]
    error: str = ""
    done: str = ""
    left: tuple[Left, ...] = ()


@blueprint.route("", methods=["GET", "POST"])
def bulk(form: str):
    """GET says what will happen to how many; POST does it to each that allows it."""
    verb = request.values.get("do", "")
    if verb not in RIGHTS:
        raise NotFound
    if request.method == "GET":
        return _ask(form, verb)
    try:
        act, said = _act(form, verb)
    except Refused as wrong:
        return _ask(form, verb, error=wrong.text(language()), status=wrong.status)
    done, left = _do_all(form, act)
    if not left:
        toast(t(f"bulk.{said}", n=done))
        return go(f"/records/{form}")
    return _ask(
        form, verb, done=t(f"bulk.{said}", n=done) if done else "", left=tuple(left), status=200 if done else 409
    )


def _act(form: str, verb: str) -> tuple[Do, str]:
    to = request.form.get("to", "")
    if not to:
        raise Invalid([FieldError("to", "required")])
    words = request.form.get("words", "").strip()
    if verb == "assignment":
        pool = to.removeprefix("pool:") if to.startswith("pool:") else None
        person = int(to) if to.isdecimal() else None
        return (lambda work, id: assignment.assign(work, form, id, to=person, pool=pool, words=words)), "assigned"
    reason = request.form.get("skip_reason") or None
    return (lambda work, id: stages.advance(work, form, id, to, skip_reason=reason, skip_words=words)), "moved"


def _do_all(form: str, act: Do) -> tuple[int, list[Left]]:
    """Each behind its own savepoint: one that refuses holds up none of the others."""
    done, left = 0, []
    with desk.writing() as work:
        for id in _picked():
            try:
                with work.connection.begin_nested():
                    act(work, id)
                done += 1
            except Refused as refused:
                left.append(Left(_title(work, form, id), f"/records/{form}/{id}", refused.text(work.language)))
    return done, left


def _ask(form: str, verb: str, *, error: str = "", done: str = "", left: tuple[Left, ...] = (), status: int = 200):
    with desk.reading() as work:
        require(work, RIGHTS[verb], form)
        picked = tuple((id, title) for id in _picked() if (title := _title(work, form, id)))
        context = BulkContext(
            title=t(f"bulk.{verb}_title", n=len(picked), form=form_of(work.catalog, form).plural.text(work.language)),
            action=f"/records/{form}/bulk",
            back=f"/records/{form}",
            do=verb,
            submit=t(f"bulk.{verb}_do"),
            picked=picked,
            fields=_fields(work, form, verb),
            error=error or ("" if picked else t("bulk.none")),
            done=done,
            left=left,
        )
        return page("pages/records/bulk.html", context, status=status)


def _fields(work: Work, form: str, verb: str) -> tuple[VerbField, ...]:
    chosen = request.values.get("to", "")
    words = VerbField(
        "words",
        t("verb.words_next" if verb == "assignment" else "verb.words"),
        "long",
        value=request.values.get("words", ""),
    )
    if verb == "assignment":
        return (VerbField("to", t("verb.to"), "cards", assignees(work, form, chosen), required=True), words)
    lines = work.catalog.of_form("pipeline", form)
    where = tuple(
        Option(s.id, s.label.text(work.language), "", s.id == chosen)
        for line in lines
        for s in line.stages
        if not s.ask
    )
    why = tuple(Option(r.id, r.label.text(work.language)) for line in lines for r in line.skip_reasons)
    reasons = (VerbField("skip_reason", t("bulk.skip_reason"), "choice", why),) if why else ()
    return (VerbField("to", t("bulk.to_stage"), "choice", where, required=True), *reasons, words)


def _picked() -> list[int]:
    wanted = (value for value in request.values.getlist("pick") if value.isdecimal() and len(value) < 12)
    return list(dict.fromkeys(int(value) for value in wanted))[:MOST]


def _title(work: Work, form: str, id: int) -> str:
    """What a record is called; nothing for one that may not be seen."""
    try:
        return look(work, form, id).title
    except NotFound:
        return ""
