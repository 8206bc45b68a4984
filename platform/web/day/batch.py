"""Many things of one sort that are late: put off, left out or done together, each by the verb it would have alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import request

from accounts import Work, calendar_of
from definitions import NotFound, Refused
from flows import days, later, tasks
from forms import Invalid

from .. import moments
from ..due import coming
from ..languages import language, t
from .rows import Row, row_of
from .verbs import reasons_for, until, words

MOST = 100
VERBS = ("snooze", "skip", "complete")


@dataclass(frozen=True)
class BatchPage:
    """The list with its boxes, and what can be done to all that are ticked."""

    name: str
    title: str
    rows: tuple[Row, ...]
    moments: tuple[tuple[str, str], ...]
    reasons: tuple[tuple[str, str], ...]
    may_complete: bool = True  # a contact is done one by one, with its log
    done: tuple[str, ...] = ()
    left: tuple[tuple[str, str], ...] = ()
    error: str = ""
    no_reason: bool = False  # the error belongs to the reasons
    picked: tuple[str, ...] = ()
    words: str = ""


def batch_of(day: days.Day, name: str) -> tuple[days.DayItem, ...]:
    """The tasks of today that have this name."""
    found = tuple(item for item in day.items if item.task == name and item.task_id is not None)
    if not found:
        raise NotFound
    return found[:MOST]


def batch_page(work: Work, name: str, **more: object) -> BatchPage:
    """What the page shows of it; an empty list once everything is done."""
    found = tuple(item for item in days.day_of(work).items if item.task == name and item.task_id is not None)[:MOST]
    calendar = calendar_of(work, work.actor.person_id)
    choices = (
        (f"{moments.local(one.at):%Y-%m-%dT%H:%M}", coming(one.at))
        for one in later.moments_to_return(work.now, calendar)
    )
    return BatchPage(
        name=name,
        title=found[0].label.text(language()) if found else "",
        rows=tuple(row_of(item, "") for item in found),
        moments=tuple(choices),
        reasons=reasons_for(work, found[0], "skip") if found else (),
        may_complete=not any(item.needs_log for item in found),
        **more,
    )


def work_through(work: Work, name: str) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Does it to each that is ticked; one that is refused stays as it was, and says why."""
    verb, picked = request.form.get("verb", ""), set(request.form.getlist("pick"))
    if verb not in VERBS:
        raise NotFound
    batch = batch_of(days.day_of(work), name)
    act = _act(work, verb, batch[0])
    done, left = [], []
    for item in batch:
        if item.key not in picked:
            continue
        try:
            with work.connection.begin_nested():
                act(item)
            done.append(item.title)
        except Refused as refused:
            left.append((item.title, refused.text(language())))
    return tuple(done), tuple(left)


def _act(work: Work, verb: str, one: days.DayItem) -> Callable[[days.DayItem], object]:
    if verb == "snooze":
        at = until(work)
        return lambda item: tasks.snooze(work, item.task_id, at, words())
    if verb == "skip":
        reason = request.form.get("reason") or None
        reasons = reasons_for(work, one, verb)
        if reason is None and reasons:
            raise Refused("flows.refused.skip_reason", known=[label for _, label in reasons])
        return lambda item: tasks.skip(work, item.task_id, reason, words())
    return lambda item: tasks.complete(work, item.task_id, words=words() or None)


def typed() -> dict[str, object]:
    """What a page that came back keeps: nobody ticks and writes twice."""
    form = request.form
    no_reason = form.get("verb") == "skip" and "reason" in form and not form["reason"]
    return {"picked": tuple(form.getlist("pick")), "words": words(), "no_reason": no_reason}


def refusal_words(refused: Refused) -> str:
    """What was wrong with the whole of it."""
    if isinstance(refused, Invalid):
        return " ".join(error.message(language()) for error in refused.errors)
    return refused.text(language()) or t("day.batch_none")
