"""My day: what now, why, done, next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, request

from accounts import Work, allowed
from definitions import Refused
from flows import assignment, day_wins, days, task_hands, tasks
from forms import Invalid

from .. import desk, moments
from ..day import batch as batches
from ..day import doing, verbs
from ..day.in_hand import InHand, in_hand, item_of, item_or_404
from ..day.rail import Rail, rail_of
from ..day.rows import DoneRow, Group, day_words, done_rows, done_words, groups_of
from ..day.yesterday import yesterday
from ..htmx import go, page, wants_part
from ..inbox import settle
from ..languages import language, t
from ..logged import take_back as take_back_all
from ..numbers import whole
from ..rights import forms_for
from ..shell import toast

MOST_SHOWN = 20_000  # of each sort; whoever has that many reads the list

blueprint = Blueprint("day", __name__, url_prefix="/day")


@dataclass(frozen=True)
class WinRow:
    """One good thing of the day."""

    href: str
    title: str
    words: str


@dataclass(frozen=True)
class DayPage:
    """The greeting, the rail, the list, the item in hand and what was typed for it."""

    greeting: str
    date: str
    off: bool
    left: int
    span: str
    done_count: int
    rail: Rail | None
    groups: tuple[Group, ...]
    more_href: str
    more: int
    done: tuple[DoneRow, ...]
    done_words: str
    item: InHand | None
    typed: Mapping[str, str]
    typed_answers: tuple[str, ...]
    errors: tuple[tuple[str, str], ...]
    tomorrow: str
    wins: tuple[WinRow, ...]
    news: str
    undo: str
    new_href: str
    new_label: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class YesterdayPage:
    """What one did on the last day one worked."""

    title: str
    rows: tuple


@blueprint.get("")
def show():
    """The day, with the asked or the first item in hand."""
    with desk.reading() as work:
        shown = request.args.get("shown", type=whole) or days.PORTION
        return _day(work, request.args.get("item"), shown=shown)


@blueprint.get("/yesterday")
def last_time():
    """What one did on the last day one worked."""
    with desk.reading() as work:
        found = yesterday(work)
    context = YesterdayPage(found.title, found.rows)
    return page("pages/day/yesterday.html", context, part="partials/day/yesterday.html")


@blueprint.post("/<key>/log")
def log(key: str):
    """Writes down what was done, completes the task, and puts the next item in hand."""
    try:
        with desk.writing() as work:
            item = item_or_404(work, key)
            said = doing.do(work, item)
            settle(work, item.form, item.record)
    except (Invalid, Refused) as refused:
        if refused.status == 404:
            raise
        return _again(key, refused)
    return _next(said.words, undo=said.undo)


@blueprint.get("/<key>/<any(snooze, skip, refusal):verb>")
def ask(key: str, verb: str):
    """The small form of a verb; a dialog where scripts run, a page where not."""
    with desk.reading() as work:
        return verbs.ask(work, key, verb)


@blueprint.post("/<key>/snooze")
def snooze(key: str):
    """Puts an item out of sight for a while."""

    def act(work: Work, item: days.DayItem) -> None:
        tasks.snooze(work, item.task_id, verbs.until(work), verbs.words())

    return _verb(key, "snooze", act, undo=True)


@blueprint.post("/<key>/skip")
def skip(key: str):
    """Leaves a task out, with a reason."""

    def act(work: Work, item: days.DayItem) -> None:
        tasks.skip(work, item.task_id, request.form.get("reason") or None, verbs.words())

    return _verb(key, "skip", act, undo=True)


@blueprint.post("/task-<int:id>/return")
def take_back(id: int):
    """Takes back what was put off or left out a moment ago."""
    with desk.writing() as work:
        task = take_back_all(work, id)
    return _next(t("day.said_back", name=task.subject.title), key=f"task-{id}")


@blueprint.post("/<key>/acceptance")
def accept(key: str):
    """Says yes to a record."""
    with desk.writing() as work:
        item = item_or_404(work, key)
        assignment.accept(work, item.form, item.record)
        settle(work, item.form, item.record)
    return _next(t("day.said_accepted", name=item.title))


@blueprint.post("/<key>/claim")
def claim(key: str):
    """Takes a task out of the queue; it stays in hand."""
    try:
        with desk.writing() as work:
            item = item_or_404(work, key)
            task_hands.claim(work, item.task_id)
            settle(work, item.form, item.record)
    except Refused as refused:
        if refused.status == 404:
            raise
        return _again(key, refused)
    return _next(t("day.said_claimed", name=item.title))


@blueprint.post("/<key>/refusal")
def refuse(key: str):
    """Says no to a record, and why; the next in line gets it."""

    def act(work: Work, item: days.DayItem) -> None:
        reason = request.form.get("reason") or None
        assignment.refuse(work, item.form, item.record, verbs.words(), reason=reason)

    return _verb(key, "refusal", act)


@blueprint.get("/batch/<name>")
def batch(name: str):
    """The late things of one sort, to be worked through together."""
    with desk.reading() as work:
        batches.batch_of(days.day_of(work), name)
        return page("pages/day/batch.html", batches.batch_page(work, name))


@blueprint.post("/batch/<name>")
def work_through(name: str):
    """Does it to those that are ticked."""
    try:
        with desk.writing() as work:
            done, left = batches.work_through(work, name)
    except Refused as refused:
        if refused.status == 404:
            raise
        with desk.reading() as work:
            context = batches.batch_page(work, name, error=batches.refusal_words(refused), **batches.typed())
            return page("pages/day/batch.html", context, status=422)
    if done and not left:
        toast(t("day.batch_done", n=len(done)))
        return go("/day")
    with desk.reading() as work:
        error = "" if done or left else t("day.batch_none")
        context = batches.batch_page(work, name, done=done, left=left, error=error)
        return page("pages/day/batch.html", context, status=422 if error else 200)


def _verb(key: str, verb: str, act: verbs.Act, *, undo: bool = False):
    item, again = verbs.carry_out(key, verb, act)
    if item is None:
        return again
    return _next(t(f"day.said_{verb}", name=item.title), undo=f"/day/{key}/return" if undo else "")


def _next(said: str, *, key: str | None = None, undo: str = ""):
    """The next item takes its place, and the focus goes to its heading."""
    if not wants_part():
        toast(said, undo_action=undo)
        return go("/day")
    with desk.reading() as work:
        answer = _day(work, key, news=said, undo=undo)
    answer.headers["HX-Trigger"] = '{"close-dialog": true}'
    return answer


def _again(key: str, refused: Refused):
    """The form as it was typed, with what is wrong beside it."""
    if isinstance(refused, Invalid):
        errors = tuple((error.field, error.message(language())) for error in refused.errors)
    else:
        errors = (("", refused.text(language())),)
    with desk.reading() as work:
        return _day(work, key, typed=request.form.to_dict(), errors=errors, status=422)


def _day(
    work: Work, key: str | None, *, typed=None, errors=(), news: str = "", undo: str = "", status: int = 200,
    shown: int = days.PORTION,
):  # fmt: skip
    day = days.day_of(work, min(max(shown, days.PORTION), MOST_SHOWN))
    item = item_of(work, day, key)
    local = moments.local(work.now)
    first = next(iter(forms_for(work, "create")), None)
    current = item.key if item else ""
    context = DayPage(
        greeting=t(f"day.hello_{_part_of(local.hour)}", name=_given_name(work.actor.name)),
        date=moments.named_day(local.date()),
        off=day.off,
        left=day.left,
        span=moments.span(day.minutes * 60),
        done_count=len(day.done),
        rail=None if day.off else rail_of(work, day, current),
        groups=groups_of(day, current),
        more_href=f"/day?shown={day.shown + days.PORTION}" + (f"&item={current}" if current else ""),
        more=day.more,
        done=done_rows(day),
        done_words=done_words(day),
        item=in_hand(work, day, item) if item else None,
        typed=typed or {},
        typed_answers=tuple(request.form.getlist("answers")) if typed else (),
        errors=errors,
        tomorrow=_tomorrow(day),
        wins=() if day.items else tuple(_wins(work)),
        news=news,
        undo=undo,
        new_href=f"/records/{first.id}/new" if first else "",
        new_label=t("day.new", label=first.label.inside(language())) if first else "",
        links=tuple(_elsewhere(work)),
    )
    return page("pages/day/show.html", context, part="partials/day/answer.html", status=status)


def _tomorrow(day: days.Day) -> str:
    """What the next working day holds, and which day that is."""
    if day.next is None or not day.next.count:
        return t("day.tomorrow_none", day=day_words(day.next.day) if day.next else t("day.tomorrow_word"))
    first = moments.local(day.next.first_at)
    clock = f"{first:%H:%M}" if first.date() == day.next.day else moments.shown(day.next.first_at)
    return t("day.tomorrow", day=day_words(day.next.day), n=day.next.count, at=clock)


def _wins(work: Work):
    """What one may be glad of tonight."""
    midnight = moments.local(work.now).replace(hour=0, minute=0, second=0, microsecond=0)
    for win in day_wins.wins_of(work, midnight):
        yield WinRow(f"/records/{win.form}/{win.record}", win.title, win.words.text(language()))


def _elsewhere(work: Work):
    """Where work may be found when the day is empty: pools one may claim from, the lists."""
    for form in forms_for(work):
        for routing in work.catalog.of_form("routing", form.id):
            if allowed(work.actor, "claim", form.id):
                yield from ((f"/pools/{pool.id}", pool.label.text(language())) for pool in routing.pools)
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
