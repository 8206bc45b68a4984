"""What happened to a record, and why it is graded and assigned as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from flask import Response

from accounts import Work, readable_fields
from definitions import NotFound
from flows import explain, prediction, story_filter
from flows import subject as subjects
from flows import timeline as timelines

from ..blueprint import v1
from ..desk import reading
from ..inputs import LARGEST_ID, InputError, arguments, refuse, unknown, whole_number
from ..places import record_at
from ..record_json import stamp, visible_records
from ..replies import Reply

PER_PAGE, LARGEST_PAGE = 50, 200
# What an event says in words that came from a field of the record.
FROM_FIELDS = ("hook",)


@v1.get("/records/<form>/<record>/events")
def list_events(form: str, record: str) -> Response:
    """What happened, newest first; `before` is the id from which an earlier page goes on."""
    given = arguments("before", "limit", "kind", "family")
    limit = whole_number(given, "limit", PER_PAGE, most=LARGEST_PAGE)
    before = whole_number(given, "before", most=LARGEST_ID)
    kinds = _kinds(given)
    with reading() as work:
        subject = subjects.look(work, form, record_at(work, form, record))
        found = timelines.timeline(work, subject, before=before, limit=limit, only=_only(subject, given, kinds))
        told = list(_told(work, subject, found))
    return Reply({"events": told, "next": told[-1]["id"] if len(told) == limit else None}).response()


@v1.get("/records/<form>/<record>/explanations/grade")
def explain_grade(form: str, record: str) -> Response:
    """Why the record has its grade: the rows that counted, and what would lift it."""
    return _explained(form, record, explain.grade, _grade)


@v1.get("/records/<form>/<record>/explanations/assignment")
def explain_assignment(form: str, record: str) -> Response:
    """Why the record lies with whom it lies: the rule, the candidates, who was left out and for what."""
    return _explained(form, record, explain.assignment, _assignment)


@v1.get("/records/<form>/<record>/explanations/prediction")
def explain_prediction(form: str, record: str) -> Response:
    """How likely the record is won, what speaks for and against it, and what that was learnt from."""
    return _explained(form, record, prediction.why_prediction, _prediction)


def _prediction(why: prediction.WhyPrediction) -> dict[str, Any]:
    return {
        "chance": why.chance,
        "sentence": why.sentence,
        "rows": [_row(row) for row in why.rows],
        "trust": why.trust,
        "verdict": why.verdict,
        "model": why.model,
    }


def _explained(form: str, record: str, why: Callable[..., Any], told: Callable[[Any], dict[str, Any]]) -> Response:
    arguments()
    with reading() as work:
        found = why(work, form, record_at(work, form, record))
        if found is None:
            raise NotFound()
        said = {**told(found), "at": stamp(found.at)}
        if hasattr(found, "revision"):
            said["revision"] = found.revision
    return Reply(said).response()


def _grade(why: explain.WhyGrade) -> dict[str, Any]:
    grade = why.grade
    return {
        "score": grade.score if grade else None,
        "fit": grade.fit if grade else None,
        "behaviour": grade.behaviour if grade else None,
        "grade": why.band_id,
        "rule_grade": grade.band if grade else None,
        "by_hand": _by_hand(why.by_hand) if why.by_hand else None,
        "urgent": list(why.urgent),
        "sentence": why.sentence,
        "next": why.next_band,
        "ways": list(why.ways),
        "scorecard": why.card,
        "rows": [_row(row) for row in why.rows],
    }


def _by_hand(told: explain.WhyByHand) -> dict[str, Any]:
    until = stamp(told.until) if told.until else None
    return {"sentence": told.sentence, "by": told.by, "words": told.words, "at": stamp(told.at), "until": until}


def _assignment(why: explain.WhyAssignment) -> dict[str, Any]:
    return {
        "owner": why.owner,
        "pool": why.pool,
        "how": why.how,
        "sentence": why.sentence,
        "candidates": [_row(row) for row in why.rows],
        "left_out": [_row(row) for row in why.left_out],
        "passed_rules": [_row(row) for row in why.passed_rules],
        "runner_up": why.runner_up or None,
        "warnings": list(why.warnings),
    }


def _row(row: explain.WhyRow) -> dict[str, Any]:
    return {"reason": row.reason, "detail": row.detail, "points": row.points, "counted": row.counted, "data": row.data}


def _told(
    work: Work, subject: subjects.Subject, found: tuple[timelines.TimelineEntry, ...]
) -> Iterator[dict[str, Any]]:
    """Events as the caller may read them: nothing of fields they do not see, no records they do not know."""
    named = (one for each in found for one in _others(each.data))
    known = visible_records(work, subject.form.id, named)
    for each in found:
        yield {
            "id": each.id,
            "kind": each.kind,
            "at": stamp(each.at),
            "actor": each.actor,
            "families": list(story_filter.families_of(each.kind)),
            "sentence": each.text(work.language),
            "changes": [_change(work, change) for change in each.changes],
            "data": _readable(work, subject, each.data, known),
        }


def _change(work: Work, change: timelines.FieldChange) -> dict[str, Any]:
    label = change.label.text(work.language)
    return {"field": change.field, "label": label, "before": change.before, "after": change.after}


def _only(
    subject: subjects.Subject, given: Mapping[str, str], kinds: tuple[str, ...] | None
) -> story_filter.StoryFilter:
    """What was asked for: families, kinds, or both together."""
    families = [name for name in given.get("family", "").split(",") if name]
    wrong = next((name for name in families if name not in story_filter.FAMILIES), None)
    if wrong is not None:
        refuse(unknown(wrong, story_filter.FAMILIES))
    if not families:
        return story_filter.StoryFilter(frozenset(kinds)) if kinds is not None else story_filter.EVERYTHING
    found = story_filter.filter_of(subject.form, families)
    return replace(found, kinds=found.kinds | frozenset(kinds or ()))


def _readable(work: Work, subject: subjects.Subject, data: Mapping[str, Any], known: frozenset[int]) -> dict[str, Any]:
    seen = readable_fields(work.actor, subject.form, stage=subject.row.stage)
    hides = len(seen) < len(subject.form.fields)
    told = {name: value for name, value in data.items() if not (hides and name in FROM_FIELDS)}
    if "changes" in told:
        told["changes"] = {name: change for name, change in told["changes"].items() if name in seen}
    hidden = subject.form.by_id.keys() - seen
    if "values" in told:
        told["values"] = {name: value for name, value in told["values"].items() if name not in hidden}
    if isinstance(told.get("seen"), Mapping):
        told["seen"] = {name: value for name, value in told["seen"].items() if name not in hidden}
    if isinstance(told.get("of"), list):
        told["of"] = [one for one in told["of"] if one.get("record") in known]
    elif isinstance(told.get("of"), int) and told["of"] not in known:
        del told["of"]
    return told


def _others(data: Mapping[str, Any]) -> list[Any]:
    """The records of its form that an event names beside its own: several with why, or one."""
    of = data.get("of")
    return [one.get("record") for one in of] if isinstance(of, list) else [of] if isinstance(of, int) else []


def _kinds(given: Mapping[str, str]) -> tuple[str, ...] | None:
    if "kind" not in given:
        return None
    kinds = tuple(kind for kind in given["kind"].split(",") if kind)
    if len(kinds) > 50:
        refuse(InputError("kind", "too_long", {"most": 50}))
    return kinds
