"""Records that may be one: the pairs to decide on, one made of two, and two again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response

from accounts import Work, require
from flows import Subject, duplicates
from records import duplicates as kept_duplicates

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading, writing
from ..idempotency import change
from ..inputs import Shape, arguments, refuse, unknown, whole_number
from ..places import form_at, id_at
from ..record_json import record_json, stamp
from ..replies import Reply
from ..shapes import MERGE

PER_PAGE, LARGEST_PAGE = 50, 200


@v1.get("/records/<form>/duplicates")
def list_pairs(form: str) -> Response:
    """The pairs nobody has decided on, the most alike first."""
    given = arguments("limit")
    limit = whole_number(given, "limit", PER_PAGE, most=LARGEST_PAGE)
    with reading() as work:
        form_at(work, form)
        pairs = [_pair(work, one) for one in duplicates.pairs_of(work, form, limit=limit)]
        told = {"pairs": pairs, "total": duplicates.count_of(work, form), "scan": _scan(work, form)}
    return Reply(told).response()


@v1.post("/records/<form>/duplicates/scans")
def begin_scan(form: str) -> Response:
    """Look through all records, in the background; one look at a time."""
    body = Shape({}).read(read_body())

    def begin(work: Work) -> Reply:
        form_at(work, form)
        duplicates.begin_scan(work, form)
        return Reply(_scan(work, form), 202)

    return change(begin, body)


@v1.get("/records/<form>/duplicates/<one>/<other>")
def compare(form: str, one: str, other: str) -> Response:
    """Two side by side; the first one would stay, and what is suggested for each field in which they differ."""
    arguments()
    with writing() as work:  # the two are held while they are compared
        form_at(work, form)
        require(work, "merge", form)
        return Reply(_plan(work, form, duplicates.plan_merge(work, form, id_at(one), id_at(other)))).response()


@v1.post("/records/<form>/duplicates/<one>/<other>/merging")
def merge(form: str, one: str, other: str) -> Response:
    """Make one of the two; the first one stays, with the values that are chosen or suggested."""
    body = MERGE.read(read_body())

    def join(work: Work) -> Reply:
        form_at(work, form)
        require(work, "merge", form)
        kept, gone, chosen = id_at(one), id_at(other), body.get("choices", {})
        plan = duplicates.plan_merge(work, form, kept, gone)
        fields = [each.field.id for each in plan.choices]
        wrong = [unknown(name, fields, at="choices") for name in chosen if name not in fields]
        if wrong:
            refuse(*wrong[:20])
        number = duplicates.merge(work, form, kept, gone, chosen)
        return Reply({"merge": number, "gone": gone, "record": record_json(work, form, kept)}, 201)

    return change(join, body)


@v1.post("/records/<form>/duplicates/<one>/<other>/difference")
def call_different(form: str, one: str, other: str) -> Response:
    """They are two, and the pair is asked about no more."""
    body = Shape({}).read(read_body())

    def part(work: Work) -> Reply:
        form_at(work, form)
        duplicates.call_different(work, form, id_at(one), id_at(other))
        return Reply({"one": id_at(one), "other": id_at(other)})

    return change(part, body)


@v1.post("/records/<form>/merges/<merge>/undoing")
def unmerge(form: str, merge: str) -> Response:
    """Bring both back; what somebody changed since stays with the one that stayed."""
    body = Shape({}).read(read_body())

    def undo(work: Work) -> Reply:
        form_at(work, form)
        done = duplicates.unmerge(work, id_at(merge), form)
        return Reply({"kept": done.kept, "gone": done.gone, "left": list(done.left)})

    return change(undo, body)


def _pair(work: Work, one: duplicates.PairRow) -> dict[str, Any]:
    why = [reason.text(work.language) for reason in one.why]
    sides = {"one": _side(one.one), "other": _side(one.other)}
    return {**sides, "points": one.pair.points, "why": why}


def _side(subject: Subject) -> dict[str, Any]:
    return {"id": subject.id, "number": subject.number, "title": subject.title}


def _plan(work: Work, form: str, plan: duplicates.MergePlan) -> dict[str, Any]:
    pair = kept_duplicates.pair_of(work.connection, form, plan.kept.id, plan.gone.id)
    why = duplicates.why_of(plan.kept.form, pair.why) if pair else ()
    return {
        "kept": _side(plan.kept),
        "gone": _side(plan.gone),
        "why": [reason.text(work.language) for reason in why],
        "choices": [_choice(work, each) for each in plan.choices],
        "same": [{**_field(work, field), "value": value} for field, value in plan.same],
    }


def _choice(work: Work, each: duplicates.Choice) -> dict[str, Any]:
    said = {"one": each.one, "other": each.other, "chosen": each.chosen, "may_both": each.may_both}
    return {**_field(work, each.field), **said}


def _field(work: Work, field: Any) -> Mapping[str, str]:
    return {"field": field.id, "label": field.label.text(work.language)}


def _scan(work: Work, form: str) -> dict[str, Any] | None:
    scan = kept_duplicates.last_scan(work.connection, form)
    if scan is None:
        return None
    percent = duplicates.percent_done(work, scan)
    told = {"id": scan.id, "percent": percent, "looked": scan.looked, "found": scan.found}
    return {**told, "started_at": stamp(scan.started_at), "ended_at": stamp(scan.ended_at)}
