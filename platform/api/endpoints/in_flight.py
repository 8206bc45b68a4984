"""Records in flight: who is left in stages of an earlier revision, moving them, and taking a move back."""

from __future__ import annotations

from typing import Any

from flask import Response

from accounts import Work, require
from flows import in_flight as flights
from forms import Lookups

from ..blueprint import v1
from ..bodies import read_body
from ..configuration_shapes import IN_FLIGHT_MOVES
from ..desk import reading
from ..idempotency import change
from ..inputs import arguments
from ..places import id_at
from ..record_json import person_json, stamp
from ..replies import Reply


@v1.get("/configuration/in-flight")
def list_in_flight() -> Response:
    """The old stages in which records are left, and the last decisions, the newest first."""
    arguments()
    with reading() as work:
        require(work, "configure")
        standing = [_standing(one) for one in flights.standing_records(work)]
        told = {"standing": standing, "acts": _acts(work, flights.acts_since(work))}
    return Reply(told).response()


@v1.post("/configuration/in-flight/moves")
def move_in_flight() -> Response:
    """Take the records of each stage that is named to another one; all of them or none."""
    body = IN_FLIGHT_MOVES.read(read_body())

    def move(work: Work) -> Reply:
        require(work, "configure")
        done = [flights.decide(work, answer) for answer in flights.read_answers(body["in_flight"])]
        return Reply({"acts": _acts(work, flights.acts_since(work, limit=len(done)))})

    return change(move, body)


@v1.post("/configuration/in-flight/<act>/undoing")
def undo_in_flight(act: str) -> Response:
    """Put back what one decision moved and nobody has moved since."""

    def undo(work: Work) -> Reply:
        require(work, "configure")
        done = flights.undo(work, id_at(act))
        return Reply({"back": done.back, "left": done.left})

    return change(undo, {})


def _standing(one: flights.Standing) -> dict[str, Any]:
    return {
        "form": one.pipeline.form,
        "pipeline": one.pipeline.id,
        "stage": one.stage.id,
        "choice": one.choice,
        "records": one.records,
        "targets": [stage.id for stage in one.targets],
    }


def _acts(work: Work, acts: tuple[flights.ActView, ...]) -> list[dict[str, Any]]:
    lookups = Lookups(work)
    return [_act(lookups, one) for one in acts]


def _act(lookups: Lookups, one: flights.ActView) -> dict[str, Any]:
    row = one.row
    return {
        "id": row.id,
        "revision": row.revision,
        "form": row.form,
        "pipeline": row.pipeline,
        "stage": row.stage,
        "choice": row.choice,
        "to": row.target,
        "tasks": row.tasks,
        "records": row.records,
        "at": stamp(row.at),
        "by": person_json(lookups, row.actor),
        "undone_at": stamp(row.undone_at),
        "can_undo": one.can_undo,
    }
