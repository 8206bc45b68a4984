"""One change to many records in one act: foreseen, done at once or in the background, taken back within a day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response

from accounts import Work, require
from flows import bulk, look_many
from forms import Lookups, clean, form_of
from records import BulkAct, bulk_acts

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import LARGEST_ID, InputError, Shape, arguments, refuse, whole_number
from ..picking import picked
from ..places import form_at, id_at
from ..record_json import person_json, stamp
from ..replies import Reply
from ..shapes import EDIT_MANY, MOVE_MANY
from ..values import CHANNEL, raw_values

STATES = (bulk_acts.DONE, bulk_acts.SAME, bulk_acts.LEFT, bulk_acts.UNDONE, bulk_acts.KEPT)
NOBODYS = ("unknown_field", "not_writable", "read_only", "computed")
LEFT_SHOWN = 200
PER_PAGE, LARGEST_PAGE = 100, 1000
Body = Mapping[str, Any]
Act = bulk.Setting | bulk.Going


@v1.post("/records/<form>/edits/preview")
def foresee_edit(form: str) -> Response:
    """How many would change, and which refuse; nothing is written."""
    return _foresee(form, EDIT_MANY, _setting)


@v1.post("/records/<form>/edits")
def edit_many(form: str) -> Response:
    """Give a field of many records one value."""
    return _begin(form, EDIT_MANY, _setting)


@v1.post("/records/<form>/moves/preview")
def foresee_move(form: str) -> Response:
    """How many would go to the stage, and which are held; nothing is written."""
    return _foresee(form, MOVE_MANY, _going)


@v1.post("/records/<form>/moves")
def move_many(form: str) -> Response:
    """Move many records to a stage, each through its own gate."""
    return _begin(form, MOVE_MANY, _going)


@v1.get("/bulk/<act>")
def read_bulk(act: str) -> Response:
    """How far an act on many records is."""
    arguments()
    with reading() as work:
        return Reply(_told(work, bulk.act_for(work, id_at(act)))).response()


@v1.get("/bulk/<act>/records")
def list_bulk(act: str) -> Response:
    """What became of each record; of those that stayed, why."""
    given = arguments("state", "after", "limit")
    state = given.get("state")
    if state is not None and state not in STATES:
        refuse(InputError("state", "not_among", {"names": ", ".join(STATES)}))
    limit = whole_number(given, "limit", PER_PAGE, most=LARGEST_PAGE)
    after = whole_number(given, "after", 0, most=LARGEST_ID)
    with reading() as work:
        row = bulk.act_for(work, id_at(act))
        states = STATES if state is None else (state,)
        found = bulk_acts.changes_of(work.connection, row.id, states=states, after=after, limit=limit)
        seen = look_many(work, row.form, [one.record for one in found])
        told = [
            {
                "id": one.record,
                "number": seen[one.record].number,
                "state": one.state,
                "why": _why(one.why, work.language),
            }
            for one in found
            if one.record in seen
        ]
    return Reply({"records": told, "next": found[-1].record if len(found) == limit else None}).response()


@v1.post("/bulk/<act>/undoing")
def undo_bulk(act: str) -> Response:
    """What is as the act left it goes back; more than one portion in the background."""
    body = Shape({}).read(read_body())

    def undo(work: Work) -> Reply:
        row = bulk.act_for(work, id_at(act))
        bulk.undo(work, row.id)
        return Reply(_told(work, bulk.act_for(work, row.id)))

    return change(undo, body)


def _foresee(form: str, shape: Shape, act_of: Callable[[Work, str, Body], Act]) -> Response:
    body = shape.read(read_body())
    with reading() as work:
        act = _act(work, form, body, act_of)
        seen = bulk.foresee(work, form, picked(work, form, body), act)
        stays = [
            {"record": one.record, "title": one.title, "why": one.told(work.language)} for one in seen.left[:LEFT_SHOWN]
        ]
        told = {"records": seen.asked, "looked_at": seen.looked_at, "changes": seen.changes, "same": seen.same}
        return Reply({**told, "stays": len(seen.left), "left": stays}).response()


def _begin(form: str, shape: Shape, act_of: Callable[[Work, str, Body], Act]) -> Response:
    body = shape.read(read_body())

    def begin(work: Work) -> Reply:
        act = _act(work, form, body, act_of)
        begun = bulk.begin(work, form, picked(work, form, body), act)
        return Reply(_told(work, bulk.act_for(work, begun.id)), 202 if begun.waiting else 201)

    return change(begin, body)


def _act(work: Work, form: str, body: Body, act_of: Callable[[Work, str, Body], Act]) -> Act:
    form_at(work, form)
    act = act_of(work, form, body)
    require(work, act.right, form)
    return act


def _setting(work: Work, form: str, body: Body) -> bulk.Setting:
    """What no record takes is refused at once; what some do not take is told of each."""
    name = body["field"]
    require(work, bulk.Setting.right, form)
    raw = raw_values(work, form, {name: body["value"]}, partial=True)
    said = clean(form_of(work.catalog, form), raw, work, channel=CHANNEL).errors
    wrong = [error for error in said if error.field == name and error.code in NOBODYS]
    if wrong:
        refuse(*wrong)
    return bulk.Setting(name, raw[name])


def _going(work: Work, form: str, body: Body) -> bulk.Going:
    return bulk.Going(body["to"], body.get("skip_reason"), body.get("words"))


def _told(work: Work, row: BulkAct) -> dict[str, Any]:
    counts = bulk_acts.counts(work.connection, row.id)
    lookups, settled = Lookups(work), sum(counts.values())
    undoing = row.undone_at is not None and counts.get(bulk_acts.DONE, 0) > 0
    return {
        "id": row.id,
        "form": row.form,
        "kind": row.kind,
        "at": stamp(row.at),
        "by": person_json(lookups, row.actor),
        "records": row.asked,
        "running": settled < row.asked or undoing,
        "counts": {state: counts.get(state, 0) for state in STATES},
        "may_undo": bulk.may_undo(work, row) and settled >= row.asked and counts.get(bulk_acts.DONE, 0) > 0,
        "undone_at": stamp(row.undone_at),
        "undone_by": person_json(lookups, row.undone_by),
    }


def _why(why: Mapping[str, str] | None, language: str) -> str | None:
    return (why or {}).get(language)
