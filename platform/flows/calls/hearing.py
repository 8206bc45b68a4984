"""Taking a call in: its transcript kept, held against its script, scored, and told in the record's history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts import Work, people, require
from definitions import NotFound, Refused
from records import CallPoint, CallRow, calls, tasks

from ..contact_marks import mark_contact, mark_touched
from ..happenings import event, happened
from ..subject import Subject, take
from .definition import CUSTOMER, CallScript
from .scoring import Compliance, compliance
from .transcript import Turn

LONGEST_KEY = 120


class CallRefused(Refused):
    """A call that cannot be taken: no script is meant, or nothing was said."""

    status = 422


@dataclass(frozen=True)
class Call:
    """What came in: who spoke for the house, when, what was said, and which script or task is meant."""

    turns: Sequence[Turn]
    script: str | None = None
    task: int | None = None
    person: int | None = None
    at: datetime | None = None
    seconds: int | None = None
    recording: str | None = None
    key: str | None = None


def hold(work: Work, form: str, record: int, call: Call) -> int:
    """Keep a call with its score; one key is one call. A call in which the customer speaks is a contact."""
    subject = take(work, form, record)
    require(work, "log", form)
    if call.key is not None:
        before = calls.by_key(work.connection, form, record, call.key[:LONGEST_KEY])
        if before is not None:
            return before
    if not call.turns:
        raise CallRefused("calls.refused.nothing_said")
    script, person = script_for(work, subject, call), _person(work, subject, call)
    scored = compliance(script, call.turns)
    id = calls.add(work.connection, _row(work, subject, call, script, scored, person))
    calls.add_points(work.connection, _points(subject, id, script, scored, person, call.at or work.now))
    (mark_contact if any(turn.speaker == CUSTOMER for turn in call.turns) else mark_touched)(work, subject)
    _tell(work, subject, id, script, scored)
    return id


def score_again(work: Work, id: int) -> Compliance:
    """Hold a kept call against its script as it is now."""
    require(work, "configure")
    row = calls.get(work.connection, id)
    script = work.catalog.find("call_script", row.script) if row is not None else None
    if row is None or script is None:
        raise NotFound("calls.none", id=id)
    subject = take(work, row.form, row.record)
    scored = compliance(script, [Turn(*turn) for turn in row.turns])
    changes = {"score": scored.score, "passed": scored.passed, "revision": work.catalog.revision}
    calls.change(work.connection, id, **changes)
    calls.replace_points(work.connection, id, _points(subject, id, script, scored, row.person, row.at))
    return scored


def script_for(work: Work, subject: Subject, call: Call) -> CallScript:
    """The script that is named, the one of the task, or the only one there is."""
    scripts: tuple[CallScript, ...] = work.catalog.of_form("call_script", subject.form.id)
    if call.script is not None:
        found = next((one for one in scripts if one.id == call.script), None)
    else:
        task = _task(work, subject, call)
        fits = [one for one in scripts if task is not None and task in one.tasks]
        found = fits[0] if fits else scripts[0] if len(scripts) == 1 and task is None else None
    if found is None:
        known = [one.id for one in scripts]
        raise CallRefused("calls.refused.which_script" if known else "calls.refused.no_script", known=known)
    return found


def _task(work: Work, subject: Subject, call: Call) -> str | None:
    """The task that the call was for: the one that is named, else the contact that is due first."""
    if call.task is not None:
        row = tasks.get(work.connection, call.task)
        if (row.form, row.record) != (subject.form.id, subject.id):
            raise NotFound("records.no_task")
        return row.task
    for row in tasks.open_of(work.connection, subject.form.id, subject.id):
        definition = subject.pipeline.task(row.task) if subject.pipeline else None
        if definition is not None and definition.contact:
            return row.task
    return None


def _person(work: Work, subject: Subject, call: Call) -> int | None:
    """Whose call it was: who is named, else the owner, else whoever hands it in."""
    if call.person is not None and people.find(work.connection, call.person) is None:
        raise NotFound("accounts.no_person", person=call.person)
    return call.person or subject.owner or work.actor.person_id


def _row(
    work: Work, subject: Subject, call: Call, script: CallScript, scored: Compliance, person: int | None
) -> CallRow:
    return CallRow(
        form=subject.form.id, record=subject.id, script=script.id, at=call.at or work.now, taken_at=work.now,
        person=person, actor=work.actor.person_id, task=call.task, seconds=call.seconds, recording=call.recording,
        key=call.key[:LONGEST_KEY] if call.key else None, score=scored.score, passed=scored.passed,
        agent_share=scored.agent_share, questions=scored.questions, turns=[turn.as_json() for turn in call.turns],
        revision=work.catalog.revision,
    )  # fmt: skip


def _points(
    subject: Subject, id: int, script: CallScript, scored: Compliance, person: int | None, at: datetime
) -> list[CallPoint]:
    return [
        CallPoint(
            call=id, form=subject.form.id, record=subject.id, script=script.id, point=one.point, person=person, at=at,
            met=one.met, forbidden=one.forbidden, must=one.must, weight=one.weight, reason=one.reason.as_json(),
            quote=one.quote, turn=one.turn, likeness=one.likeness,
        )
        for one in scored.found
    ]  # fmt: skip


def _tell(work: Work, subject: Subject, id: int, script: CallScript, scored: Compliance) -> None:
    missed = [script.point(one.point).label.as_written() for one in scored.found if not one.met]
    said = {"call": id, "script": script.id, "label": script.label.as_written(), "score": scored.score}
    told = event(work, subject.form.id, subject.id, "call_scored", **said, passed=scored.passed, missed=missed)
    happened(work, told)
