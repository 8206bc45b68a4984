"""My day: what now, why, done, next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, request

from accounts import Work, allowed
from definitions import Refused
from flows import assignment, contacts, subject, tasks
from flows import day as days
from forms import Invalid
from records import tasks as kept

from .. import desk, moments
from ..day.in_hand import SETTLED_BY_LOG, InHand, in_hand, item_of, item_or_404
from ..day.rail import Rail, rail_of
from ..day.rows import DoneRow, Group, done_rows, done_words, groups_of
from ..htmx import go, page, wants_part
from ..languages import language, t
from ..shell import toast

blueprint = Blueprint("day", __name__, url_prefix="/day")

NO_ANSWER_AGAIN = timedelta(hours=1)


@dataclass(frozen=True)
class DayPage:
    """The greeting, the rail, the list, the item in hand and what was typed for it."""

    greeting: str
    date: str
    left: int
    span: str
    done_count: int
    rail: Rail
    groups: tuple[Group, ...]
    done: tuple[DoneRow, ...]
    done_words: str
    item: InHand | None
    typed: Mapping[str, str]
    errors: tuple[tuple[str, str], ...]
    tomorrow: str
    news: str
    new_href: str
    new_label: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class VerbPage:
    """A small form of its own: later, skip, refuse."""

    verb: str
    key: str
    title: str
    reasons: tuple[tuple[str, str], ...]
    choices: tuple[tuple[str, str], ...]
    past_limit: bool
    error: str
    typed: Mapping[str, str]


@blueprint.get("")
def show():
    """The day, with the asked or the first item in hand."""
    with desk.reading() as work:
        return _day(work, request.args.get("item"))


@blueprint.post("/<key>/log")
def log(key: str):
    """Writes down what was done, completes the task, and puts the next item in hand."""
    try:
        with desk.writing() as work:
            item = item_or_404(days.day_of(work), key)
            said = _do(work, item)
    except (Invalid, Refused) as refused:
        if refused.status == 404:
            raise
        return _again(key, refused)
    return _next(said)


@blueprint.get("/<key>/<any(snooze, skip, refusal):verb>")
def ask(key: str, verb: str):
    """The small form of a verb; a dialog where scripts run, a page where not."""
    with desk.reading() as work:
        return _ask(work, key, verb)


@blueprint.post("/<key>/snooze")
def snooze(key: str):
    """Puts an item out of sight for a while."""
    return _verb(key, "snooze", lambda work, item: tasks.snooze(work, item.task_id, _until(work), _words()))


@blueprint.post("/<key>/skip")
def skip(key: str):
    """Leaves a task out, with a reason."""
    reason = request.form.get("reason") or None
    return _verb(key, "skip", lambda work, item: tasks.skip(work, item.task_id, reason, _words()))


@blueprint.post("/<key>/acceptance")
def accept(key: str):
    """Says yes to a record."""
    with desk.writing() as work:
        item = item_or_404(days.day_of(work), key)
        assignment.accept(work, item.form, item.record)
    return _next(t("day.said_accepted", name=item.title))


@blueprint.post("/<key>/refusal")
def refuse(key: str):
    """Says no to a record, and why; the next in line gets it."""
    return _verb(key, "refusal", lambda work, item: assignment.refuse(work, item.form, item.record, _words()))


def _do(work: Work, item: days.DayItem) -> str:
    """One item done as the form says; what was promised is written down with it."""
    form = request.form
    outcome, content = form.get("outcome", ""), form.get("content", "").strip()
    step, at = form.get("next_step", "").strip() or None, _moment(work, form.get("next_at", ""))
    if not outcome:
        tasks.complete(work, item.task_id, answers=_answers(), words=content or None)
        return t("day.said_done", name=item.title)
    missed = outcome in contacts.NOT_A_CONTACT
    if item.task_id and not missed and _kind(work, item) not in SETTLED_BY_LOG:
        tasks.complete(work, item.task_id, answers=_answers(), words=content or None)
    said = content or (t(f"flows.outcome.{outcome}") if missed else "")
    contacts.log(
        work, item.form, item.record, way="call", outcome=outcome, content=said,
        next_step=None if missed else step, next_at=None if missed else at, task=None,
    )  # fmt: skip
    if missed and item.task_id and _kind(work, item) not in SETTLED_BY_LOG:
        tasks.snooze(work, item.task_id, at or work.now + NO_ANSWER_AGAIN, t("flows.outcome.no_answer"))
        return t("day.said_again", name=item.title, at=moments.shown(at or work.now + NO_ANSWER_AGAIN))
    return t("day.said_logged", name=item.title)


def _kind(work: Work, item: days.DayItem) -> str:
    return kept.get(work.connection, item.task_id).task if item.task_id else ""


def _answers() -> dict[str, bool]:
    return dict.fromkeys(request.form.getlist("asks"), True)


def _verb(key: str, verb: str, act):
    try:
        with desk.writing() as work:
            item = item_or_404(days.day_of(work), key)
            if verb in ("snooze", "skip") and item.task_id is None:
                raise Refused("day.not_a_task")
            act(work, item)
    except Refused as refused:
        if refused.status == 404:
            raise
        with desk.reading() as work:
            return _ask(work, key, verb, error=refused.text(language()))
    return _next(t(f"day.said_{verb}", name=item.title))


def _ask(work: Work, key: str, verb: str, *, error: str = ""):
    item = item_or_404(days.day_of(work), key)
    context = VerbPage(
        verb=verb,
        key=key,
        title=t(f"day.{verb}_title", name=item.title, what=item.label.text(language())),
        reasons=_skip_reasons(work, item) if verb == "skip" else (),
        choices=tuple(_later(work)) if verb == "snooze" else (),
        past_limit=item.due_at is not None and item.due_at <= work.now + timedelta(hours=1),
        error=error,
        typed=request.form.to_dict(),
    )
    return page("pages/day/verb.html", context, part="partials/day/verb.html", status=422 if error else 200)


def _skip_reasons(work: Work, item: days.DayItem) -> tuple[tuple[str, str], ...]:
    pipeline = subject.look(work, item.form, item.record).pipeline
    return tuple((each.id, each.label.text(language())) for each in pipeline.skip_reasons) if pipeline else ()


def _later(work: Work):
    """An hour, after lunch, tomorrow at nine: those that lie ahead."""
    local = work.now.astimezone(ZoneInfo(work.timezone))
    hour = (local + timedelta(hours=1)).replace(second=0, microsecond=0)
    lunch = datetime.combine(local.date(), time(13, 30), local.tzinfo)
    tomorrow = datetime.combine(local.date() + timedelta(days=1), time(9), local.tzinfo)
    for name, at in (("hour", hour), ("lunch", lunch), ("tomorrow", tomorrow)):
        if at > local:
            yield f"{at:%Y-%m-%dT%H:%M}", t(f"day.later_{name}", clock=f"{at:%H:%M}")


def _until(work: Work) -> datetime:
    until = _moment(work, request.form.get("at", "") or request.form.get("choice", ""))
    if until is None:
        raise Refused("day.until_when")
    return until


def _words() -> str:
    return request.form.get("words", "").strip()


def _moment(work: Work, written: str) -> datetime | None:
    """What a datetime input sends, on the reader's own clock."""
    try:
        return datetime.fromisoformat(written).replace(tzinfo=ZoneInfo(work.timezone)) if written else None
    except ValueError:
        return None


