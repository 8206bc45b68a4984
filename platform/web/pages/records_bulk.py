"""One change to many records: asked, foreseen with who refuses and why, done in one act that can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request

from accounts import Work, people, require
from definitions import NotFound, Refused
from flows import assignment, bulk
from forms import FieldError, Invalid, ListQuery, form_of

from .. import desk
from ..htmx import back, go, page
from ..languages import language, t
from ..lists import Links
from ..lists.bulk_form import Preview, assignment_preview, preview, settable, value_field, verb_fields
from ..lists.picking import Picked, picked
from ..reassigning import LeftRow, left_rows, target_of
from ..record.verb_form import Option, VerbField
from ..shell import toast

blueprint = Blueprint("records_bulk", __name__, url_prefix="/records/<form>/bulk")
RIGHTS = {"assignment": "assign", "stage": "advance", "edit": "edit"}


@dataclass(frozen=True)
class BulkContext:
    """What is to be done with which records; after it, what was left."""

    title: str
    action: str
    back: str
    do: str
    submit: str
    picked: Picked
    fields: tuple[VerbField, ...]
    choices: tuple[Option, ...] = ()  # the fields that can be set
    field: str = ""
    bound: tuple[Any, ...] = ()
    error: str = ""
    done: str = ""
    undo: str = ""
    seen: Preview | None = None
    left: tuple[LeftRow, ...] = ()
    state: tuple[tuple[str, str], ...] = ()  # the list in which they were ticked


@blueprint.route("", methods=["GET", "POST"])
def bulk_change(form: str):
    """GET asks; POST with `look` says what would come of it, else does it to each that allows it."""
    verb = request.values.get("do", "")
    if verb not in RIGHTS:
        raise NotFound
    if request.method == "GET":
        return _ask(form, verb)
    try:
        if "look" in request.form:
            return _look(form, verb)
        return _give_on(form) if verb == "assignment" else _do(form, verb)
    except NotFound:
        raise
    except Refused as wrong:
        return _ask(form, verb, error=_words(wrong), status=wrong.status)


def _query(form: str) -> ListQuery:
    """The list that the records were ticked in; it stands in the address."""
    args = [(name, value) for name, value in request.args.items(multi=True) if name not in ("do", "pick", "all")]
    return ListQuery.from_args(form, args).at_page(1)


def _came_from(query: ListQuery) -> str:
    """The page in which they were ticked, such as the records behind a number; else the list in the address."""
    return back(Links(query)(query))


def _picked(work: Work, query: ListQuery) -> Picked:
    return picked(work, query, request.values)


def _act(form: str, verb: str) -> bulk.Setting | bulk.Going:
    if verb == "edit":
        name = request.values.get("field", "")
        if not name:
            raise Invalid([FieldError("field", "required")])
        values = request.form.getlist(name)
        parts = {key: value for key, value in request.form.items() if key.startswith(f"{name}.")}
        raw = parts if parts else values if len(values) > 1 else (values[0] if values else None)
        return bulk.Setting(name, raw)
    to = request.form.get("to", "")
    if not to:
        raise Invalid([FieldError("to", "required")])
    reason, words = request.form.get("skip_reason") or None, request.form.get("words", "").strip() or None
    return bulk.Going(to, reason, words)


def _look(form: str, verb: str) -> Response:
    with desk.reading() as work:
        ids = _picked(work, _query(form)).ids
        if verb == "assignment":
            seen = assignment_preview(work, form, assignment.foresee(work, [_part(form, ids)]))
        else:
            seen = preview(work, bulk.foresee(work, form, ids, _act(form, verb)))
    return _ask(form, verb, seen=seen)


def _do(form: str, verb: str) -> Response:
    """In one transaction where it is little; else the outbox goes on, and the act's page says how far it is."""
    query, act = _query(form), _act(form, verb)
    with desk.writing() as work:
        begun = bulk.begin(work, form, _picked(work, query).ids, act)
    came_from = _came_from(query)
    if begun.waiting or begun.left or not begun.done:
        return go(f"/bulk/{begun.id}?{urlencode({'next': came_from})}")
    toast(t(f"bulk.{verb}_done", n=begun.done), undo_action=f"/bulk/{begun.id}/undoing", next=came_from)
    return go(came_from)


def _part(form: str, ids: tuple[int, ...]) -> assignment.Part:
    written = request.form.get("to", "")
    if not written:
        raise Invalid([FieldError("to", "required")])
    target = target_of(written)
    if target is None:
        raise NotFound("routing.refused.unknown_person")
    return assignment.Part(form, ids, target)


def _give_on(form: str) -> Response:
    """All in one act, so that it can be taken back as one."""
    query, words = _query(form), request.form.get("words", "").strip()
    with desk.writing() as work:
        act = assignment.reassign(work, [_part(form, _picked(work, query).ids)], words=words)
        left = tuple(left_rows(work, act.left))
        if not act.records:
            raise Refused("bulk.nothing_moved") if not left else Refused("bulk.all_stay", why=left[0].why)
        said, undo = _given(work, act), f"/reassignments/{act.id}/undoing"
    if left:
        return _ask(form, "assignment", done=said, undo=undo, left=left)
    toast(said, undo_action=undo, next=_came_from(query))
    return go(_came_from(query))


def _given(work: Work, act: assignment.Reassigned) -> str:
    """How many, and to whom where it is one person."""
    names = people.names(work.connection, [share.person for share in act.shares])
    if len(act.shares) == 1 and names:
        return t("board.handed_over", n=act.records, name=names[act.shares[0].person])
    return t("bulk.assignment_done", n=act.records)


def _ask(form: str, verb: str, *, status: int = 200, **more: Any) -> Response:
    query = _query(form)
    with desk.reading() as work:
        require(work, RIGHTS[verb], form)
        chosen = _picked(work, query)
        written = query.to_url()
        context = BulkContext(
            title=t(f"bulk.{verb}_title", n=chosen.n, form=form_of(work.catalog, form).plural.inside(work.language)),
            action=f"/records/{form}/bulk" + (f"?{written}" if written else ""),
            back=_came_from(query),
            do=verb,
            submit=t(f"bulk.{verb}_do"),
            picked=chosen,
            state=tuple(query.to_args()),
            fields=verb_fields(work, form, verb, request.values),
            error=more.pop("error", "") or ("" if chosen.n else t("bulk.none")),
            **more,
        )
        if verb == "edit":
            context = _with_field(work, form, context)
        return page("pages/records/bulk.html", context, status=status)


def _with_field(work: Work, form: str, context: BulkContext) -> BulkContext:
    name = request.values.get("field", "")
    choices = settable(work, form, name)
    if name not in {choice.value for choice in choices}:
        return replace(context, choices=choices)
    raw = {key: value for key, value in request.form.items() if key == name or key.startswith(f"{name}.")}
    if len(request.form.getlist(name)) > 1:
        raw[name] = request.form.getlist(name)
    return replace(context, choices=choices, field=name, bound=value_field(work, form, name, raw or None))


def _words(wrong: Refused) -> str:
    if isinstance(wrong, Invalid):
        return " ".join(error.message(language()) for error in wrong.errors)
    return wrong.text(language())
