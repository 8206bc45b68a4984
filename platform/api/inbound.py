"""Where programs push records in: no token of a person, but the proof that the inlet asks for."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Blueprint, Response, request
from werkzeug.exceptions import RequestEntityTooLarge

from accounts import SYSTEM, Work
from definitions import NotFound, Refused
from flows import inlets
from records import Inbound, inbound, secrets

from . import desk
from .replies import Reply

doors = Blueprint("inlets", __name__, url_prefix="/in")
LARGEST, LARGEST_MAIL = 256 * 1024, 10 * 1024 * 1024
OFTEN = "600 per minute"


class NotProven(Refused):
    """The sender is not who it has to be."""

    status = 401


class NotSetUp(Refused):
    """The inlet waits for its secret settings."""

    status = 503


@doors.post("/<id>")
def push(id: str) -> Response:
    """Keep what is sent, then let it in: two transactions, so the first holds whatever becomes of the second."""
    with _work() as work:
        inlet = work.catalog.find("inlet", id)
        if inlet is None:
            raise NotFound("inlets.no_inlet", id=id[:60])
        sent = _sent(inlet)
        _require_proof(work, inlet, sent)
        received = inlets.receive(work, inlet, sent)
    if received.is_repeat and received.row.state != inbound.WAITING:
        return _told(inlet, received.row, 200)
    with _work() as work:
        row = inlets.let_in(work, received.row.id)
    return _told(inlet, row, 200 if received.is_repeat else 201)


@contextmanager
def _work() -> Iterator[Work]:
    """A Work in nobody's name: what is pushed in comes from outside."""
    with desk.workspace().database.transaction() as connection:
        yield Work(connection, desk.workspace().catalog(connection), SYSTEM, desk.now())


def _sent(inlet: inlets.InletDefinition) -> inlets.Sent:
    largest = LARGEST_MAIL if inlet.by == inlets.MAIL else LARGEST
    request.max_content_length = largest + 1
    body = request.get_data(cache=False)
    if len(body) > largest:
        raise RequestEntityTooLarge
    headers = {name.lower(): value for name, value in request.headers.items()}
    return inlets.Sent(
        body, request.content_type or "application/json", headers, request.args.to_dict(), request.remote_addr or ""
    )


def _require_proof(work: Work, inlet: inlets.InletDefinition, sent: inlets.Sent) -> None:
    known = {name: secrets.find(work.connection, name) for name in inlet.secrets}
    missing = [name for name, value in known.items() if value is None]
    if missing:
        raise NotSetUp("inlets.not_set_up", names=missing)
    if not inlets.is_proven(inlet.proof, sent, known, work.now):
        raise NotProven("inlets.not_proven")


def _told(inlet: inlets.InletDefinition, row: Inbound, status: int) -> Response:
    """What the sender wants to hear once it is kept; else what became of it, with every reason."""
    if inlet.answer is not None:
        return Reply(inlet.answer).response()
    told = {"id": row.id, "state": row.state}
    if row.state != inbound.REFUSED:
        return Reply({**told, "record": row.record}, status).response()
    language, problem = desk.language(), row.problem or {}
    wrong = [
        {"field": each["field"], "code": each["code"], "message": each.get(language) or each.get("en")}
        for each in problem.get("fields", ())
    ]
    whole = {"field": None, "code": problem.get("code"), "message": problem.get(language) or problem.get("en")}
    return Reply({**told, "errors": wrong or [whole]}, 422).response()