def _next(said: str):
    """The next item takes its place, and the focus goes to its heading."""
    if not wants_part():
        toast(said)
        return go("/day")
    with desk.reading() as work:
        return _day(work, None, news=said)


def _again(key: str, refused: Refused):
    """The form as it was typed, with what is wrong beside it."""
    if isinstance(refused, Invalid):
        errors = tuple((error.field, error.message(language())) for error in refused.errors)
    else:
        errors = (("", refused.text(language())),)
    with desk.reading() as work:
        return _day(work, key, typed=request.form.to_dict(), errors=errors, status=422)


def _day(work: Work, key: str | None, *, typed=None, errors=(), news: str = "", status: int = 200):
    day = days.day_of(work)
    item = item_of(day, key)
    local = moments.local(work.now)
    first = next((form for form in work.catalog.all("form") if allowed(work.actor, "create", form.id)), None)
    context = DayPage(
        greeting=t(f"day.hello_{_part_of(local.hour)}", name=_given_name(work.actor.name)),
        date=f"{moments.day(local.date())} {moments.weekday(local.date())}",
        left=day.left,
        span=moments.span(day.minutes * 60),
        done_count=len(day.done),
        rail=rail_of(work, day, item.key if item else ""),
        groups=groups_of(day, item.key if item else ""),
        done=done_rows(day),
        done_words=done_words(day),
        item=in_hand(work, day, item) if item else None,
        typed=typed or {},
        errors=errors,
        tomorrow=_tomorrow(day),
        news=news,
        new_href=f"/records/{first.id}/new" if first else "",
        new_label=t("day.new", label=first.label) if first else "",
        links=tuple(_elsewhere(work)),
    )
    return page("pages/day/show.html", context, part="partials/day/day.html", status=status)


def _tomorrow(day: days.Day) -> str:
    if not day.tomorrow.count:
        return t("day.tomorrow_none")
    at = f"{moments.local(day.tomorrow.first_at):%H:%M}"
    return t("day.tomorrow", n=day.tomorrow.count, at=at)


def _elsewhere(work: Work):
    """Where work may be found when the day is empty: pools one may claim from, the lists."""
    for form in work.catalog.all("form"):
        for routing in work.catalog.of_form("routing", form.id):
            if allowed(work.actor, "claim", form.id):
                yield from ((f"/pools/{pool.id}", pool.label.text(language())) for pool in routing.pools)
        if allowed(work.actor, "see", form.id):
            yield f"/records/{form.id}", (form.plural or form.label).text(language())


def _part_of(hour: int) -> str:
    for end, name in ((5, "night"), (11, "morning"), (13, "noon"), (18, "afternoon")):
        if hour < end:
            return name
    return "evening"


def _given_name(name: str) -> str:
    """Chinese names of three signs or more go by the last two; others by the first word."""
    if name and "\u4e00" <= name[0] <= "\u9fff":
        return name[-2:] if len(name) > 2 else name
    return name.split(" ")[0]
