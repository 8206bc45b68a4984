"""The verbs on a record, one resource each; every one is a page without scripts and a dialog with them."""

from __future__ import annotations

from flask import Blueprint, request

from accounts import Work, people, require
from definitions import NotFound
from flows import (
    PossibleMove,
    RecordPage,
    assignment,
    collaborating,
    contacts,
    hand_grade,
    look,
    look_many,
    pausing,
    stages,
    task_card,
    task_opening,
)
from forms import FieldError, Invalid

from .. import desk
from ..due import ago
from ..htmx import go, page, wants_part
from ..inbox import settle
from ..languages import t
from ..logged import Logged, logged
from ..numbers import whole
from ..record import record_view
from ..record import verbs as forms_of_verbs
from ..record.answers import Asked, Log, on_record, record_done
from ..record.contacting import typed_answers, typed_contact
from ..record.pausing import pause_form
from ..record.task_verbs import add_form, colleagues
from ..record.verb_form import VerbForm
from ..shell import toast
from ..written import written_day, written_moment
from .record import RecordContext

blueprint = Blueprint("record_verbs", __name__, url_prefix="/records/<form>/<int:id>")


@blueprint.route("/assignment", methods=["GET", "POST"])
def assign(form: str, id: int):
    """Hand the record to somebody, or put it into a pool."""

    def do(work: Work) -> Logged:
        to, words = request.form.get("to", ""), request.form.get("words", "")
        if not to:
            raise Invalid([FieldError("to", "required")])
        pool = to.removeprefix("pool:") if to.startswith("pool:") else None
        had = look(work, form, id).owner
        done = assignment.assign(work, form, id, to=request.form.get("to", type=whole), pool=pool, words=words)
        name = people.names(work.connection, [done.owner]).get(done.owner)
        said = t("done.assigned_to" if had else "done.given_to", name=name) if name else t("done.assigned")
        return Logged(said, f"/reassignments/{done.act}/undoing" if done.act else "")

    def ask(work: Work, record: RecordPage, href: str) -> VerbForm:
        if not assignment.may_transfer(work, record.subject):
            require(work, "assign", form)
        return forms_of_verbs.assign_form(work, record, href, request.values)

    try:
        return on_record(form, id, Asked(ask, do))
    except NotFound as missing:
        return _handed_before(form, id, missing)


def _handed_before(form: str, id: int, missing: NotFound):
    """Pressed twice, or on a page from before: the record is with somebody else by now, as they wanted."""
    with desk.reading() as work:
        if look_many(work, form, [id]):  # it is something else that is not there
            raise missing
        act = assignment.handed_before(work, form, id)
    toast(t("done.handed_before", when=ago(act.at)))
    return go(f"/reassignments/{act.id}")


@blueprint.route("/collaborators", methods=["GET", "POST"])
def collaborate(form: str, id: int):
    """Who works along beside the owner."""

    def do(work: Work) -> str:
        changed = collaborating.settle(work, form, id, set(request.form.getlist("person", type=whole)))
        return t("done.collaborators" if changed else "done.collaborators_same")

    def ask(work: Work, record: RecordPage, href: str) -> VerbForm:
        if not collaborating.may_host(work, record.subject):
            raise NotFound
        return forms_of_verbs.collaborators_form(work, record, href)

    return on_record(form, id, Asked(ask, do))


@blueprint.route("/acceptance", methods=["GET", "POST"])
def accept(form: str, id: int):
    """The owner says yes."""

    def do(work: Work) -> str:
        assignment.accept(work, form, id)
        return t("done.accepted")

    def ask(work: Work, record: RecordPage, href: str) -> VerbForm:
        title = t("verb.accept", name=record.subject.title)
        return forms_of_verbs.confirm_form(
            title, f"{href}/acceptance", t("record.accept"), href, intro=t("verb.accept_intro")
        )

    return on_record(form, id, Asked(ask, do))


