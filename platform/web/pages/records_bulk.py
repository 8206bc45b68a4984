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
from ..reassigning import LeftRow, ShareRow, left_rows, share_rows, target_of, targets
from ..record.verb_form import Option, VerbField
from ..shell import toast

blueprint = Blueprint("records_bulk", __name__, url_prefix="/records/<form>/bulk")
MOST = 200
RIGHTS = {"assignment": "assign", "stage": "advance"}
Do = Callable[[Work, int], object]


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
    undo: str = ""
    looks: bool = False  # whether one can look first
    shares: tuple[ShareRow, ...] = ()
    stays: tuple[LeftRow, ...] = ()
    left: tuple[LeftRow, ...] = ()


@blueprint.route("", methods=["GET", "POST"])
def bulk(form: str):
    """GET says what will happen to how many; POST does it to each that allows it."""
    verb = request.values.get("do", "")
    if verb not in RIGHTS:
        raise NotFound
    if request.method == "GET" or "look" in request.form:
        return _ask(form, verb)
    try:
        act, said = _act(form, verb)
    except Refused as wrong:
        return _ask(form, verb, error=wrong.text(language()), status=wrong.status)
    done, left, undo = act()
    if not left:
        toast(t(f"bulk.{said}", n=done), undo_action=undo, next=f"/records/{form}")
        return go(f"/records/{form}")
    told = t(f"bulk.{said}", n=done) if done else ""
    return _ask(form, verb, done=told, undo=undo, left=tuple(left), status=200 if done else 409)


def _act(form: str, verb: str) -> tuple[Callable[[], tuple[int, list[LeftRow], str]], str]:
    to = request.form.get("to", "")
    if not to:
        raise Invalid([FieldError("to", "required")])
    words = request.form.get("words", "").strip()
    if verb == "assignment":
        return (lambda: _give_on(form, to, words)), "assigned"
    reason = request.form.get("skip_reason") or None

    def move(work: Work, id: int) -> object:
        return stages.advance(work, form, id, to, skip_reason=reason, skip_words=words)

    return (lambda: (*_do_all(form, move), "")), "moved"


def _give_on(form: str, to: str, words: str) -> tuple[int, list[LeftRow], str]:
    """All in one act, so that it can be taken back as one."""
    target = target_of(to)
    if target is None:
        raise NotFound("routing.refused.unknown_person")
    with desk.writing() as work:
        act = assignment.reassign(work, [assignment.Part(form, _picked(), target)], words=words)
        left = list(left_rows(work, act.left))
        if not act.records:
            raise Refused("bulk.nothing_moved") if not left else Refused("bulk.all_stay", why=left[0].why)
    return act.records, left, f"/reassignments/{act.id}/undoing"


def _do_all(form: str, act: Do) -> tuple[int, list[LeftRow]]:
    """Each behind its own savepoint: one that refuses holds up none of the others."""
    done, left = 0, []
    with desk.writing() as work:
        for id in _picked():
            try:
                with work.connection.begin_nested():
                    act(work, id)
                done += 1
            except Refused as refused:
                left.append(LeftRow(_title(work, form, id), f"/records/{form}/{id}", refused.text(work.language)))
    return done, left


def _ask(form: str, verb: str, *, error: str = "", done: str = "", undo: str = "", left=(), status: int = 200):
    with desk.reading() as work:
        require(work, RIGHTS[verb], form)
        foreseen = _foreseen(work, form) if verb == "assignment" and "look" in request.form else None
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
            undo=undo,
            looks=verb == "assignment",
            shares=share_rows(work, form, foreseen.shares) if foreseen else (),
            stays=left_rows(work, foreseen.left) if foreseen else (),
            left=left,
        )
        return page("pages/records/bulk.html", context, status=status)


def _foreseen(work: Work, form: str) -> assignment.Foreseen | None:
    target = target_of(request.form.get("to", ""))
    return assignment.foresee(work, [assignment.Part(form, _picked(), target)]) if target else None


def _fields(work: Work, form: str, verb: str) -> tuple[VerbField, ...]:
    chosen = request.values.get("to", "")
    words = VerbField(
        "words",
        t("verb.words_next" if verb == "assignment" else "verb.words"),
        "long",
        value=request.values.get("words", ""),
    )
    if verb == "assignment":
        return (VerbField("to", t("verb.to"), "cards", targets(work, form, chosen), required=True), words)
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
