"""The small forms of my day: later, left out, not mine; each a dialog where scripts run and a page where not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import request

from accounts import Work, calendar_of
from definitions import Refused
from flows import assignment, days, later, subject
from forms import Invalid

from .. import desk, moments
from ..due import coming
from ..htmx import page, wants_part
from ..inbox import settle
from ..languages import language, t
from ..record.answers import SHEET
from ..written import written_moment
from .in_hand import item_or_404

Act = Callable[[Work, days.DayItem], object]


@dataclass(frozen=True)
class Choice:
    """A moment to come back at, and whether that is past the limit."""

    value: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class VerbPage:
    """A small form of its own."""

    verb: str
    key: str
    title: str
    reasons: tuple[tuple[str, str], ...]
    choices: tuple[Choice, ...]
    must_say: bool
    error: str
    beside: bool  # the error belongs to the reasons
    typed: Mapping[str, str]


def ask(work: Work, key: str, verb: str, *, error: str = ""):
    """The form, with what was wrong."""
    item = item_or_404(work, key)
    reasons = reasons_for(work, item, verb)
    context = VerbPage(
        verb=verb,
        key=key,
        title=t(f"day.{verb}_title", name=item.title, what=item.label.text(language())),
        reasons=reasons,
        choices=tuple(_choices(work, item)) if verb == "snooze" else (),
        must_say=verb in ("refusal", "skip") and not reasons,
        error=error,
        beside=bool(error and reasons and not request.form.get("reason")),
        typed=request.form.to_dict(),
    )
    answer = page("pages/day/verb.html", context, part="partials/day/verb.html", status=422 if error else 200)
    if error and wants_part():
        answer.headers.update(SHEET)
    return answer


def carry_out(key: str, verb: str, act: Act) -> tuple[days.DayItem | None, object]:
    """Does it; the item it was done to, or nothing and the form again with the reason why not."""
    try:
        with desk.writing() as work:
            item = item_or_404(work, key)
            if verb in ("snooze", "skip") and item.task_id is None:
                raise Refused("day.not_a_task")
            act(work, item)
            settle(work, item.form, item.record)
            return item, None
    except Refused as refused:
        if refused.status == 404:
            raise
        words = refused.text(language())
        if isinstance(refused, Invalid):
            words = " ".join(error.message(language()) for error in refused.errors)
        with desk.reading() as work:
            return None, ask(work, key, verb, error=words)


def until(work: Work) -> datetime:
    """When it comes back: the chosen moment, or one of one's own."""
    at = written_moment(work, "at", request.form.get("at", "") or request.form.get("choice", ""))
    if at is None:
        raise Refused("day.until_when")
    return at


def words() -> str:
    """The reason in words."""
    return request.form.get("words", "").strip()


def reasons_for(work: Work, item: days.DayItem, verb: str) -> tuple[tuple[str, str], ...]:
    """What the pipeline offers as reasons to skip, and the routing as reasons to refuse."""
    known = ()
    if verb == "skip":
        pipeline = subject.look(work, item.form, item.record).pipeline
        known = pipeline.reasons_to_skip(item.task) if pipeline else ()
    elif verb == "refusal":
        routing = assignment.routing_of(work, item.form)
        known = routing.accept.reasons if routing and routing.accept else ()
    return tuple((each.id, each.label.text(language())) for each in known)


def _choices(work: Work, item: days.DayItem) -> Iterator[Choice]:
    """An hour, after lunch, the next working morning, next week: by one's own working time."""
    calendar = calendar_of(work, work.actor.person_id)
    for one in later.moments_to_return(work.now, calendar):
        past = item.due_at is not None and one.at > max(item.due_at, work.now)
        label = t(f"day.later_{one.name}", when=coming(one.at), clock=f"{moments.local(one.at):%H:%M}")
        yield Choice(f"{moments.local(one.at):%Y-%m-%dT%H:%M}", label, t("day.later_past") if past else "")
