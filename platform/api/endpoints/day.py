"""What the caller has to do today, in the order of the page; and records found by their names."""

from __future__ import annotations

from typing import Any

from flask import Response

from accounts import Work, allowed
from flows import Day, DayItem, DoneItem, day_of, look_many
from forms import record_choices

from ..blueprint import v1
from ..desk import reading
from ..inputs import InputError, arguments, refuse
from ..record_json import stamp
from ..replies import Reply

EACH, LONGEST = 20, 100


@v1.get("/day")
def read_day() -> Response:
    """All there is to do, the best next thing first, each with why it stands there; and what is done."""
    arguments()
    with reading() as work:
        return Reply(_told(work, day_of(work))).response()


@v1.get("/search")
def search() -> Response:
    """Records of every form that the caller sees whose names hold what was typed, 20 of each form."""
    typed = arguments("q").get("q", "").strip()
    if not typed or len(typed) > LONGEST:
        refuse(InputError("q", "no_words" if not typed else "too_long", {"most": LONGEST}))
    with reading() as work:
        forms = [form for form in work.catalog.all("form") if allowed(work.actor, "see", form.id)]
        found = [record for form in forms for record in _called(work, form.id, typed)]
    return Reply({"records": found}).response()


def _called(work: Work, form: str, typed: str) -> list[dict[str, Any]]:
    found = dict(record_choices(work, form, typed, limit=EACH))
    there = look_many(work, form, list(found)) if found else {}
    return [
        {
            "form": form,
            "id": id,
            "number": there[id].number,
            "title": title,
            "stage": there[id].stage.id if there[id].stage else None,
        }
        for id, title in found.items()
        if id in there
    ]


def _told(work: Work, day: Day) -> dict[str, Any]:
    nearest = day.next
    return {
        "items": [_item(work, one) for one in day.items],
        "ahead": [_item(work, one) for one in day.ahead],
        "done": [_ended(work, one) for one in day.done],
        "skipped": [_ended(work, one) for one in day.skipped],
        "left": day.left,
        "late": day.late,
        "minutes": day.minutes,
        "snoozed": day.snoozed,
        "off": day.off,
        "next": nearest
        and {"day": nearest.day.isoformat(), "items": nearest.count, "first_at": stamp(nearest.first_at)},
    }


def _item(work: Work, one: DayItem) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "form": one.form,
        "record": one.record,
        "number": one.number,
        "title": one.title,
        "label": one.label.text(work.language),
        "why": one.why.text(work.language),
        "group": one.group,
        "minutes": one.minutes,
        "task": one.task_id,
        "due_at": stamp(one.due_at),
        "late": one.is_late,
        "grade": one.grade,
        "urgent": one.urgent,
        "stage": one.stage.text(work.language) if one.stage else None,
        "must": one.must,
        "needs_log": one.needs_log,
        "may_skip": one.may_skip,
        "paused": one.paused,
    }


def _ended(work: Work, one: DoneItem) -> dict[str, Any]:
    told = {"form": one.form, "record": one.record, "title": one.title, "label": one.label.text(work.language)}
    return {**told, "at": stamp(one.at), "state": one.state}
