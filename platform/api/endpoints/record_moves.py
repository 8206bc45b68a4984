"""What people do with a record: move it on, hand it over, write down a contact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Response

from accounts import Work
from definitions import NotFound, Reason
from flows import assignment, collaborating, contacts, pausing, short_messages, stages

from ..blueprint import v1
from ..bodies import read_body
from ..idempotency import change
from ..inputs import day_or_moment, moment
from ..places import person_of, record_at
from ..record_json import record_json
from ..replies import Reply
from ..shapes import ASSIGNMENT, CONTACT, PAUSE, SHORT_MESSAGES, STAGE
from ..values import raw_values

Body = Mapping[str, Any]


@v1.post("/records/<form>/<record>/stage")
def move_record(form: str, record: str) -> Response:
    """Move a record to another stage, with what that stage asks for; past a gate only with a reason."""
    body = STAGE.read(read_body())

    def move(work: Work, id: int) -> dict[str, Any]:
        answers = raw_values(work, form, body.get("answers") or {}, partial=True)
        reason, words = body.get("skip_reason"), body.get("words")
        how = {"skip_reason": reason, "skip_words": words, "channel": "api"}
        stages.advance(work, form, id, body["to"], answers=answers, **how)
        return {}

    return _changed(form, record, body, move)


@v1.post("/records/<form>/<record>/pause")
def pause_record(form: str, record: str) -> Response:
    """Stop the clocks of a record, or give a pause another end and another reason."""
    body = PAUSE.read(read_body())
    until = day_or_moment(body, "until")

    def pause(work: Work, id: int) -> dict[str, Any]:
        pausing.pause(work, form, id, body["reason"], until=until)
        return {}

    return _changed(form, record, body, pause)


@v1.delete("/records/<form>/<record>/pause")
def resume_record(form: str, record: str) -> Response:
    """Let the clocks of a record run on."""

    def resume(work: Work, id: int) -> dict[str, Any]:
        pausing.resume(work, form, id)
        return {}

    return _changed(form, record, {}, resume)


@v1.post("/records/<form>/<record>/assignment")
def assign_record(form: str, record: str) -> Response:
    """Hand a record over (`to`, `pool`), answer for oneself, or say who works along."""
    body = ASSIGNMENT.read(read_body())
    verb = next(name for name in ASSIGNMENT.one_of if name in body)

    def hand_over(work: Work, id: int) -> dict[str, Any]:
        done = _HANDING[verb](work, form, id, body)
        told = {"warnings": [warning.text(work.language) for warning in done.warnings]}
        return {**told, "reassignment": done.act} if done.act else told

    return _changed(form, record, body, hand_over)


@v1.post("/records/<form>/<record>/contacts")
def log_contact(form: str, record: str) -> Response:
    """Write down a contact, and what happens next."""
    body = CONTACT.read(read_body())
    next_at = moment(body, "next_at")

    def log(work: Work, id: int) -> dict[str, Any]:
        said = {name: body.get(name) for name in ("way", "outcome", "content", "next_step", "answers")}
        done = {"task": body.get("task", contacts.DUE), "checks": body.get("checks") or ()}
        agreed = {"next_at": next_at, "next_must": body.get("next_must", False)}
        contacts.log(work, form, id, **said, **done, **agreed)
        return {}

    return _changed(form, record, body, log)


@v1.post("/records/<form>/<record>/short-messages")
def mark_numbers(form: str, record: str) -> Response:
    """Let the numbers of a record get no short messages, or allow them again."""
    body = SHORT_MESSAGES.read(read_body())

    def mark(work: Work, id: int) -> dict[str, Any]:
        (short_messages.allow_again if body["allowed"] else short_messages.stop)(work, form, id)
        return {}

    return _changed(form, record, body, mark)


def _changed(form: str, record: str, body: Body, do: Callable[[Work, int], dict[str, Any]]) -> Response:
    """The verb's effect, answered with the record as it is then."""

    def run(work: Work) -> Reply:
        id = record_at(work, form, record)
        more = do(work, id)
        try:
            return Reply({**record_json(work, form, id), **more})
        except NotFound:  # handed on, and out of the caller's sight
            return Reply({"id": id, **more})

    return change(run, dict(body))


@dataclass(frozen=True)
class _Handed:
    """What is told beside the record: what speaks against it, and the act that takes it back."""

    warnings: tuple[Reason, ...] = ()
    act: int | None = None

    @classmethod
    def of(cls, assigned: assignment.Assigned) -> _Handed:
        return cls(assigned.warnings, assigned.act)


def _to(work: Work, form: str, id: int, body: Body) -> _Handed:
    return _Handed.of(assignment.assign(work, form, id, to=person_of(work, body["to"]), words=_words(body)))


def _join(work: Work, form: str, id: int, body: Body) -> _Handed:
    collaborating.add(work, form, id, person_of(work, body["join"], "join"))
    return _Handed()


def _leave(work: Work, form: str, id: int, body: Body) -> _Handed:
    collaborating.end(work, form, id, person_of(work, body["leave"], "leave"))
    return _Handed()


def _pool(work: Work, form: str, id: int, body: Body) -> _Handed:
    return _Handed.of(assignment.assign(work, form, id, pool=body["pool"], words=_words(body)))


def _accept(work: Work, form: str, id: int, body: Body) -> _Handed:
    assignment.accept(work, form, id)
    return _Handed()


def _refuse(work: Work, form: str, id: int, body: Body) -> _Handed:
    return _Handed.of(assignment.refuse(work, form, id, _words(body), reason=body.get("choice")))


def _claim(work: Work, form: str, id: int, body: Body) -> _Handed:
    return _Handed.of(assignment.claim(work, form, id))


def _release(work: Work, form: str, id: int, body: Body) -> _Handed:
    return _Handed.of(assignment.release(work, form, id, _words(body), reason=body.get("choice")))


def _words(body: Body) -> str:
    return body.get("reason") or ""


_HANDING: Mapping[str, Callable[[Work, str, int, Body], _Handed]] = {
    "to": _to, "pool": _pool, "accept": _accept, "refuse": _refuse, "claim": _claim, "release": _release,
    "join": _join, "leave": _leave,
}  # fmt: skip