@blueprint.route("/refusal", methods=["GET", "POST"])
def refuse(form: str, id: int):
    """The owner says no, and why."""

    def do(work: Work) -> str:
        assignment.refuse(work, form, id, request.form.get("words", ""), reason=request.form.get("reason"))
        return t("done.refused")

    def ask(work: Work, record: RecordPage, href: str) -> VerbForm:
        return forms_of_verbs.refuse_form(work, record, href, request.values)

    return on_record(form, id, Asked(ask, do))


@blueprint.route("/release", methods=["GET", "POST"])
def release(form: str, id: int):
    """Back into the pool, and why."""

    def do(work: Work) -> str:
        assignment.release(work, form, id, request.form.get("words", ""), reason=request.form.get("reason"))
        return t("done.released")

    def ask(work: Work, record: RecordPage, href: str) -> VerbForm:
        return forms_of_verbs.release_form(work, record, href, request.values)

    return on_record(form, id, Asked(ask, do))


@blueprint.route("/claim", methods=["GET", "POST"])
def claim(form: str, id: int):
    """Take the record out of its pool."""

    def do(work: Work) -> str:
        assignment.claim(work, form, id)
        return t("done.claimed")

    def ask(work: Work, record: RecordPage, href: str) -> VerbForm:
        title = t("verb.claim", name=record.subject.title)
        return forms_of_verbs.confirm_form(title, f"{href}/claim", t("pool.claim"), href, intro=t("verb.claim_intro"))

    return on_record(form, id, Asked(ask, do))


@blueprint.route("/grade", methods=["GET", "POST"])
def grade(form: str, id: int):
    """A grade that outranks the rules for a while, and why."""

    def do(work: Work) -> str:
        typed = {name: request.form.get(name, "").strip() for name in ("grade", "words", "until")}
        if not typed["grade"]:
            raise Invalid([FieldError("grade", "required")])
        until = written_moment(work, "until", typed["until"])
        graded = hand_grade.set_grade(work, form, id, typed["grade"], words=typed["words"], until=until)
        return t("done.grade_set", grade=graded.band)

    def ask(work: Work, record: RecordPage, href: str) -> VerbForm:
        require(work, "grade", form)
        return forms_of_verbs.grade_form(work, record, href, request.values)

    return on_record(form, id, Asked(ask, do))


@blueprint.route("/grade/rules", methods=["GET", "POST"])
def give_back(form: str, id: int):
    """The rules decide the grade again."""

    def do(work: Work) -> str:
        return t("done.grade_given_back", grade=hand_grade.give_back(work, form, id).band)

    def ask(work: Work, record: RecordPage, href: str) -> VerbForm:
        require(work, "grade", form)
        title = t("verb.give_back", name=record.subject.title)
        return forms_of_verbs.confirm_form(
            title, f"{href}/grade/rules", t("verb.give_back_do"), href, intro=t("verb.give_back_intro")
        )

    return on_record(form, id, Asked(ask, do))


@blueprint.route("/stage", methods=["GET", "POST"])
@blueprint.route("/parking", methods=["GET", "POST"], endpoint="park")
def advance(form: str, id: int):
    """On to another stage, back, or out; with a reason where a step is left out."""
    parks = request.path.endswith("/parking")

    def do(work: Work) -> str:
        to = request.form.get("to", "")
        if "skip_words" in request.form and not request.form.get("skip_reason"):
            raise Invalid([FieldError("skip_reason", "required")])
        moved = stages.advance(
            work, form, id, to,
            answers=_answers(work, form, to),
            skip_reason=request.form.get("skip_reason") or None,
            skip_words=request.form.get("skip_words") or None,
        )  # fmt: skip
        return t("done.parked" if moved.stage.outcome == "parked" else "done.moved", to=moved.stage.label)

    def ask(work: Work, record: RecordPage, href: str) -> VerbForm:
        move = _move(work, record, request.values.get("to"), parks=parks)
        return forms_of_verbs.move_form(work, record, move, href, request.values)

    return on_record(form, id, Asked(ask, do))


