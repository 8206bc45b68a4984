"""Many records to somebody else in one act: foreseen, done, and taken back as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Response

from accounts import Work, people, require
from definitions import Refused
from flows import assignment
from forms import Lookups

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import InputError, arguments, refuse
from ..picking import picked
from ..places import form_at, id_at, person_of
from ..record_json import person_json, stamp
from ..replies import Reply
from ..shapes import HAND_ON, HAND_ON_ALL

LEFT_SHOWN = 200
Body = Mapping[str, Any]


@v1.post("/records/<form>/reassignments/preview")
def foresee_reassignment(form: str) -> Response:
    """Who would get how many, with their limits and leave; nothing is written."""
    body = HAND_ON.read(read_body())
    with reading() as work:
        foreseen = assignment.foresee(work, [_part(work, form, body)])
        return Reply(_foreseen(work, foreseen)).response()


@v1.post("/records/<form>/reassignments")
def reassign(form: str) -> Response:
    """Hand them over, as one act; what stays says why, and where all of it stays nothing is done."""
    body = HAND_ON.read(read_body())

    def give(work: Work) -> Reply:
        done = assignment.reassign(work, [_part(work, form, body)], words=body.get("reason") or "")
        if not done.records:
            why = done.left[0].why if done.left else None
            raise Refused("bulk.nothing_moved") if why is None else Refused("bulk.all_stay", why=why)
        return Reply(_done(work, done), 201)

    return change(give, body)


@v1.get("/people/<person>/handover")
def read_estate(person: str) -> Response:
    """All that somebody has, by form and stage, to be given on before they go."""
    arguments()
    with reading() as work:
        return Reply(_estate(work, assignment.estate_of(work, _person(work, person)))).response()


@v1.post("/people/<person>/handover/preview")
def foresee_handover(person: str) -> Response:
    """What would become of it."""
    body = HAND_ON_ALL.read(read_body())
    with reading() as work:
        id = _person(work, person)
        parts = assignment.parts_of(work, id, _targets(work, assignment.estate_of(work, id), body))
        return Reply(_foreseen(work, assignment.foresee(work, parts))).response()


@v1.post("/people/<person>/handover")
def hand_all_over(person: str) -> Response:
    """Give it on, as one act; with `leaves` the person is marked as left afterwards.

    Tasks go on and working along ends whatever the records do: who means that alone says `parts: []`.
    """
    body = HAND_ON_ALL.read(read_body())
    if "rest" not in body and "parts" not in body:
        refuse(InputError("rest", "rest_or_parts"))

    def give(work: Work) -> Reply:
        id = _person(work, person)
        targets = _targets(work, assignment.estate_of(work, id), body)
        if body.get("leaves"):
            require(work, "people")
        done = assignment.give_on(work, id, targets, words=body.get("reason") or "")
        if body.get("leaves"):
            people.deactivate(work, id)
        return Reply(_done(work, done), 201)

    return change(give, body)


def _person(work: Work, written: str) -> int:
    """Whoever is not there, and whoever the caller does not answer for, is refused by the verb."""
    return people.get(work.connection, id_at(written)).id


def _part(work: Work, form: str, body: Body) -> assignment.Part:
    form_at(work, form)
    require(work, "assign", form)
    return assignment.Part(form, picked(work, form, body), _target(work, body))


def _target(work: Work, body: Body) -> assignment.Target:
    if "to" in body:
        return assignment.Target(person=person_of(work, body["to"]))
    return assignment.Target(pool=body.get("pool"))


def _targets(work: Work, estate: assignment.Estate, body: Body) -> dict[str, assignment.Target]:
    """Where each stage's records go: what is said for it, else what is said for the rest."""
    keys = {(one.form, one.stage): one.key for one in estate.holdings}
    rest = _target(work, body["rest"]) if body.get("rest") else None
    found = dict.fromkeys(keys.values(), rest) if rest is not None else {}
    for one in body.get("parts", ()):
        key = keys.get((one["form"], one.get("stage")))
        if key is None:
            refuse(InputError("parts", "nothing_there", {"form": one["form"], "stage": one.get("stage") or "–"}))
        found[key] = _target(work, one)
    return found


def _estate(work: Work, estate: assignment.Estate) -> dict[str, Any]:
    language = work.language
    return {
        "person": {"id": estate.person, "name": estate.name},
        "records": estate.records,
        "tasks": estate.tasks,
        "collaborates": estate.beside,
        "holdings": [
            {
                "form": one.form,
                "form_label": one.form_label.text(language),
                "stage": one.stage,
                "stage_label": one.stage_label.text(language) if one.stage_label else None,
                "records": one.n,
            }
            for one in estate.holdings
        ],
    }


def _foreseen(work: Work, foreseen: assignment.Foreseen) -> dict[str, Any]:
    return {"records": foreseen.records, **_where(work, foreseen.shares, foreseen.left)}


def _done(work: Work, done: assignment.Reassigned) -> dict[str, Any]:
    return {"id": done.id, "records": done.records, **_where(work, done.shares, done.left)}


def _where(work: Work, shares: Sequence[assignment.Share], left: Sequence[assignment.Left]) -> dict[str, Any]:
    lookups = Lookups(work)
    lookups.expect_names([share.person for share in shares])
    stays = [
        {"form": one.form, "record": one.record, "title": one.title, "why": one.why.text(work.language)}
        for one in left[:LEFT_SHOWN]
    ]
    return {"shares": [_share(lookups, one) for one in shares], "stays": len(left), "left": stays}


def _share(lookups: Lookups, one: assignment.Share) -> dict[str, Any]:
    return {
        "person": person_json(lookups, one.person),
        "pool": one.pool,
        "records": one.n,
        "holds": one.open,
        "then_holds": one.after,
        "limit": one.cap,
        "over_limit": one.is_over,
        "away_until": stamp(one.away_until),
        "paused": one.paused,
    }
