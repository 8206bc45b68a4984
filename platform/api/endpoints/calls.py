"""Calls of a record: transcripts that arrive are scored against their script, each point with its reason and words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from accounts import Work
from definitions import Refused
from flows import calls
from flows import subject as subjects
from forms import FieldError, Lookups

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..idempotency import change
from ..inputs import arguments, moment, refuse, said
from ..places import record_at
from ..record_json import stamp
from ..replies import Reply
from ..shapes import CALL

LONGEST = 60_000


@v1.get("/records/<form>/<record>/calls")
def list_calls(form: str, record: str) -> Response:
    """A record's calls, the newest first."""
    arguments()
    with reading() as work:
        subject = subjects.look(work, form, record_at(work, form, record))
        found = [_call(line, work.language) for line in calls.calls_of(work, subject)]
    return Reply({"calls": found}).response()


@v1.post("/records/<form>/<record>/calls")
def hold_call(form: str, record: str) -> Response:
    """Take a transcript in; answered with its score and every point."""
    body = CALL.read(read_body())
    at = moment(body, "at")

    def hold(work: Work) -> Reply:
        subject = subjects.look(work, form, record_at(work, form, record))
        turns = _turns(work, subject, body)
        more = {name: body.get(name) for name in ("script", "task", "seconds", "recording", "key")}
        call = calls.Call(turns, person=_person(work, body), at=min(at, work.now) if at else None, **more)
        try:
            id = calls.hold(work, form, subject.id, call)
        except calls.CallRefused as refused:
            refuse(said("script" if "script" in refused.key else "transcript", refused))
        subject = subjects.look(work, form, subject.id)
        return Reply(_call(calls.calls_of(work, subject, only=id)[0], work.language), 201)

    return change(hold, body)


def _turns(work: Work, subject: subjects.Subject, body: Mapping[str, Any]) -> tuple[calls.Turn, ...]:
    """Turns from a list or from text, in the words that the script has for who speaks."""
    written = body["transcript"]
    scripts = work.catalog.of_form("call_script", subject.form.id)
    names = next((one.speakers for one in scripts if one.id == body.get("script")), {})
    if isinstance(written, str):
        return calls.read_text(written, names)
    if sum(len(each["text"]) for each in written) > LONGEST:
        refuse(said("transcript", Refused("calls.refused.too_long", most=LONGEST)))
    return calls.read_turns(written, names)


def _person(work: Work, body: Mapping[str, Any]) -> int | None:
    if body.get("person") is None:
        return None
    person = Lookups(work).find_person(str(body["person"]), None)
    if person is None:
        refuse(FieldError("person", "no_such_person", {"value": str(body["person"])[:64]}))
    return person


def _call(line: calls.CallLine, language: str) -> dict[str, Any]:
    return {
        "id": line.id,
        "script": line.script,
        "label": line.label.text(language),
        "at": stamp(line.at),
        "person": {"id": line.person_id, "name": line.person} if line.person_id else None,
        "seconds": line.seconds,
        "score": line.score,
        "passed": line.passed,
        "agent_share": line.agent_share,
        "questions": line.questions,
        "recording": line.recording,
        "revision": line.revision,
        "points": [_point(point, language) for point in line.points],
    }


def _point(point: calls.PointLine, language: str) -> dict[str, Any]:
    return {
        "id": point.id,
        "label": point.label.text(language),
        "met": point.met,
        "forbidden": point.forbidden,
        "must": point.must,
        "weight": point.weight,
        "code": point.why.code.rsplit(".", 1)[-1],
        "reason": point.why.text(language),
        "quote": point.quote,
        "turn": point.turn,
        "likeness": point.likeness,
    }
