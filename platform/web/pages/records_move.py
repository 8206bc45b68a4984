"""Moving what a board or a calendar shows: a card into another lane, a name to another day; the list comes back."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, request

from accounts import Work, require
from definitions import NotFound, Refused
from flows import Subject, bulk, look, look_many
from forms import CALENDAR, KANBAN, FieldError, Invalid, ListQuery, readable_columns, shape_of

from .. import desk, moments
from ..htmx import go, page, parts, wants_part
from ..languages import t
from ..lists import Links, list_page, may_move, may_move_days
from ..lists.moving import Put, lane_ask, lane_form
from ..record.answers import VerbContext
from ..record.verb_form import VerbField, VerbForm
from ..shell import toast, undo_toast
from .records import ListContext

blueprint = Blueprint("records_move", __name__, url_prefix="/records/<form>/<int:id>")


@blueprint.route("/lane", methods=["GET", "POST"])
def lane(form: str, id: int):
    """GET asks into which lane; POST moves, or shows in that lane what holds the card."""
    query = _query(form, KANBAN)
    if request.method == "GET":
        with desk.reading() as work:
            put = _put(work, query, id)
            subject = look(work, form, id)
            asked = lane_form(work, put, subject.title, _value(subject, put.lanes))
            return page("pages/record/verb.html", VerbContext(asked), part="partials/record/verb.html")
    try:
        with desk.writing() as work:
            put = _put(work, query, id)
            said, act = _move(work, put)
    except NotFound:
        raise
    except Refused as refused:
        return _refused(query, id, refused)
    return _board(query, said, act)


@blueprint.route("/day", methods=["GET", "POST"])
def day(form: str, id: int):
    """GET shows from when to when; POST sets the date and keeps the time of day."""
    query, refused = _query(form, CALENDAR), None
    if request.method == "POST":
        try:
            with desk.writing() as work:
                said, act = _set_day(work, query, id)
            _toast(query, said, act)
            return go(Links(query)(query))
        except NotFound:
            raise
        except Refused as error:
            refused = error
    with desk.reading() as work:
        asked = _day_form(work, query, id)
        status = refused.status if refused else 200
        context = VerbContext(asked.wrong(refused) if refused else asked)
        answer = page("pages/record/verb.html", context, part="partials/record/verb.html", status=status)
        if refused and wants_part():
            answer.headers.update({"HX-Retarget": "#sheet", "HX-Reswap": "innerHTML"})
        return answer


def _query(form: str, layout: str) -> ListQuery:
    query = ListQuery.from_args(form, request.args)
    with desk.reading() as work:
        if shape_of(work, query).layout != layout:
            raise NotFound
    return query.at_page(1)


def _put(work: Work, query: ListQuery, id: int) -> Put:
    lanes = shape_of(work, query).lanes
    if not may_move(work, query.form, lanes):
        raise NotFound
    action = f"/records/{query.form}/{id}/lane?{query.to_url()}"
    values = request.values
    return Put(query.form, id, lanes, values.get("to", ""), values.get("was", ""), action, Links(query)(query))


def _taken(work: Work, form: str, id: int) -> Subject:
    """Held until it is moved: what was compared with what the person saw is what is moved."""
    subject = look_many(work, form, (id,), lock=True).get(id)
    if subject is None:
        raise NotFound
    return subject


def _value(subject: Subject, name: str) -> str:
    return str(subject.values.get(name) or "")


def _move(work: Work, put: Put) -> tuple[str, int | None]:
    """As a stage or as a value; a card that somebody else moved since stays where it is."""
    subject = _taken(work, put.form, put.record)
    column = readable_columns(work, put.form)[put.lanes]
    now = _value(subject, put.lanes)
    if put.was != now:
        known = {choice.id: choice.label for choice in column.type.choices}
        raise Refused("list.moved_since", name=subject.title, now=known.get(now, "–"))
    label = next((choice.label for choice in column.type.choices if choice.id == put.to), "–")
    if put.lanes == "stage":
        reason, words = request.form.get("skip_reason") or None, request.form.get("skip_words") or None
        act = bulk.move_one(work, put.form, put.record, bulk.Going(put.to, reason, words), answers=_typed(subject))
    else:
        raw = {**_typed(subject), put.lanes: put.to or None}
        act = bulk.edit_one(work, put.form, put.record, raw, field=put.lanes)
    return t("list.moved", name=subject.title, to=label), act


def _typed(subject: Subject) -> dict[str, Any]:
    """The fields that were filled in on the way."""
    found = {}
    for name, values in request.form.lists():
        if name.partition(".")[0] in subject.form.by_id:
            found[name] = values if len(values) > 1 else values[0]
    return found


def _refused(query: ListQuery, id: int, refused: Refused) -> Response:
    """The board, with the card in the lane where it was dropped and what it still wants."""
    with desk.reading() as work:
        put = _put(work, query, id)
        ask = lane_ask(work, put, refused, _typed(look(work, query.form, id)))
        shown = list_page(work, query, asks=ask)
        if not wants_part():
            return page("pages/records/list.html", ListContext(shown), status=refused.status)
        answer = parts(
            ("partials/records/board.html", {"board": shown.board, "form": query.form}),
            status=refused.status,
            trigger={"close-dialog": True},
        )
        answer.headers.update({"HX-Retarget": "#board", "HX-Reswap": "outerMorph"})
        return answer


def _board(query: ListQuery, said: str, act: int | None) -> Response:
    if not wants_part():
        _toast(query, said, act)
        return go(Links(query)(query))
    with desk.reading() as work:
        shown = list_page(work, query)
        if shown.board is None or shown.empty:
            _toast(query, said, act)
            return go(Links(query)(query))
        context = {"board": shown.board, "form": query.form}
        notice = {"toast": undo_toast(said, act, Links(query)(query))}
        board, told = ("partials/records/board.html", context), ("partials/toast.html", notice)
        return parts(board, told, trigger={"close-dialog": True})


def _toast(query: ListQuery, said: str, act: int | None) -> None:
    notice = undo_toast(said, act, Links(query)(query))
    toast(notice.text, undo_action=notice.undo_action, **notice.fields)


def _set_day(work: Work, query: ListQuery, id: int) -> tuple[str, int | None]:
    name, subject = _dated(work, query), _taken(work, query.form, id)
    try:
        to = date.fromisoformat(request.form.get("to", ""))
    except ValueError:
        raise Invalid([FieldError("to", "required")]) from None
    value = subject.values.get(name)
    there = _local(work, value)
    if request.form.get("was", "") != (there.isoformat() if there else ""):
        raise Refused("list.moved_since", name=subject.title, now=moments.day(there) if there else "–")
    written = to.isoformat()
    if isinstance(value, datetime):
        written = f"{written}T{value.astimezone(ZoneInfo(work.timezone)):%H:%M}"
    act = bulk.edit_one(work, query.form, id, {name: written}, field=name)
    return t("list.day_done", name=subject.title, day=moments.day(to)), act


def _day_form(work: Work, query: ListQuery, id: int) -> VerbForm:
    name, subject = _dated(work, query), look(work, query.form, id)
    there, wake = _local(work, subject.values.get(name)), subject.stage.wake if subject.stage else None
    label = readable_columns(work, query.form)[name].label
    to = request.values.get("to") or (there.isoformat() if there else "")
    return VerbForm(
        title=t("list.move_title", name=subject.title),
        action=f"/records/{query.form}/{id}/day?{query.to_url()}",
        submit=t("list.move_do"),
        back=Links(query)(query),
        intro=t("list.day_intro", field=label, was=moments.day(there) if there else "–"),
        notes=(t("list.wakes_then"),) if wake is not None and wake.on == name else (),
        hidden=(("was", there.isoformat() if there else ""),),
        fields=(VerbField("to", t("list.new_day"), "day", value=to, required=True),),
        target="#calendar",
    )


def _dated(work: Work, query: ListQuery) -> str:
    require(work, "edit", query.form)
    name = shape_of(work, query).on
    if not may_move_days(work, query.form, name):
        raise NotFound
    return name


def _local(work: Work, value: Any) -> date | None:
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(work.timezone)).date()
    return value