@blueprint.route("/pause", methods=["GET", "POST"])
def pause(form: str, id: int):
    """Stop the clocks for a while, and why."""

    def do(work: Work) -> str:
        until = written_day("until", request.form.get("until", ""))
        pausing.pause(work, form, id, request.form.get("reason", ""), until=until)
        return t("done.paused")

    def ask(work: Work, record: RecordPage, href: str) -> VerbForm:
        require(work, "pause", form)
        return pause_form(record, href, request.values)

    return on_record(form, id, Asked(ask, do))


@blueprint.route("/resumption", methods=["GET", "POST"])
def resume(form: str, id: int):
    """Let the clocks run on."""

    def do(work: Work) -> str:
        pausing.resume(work, form, id)
        return t("done.resumed")

    def ask(work: Work, record: RecordPage, href: str) -> VerbForm:
        require(work, "pause", form)
        title = t("pausing.banner")
        return forms_of_verbs.confirm_form(
            title, f"{href}/resumption", t("pausing.resume"), href, intro=t("pausing.resume_intro")
        )

    return on_record(form, id, Asked(ask, do))


@blueprint.route("/tasks", methods=["GET", "POST"])
def add_task(form: str, id: int):
    """One more thing to do about the record."""

    def do(work: Work) -> str:
        typed = request.form
        due_at = written_moment(work, "due_at", typed.get("due_at", ""))
        for_whom = typed.get("to", type=whole)
        own = {} if typed.get("task") else {"title": typed.get("title", ""), "due_at": due_at, "to": for_whom}
        task_opening.add(work, form, id, typed.get("task") or None, **own)
        return t("done.task_added")

    def ask(work: Work, record: RecordPage, href: str) -> VerbForm:
        require(work, "complete", form)
        options = colleagues(work, request.values.get("to", str(work.actor.person_id or "")))
        return add_form(record, href, request.values, options, work.language)

    return on_record(form, id, Asked(ask, do))


@blueprint.route("/log", methods=["GET", "POST"])
def log(form: str, id: int):
    """Write down a contact; the page comes back with what was typed when something is missing."""
    if request.method == "GET":
        with desk.reading() as work:
            return page("pages/record/show.html", RecordContext(record_view(work, form, id, request.args)))
    try:
        with desk.writing() as work:
            kept = contacts.log(
                work, form, id, **typed_contact(work), **_done(work, request.form.get("task", type=whole))
            )
            settle(work, form, id)
    except Invalid as wrong:
        return _log_again(form, id, wrong)
    return record_done(form, id, logged(t("done.logged"), kept, at="/tasks/{id}/return"))


def _done(work: Work, task: int | None) -> dict[str, object]:
    """The task that is done with it, with what was ticked and found out."""
    if task is None:
        return {"task": None}
    card = task_card(work, task)
    ticked = [item.id for item in card.checks if f"check_{item.id}" in request.form]
    return {"task": task, "answers": typed_answers(work, card), "checks": ticked}


def _log_again(form: str, id: int, wrong: Invalid):
    with desk.reading() as work:
        view = record_view(work, form, id, request.args, log=Log.of(request.form, wrong))
        template = "partials/record/body.html" if wants_part() else "pages/record/show.html"
        return page(template, RecordContext(view), status=422)


def _answers(work: Work, form: str, to: str) -> dict[str, object]:
    """What was filled in for the stage: only the fields that it asks for."""
    entered = [line.stage(to) for line in work.catalog.of_form("pipeline", form) if line.stage(to)]
    asked = {name for stage in entered for name in stage.asked}
    lists = request.form.lists()
    return {name: values if len(values) > 1 else values[0] for name, values in lists if name.partition(".")[0] in asked}


def _move(work: Work, record: RecordPage, to: str | None, *, parks: bool) -> PossibleMove:
    """The move that was asked for; parking needs no name where there is one place to park.

    Whoever comes by a page that was drawn before somebody else moved the record reads that.
    """
    for move in record.moves:
        if move.allowed and (move.stage.id == to or (parks and not to and move.stage.outcome == "parked")):
            return move
    pipeline = record.subject.pipeline
    known = pipeline is not None and to and pipeline.stage(to) is not None
    raise (stages.refusal_of(work, record.subject, to) if known else None) or NotFound()
