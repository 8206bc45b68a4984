"""Writing a record: new or edited, whole or by section, live while typing; two versions when somebody was faster."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from accounts import Work, people, require, writable_fields
from definitions import NotFound, Refused, Stale
from flows import drafting, intake, look
from forms import Invalid, clean, form_of

from .. import desk
from ..entry import Beside, Draft, Entry, Typed, beside_of, conflict_of, entry_of, walk
from ..htmx import go, page, wants_part
from ..languages import t
from ..record.answers import SHEET, record_done
from ..shell import toast
from ..uploading import received

blueprint = Blueprint("record_edit", __name__, url_prefix="/records/<form>")


@blueprint.route("/new", methods=["GET", "POST"])
def new(form: str):
    """A new record, through the one door; flagged doubles are shown on its page."""
    if request.method == "GET":
        with desk.reading() as work:
            require(work, "create", form)
            return _show(entry_of(work, Draft.new(work, form_of(work.catalog, form), request.args.get("beside", ""))))
    typed = _typed(form)
    try:
        with desk.reading() as work:
            require(work, "create", form)
            step = walk(work, form_of(work.catalog, form), typed)
            if step is not None:
                return _show(step)
        with desk.writing() as work:
            _hold_back(work, form, typed)
            beside = beside_of(work, form_of(work.catalog, form), typed.beside)
            submitted = intake.submit(work, form, typed.raw, channel="page")
            if not typed.beside:  # what is written on another's page is no draft of a plain one
                drafting.drop(work, form, None, None, under_way=typed.under_way)
    except Refused as wrong:
        return _again(form, None, typed, wrong)
    if beside is not None:
        return record_done(beside.form, beside.record, t("entry.made", number=submitted.number))
    where = _where(form, submitted.record_id)
    toast(t("entry.made", number=submitted.number) if where else _given_away(submitted))
    return go(where or f"/records/{form}")


@blueprint.post("/new/live")
def new_live(form: str):
    """The form as it stands with what was typed so far."""
    with desk.reading() as work:
        require(work, "create", form)
        return _live(entry_of(work, Draft(form_of(work.catalog, form), typed=Typed.of(request.form))))


@blueprint.route("/<int:id>/edit", methods=["GET", "POST"])
def edit(form: str, id: int):
    """A change to a record, of all of it or of the fields that were asked for."""
    if request.method == "GET":
        with desk.reading() as work:
            require(work, "edit", form)
            subject = look(work, form, id)
            only = _only(subject.form, request.args)
            draft = Draft.going_on(work, subject.form, subject.row, only)
            return _show(entry_of(work, replace(draft, beside=request.args.get("beside", ""))))
    typed = _typed(form)
    try:
        with desk.writing() as work:
            _hold_back(work, form, typed, id)
            beside = beside_of(work, form_of(work.catalog, form), typed.beside)
            edited = intake.edit(work, form, id, typed.version, typed.raw)
            drafting.drop(work, form, id, typed.only, under_way=typed.under_way)
    except Stale as stale:
        return _two_versions(form, id, typed, stale)
    except Refused as wrong:
        return _again(form, id, typed, wrong)
    return record_done(*_shown(form, id, beside), t("entry.saved" if edited.changes else "entry.unchanged"))


@blueprint.post("/<int:id>/edit/live")
def edit_live(form: str, id: int):
    """The form of a record with what was typed so far."""
    typed = Typed.of(request.form)
    with desk.reading() as work:
        require(work, "edit", form)
        subject = look(work, form, id)
        return _live(entry_of(work, Draft(subject.form, subject.row, typed, only=typed.only)))


def _typed(form: str) -> Typed:
    """What was typed, with the files that came along: they are kept whatever else is wrong."""
    typed = Typed.of(request.form)
    if not any(each.filename for each in request.files.values()):
        return typed
    with desk.reading() as work:
        definition = form_of(work.catalog, form)
        fields = writable_fields(work.actor, definition)
    files = received(definition, fields)
    return replace(typed, raw=files.with_raw(typed.raw), errors=files.errors)


def _hold_back(work: Work, form: str, typed: Typed, id: int | None = None) -> None:
    """A file that could not be taken stops the form, with everything else that is wrong in it."""
    if typed.errors:
        row = look(work, form, id).row if id is not None else None
        raise Invalid((*clean(form_of(work.catalog, form), typed.raw, work, before=row).errors, *typed.errors))


def _show(entry: Entry, status: int = 200) -> Response:
    answer = page("pages/record/entry.html", {"entry": entry}, part="partials/record/entry_dialog.html", status=status)
    if status >= 400 and wants_part():
        answer.headers.update(SHEET)
    return answer


def _live(entry: Entry) -> Response:
    return page("partials/record/entry_fields.html", {"entry": entry})


def _again(form: str, id: int | None, typed: Typed, wrong: Refused) -> Response:
    """The form as it was typed, with every error beside its field; a page that is gone stays gone."""
    if isinstance(wrong, NotFound):
        raise wrong
    errors = wrong.errors if isinstance(wrong, Invalid) else ()
    with desk.reading() as work:
        row = look(work, form, id).row if id is not None else None
        draft = Draft(form_of(work.catalog, form), row, typed, errors, typed.only)
        refusal = "" if errors else wrong.text(work.language)
        return _show(entry_of(work, draft, refusal=refusal), wrong.status)


def _two_versions(form: str, id: int, typed: Typed, stale: Stale) -> Response:
    """Both versions side by side; what only one of the two changed is taken without asking."""
    with desk.reading() as work:
        subject = look(work, form, id)
        beside = beside_of(work, subject.form, typed.beside)
        conflict = conflict_of(work, subject, typed, beside)
        if not conflict.rows:
            with_theirs = conflict.resolved
        else:
            answer = page(
                "pages/record/conflict.html", {"conflict": conflict}, part="partials/record/conflict.html", status=409
            )
            if wants_part():
                answer.headers.update(SHEET)
            return answer
    with desk.writing() as work:
        intake.edit(work, form, id, conflict.version, with_theirs)
        drafting.drop(work, form, id, typed.only)
    return record_done(*_shown(form, id, beside), t("entry.merged"))


def _shown(form: str, id: int, beside: Beside | None) -> tuple[str, int]:
    """The record on whose page it was written."""
    return (beside.form, beside.record) if beside is not None else (form, id)


def _only(form: Any, args: MultiDict[str, str]) -> tuple[str, ...] | None:
    """The fields of a section, or those named."""
    if args.get("section"):
        found = next((section for section in form.layout if section.id == args["section"]), None)
        if found is None:
            raise NotFound
        return found.fields
    names = tuple(name for name in args.get("only", "").split(",") if name in form.by_id)
    return names or None


def _given_away(submitted: intake.Submitted) -> str:
    """What is said of a record that whoever made it may not see: who has it now, since no list of theirs shows it."""
    with desk.reading() as work:
        owner = people.names(work.connection, [submitted.owner]).get(submitted.owner or 0)
    if owner is None:
        return t("entry.made_unseen", number=submitted.number)
    return t("entry.made_for", number=submitted.number, owner=owner)


def _where(form: str, id: int) -> str:
    """Its page, if whoever wrote it may see it."""
    try:
        with desk.reading() as work:
            look(work, form, id)
    except NotFound:
        return ""
    return f"/records/{form}/{id}"
