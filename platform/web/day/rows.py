"""The list of the day, in groups, with why each item stands where it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from flows import days

from .. import moments
from ..desk import now
from ..due import Due, due
from ..languages import language, t

WOKEN = "flows.rank.woken"
NOW, LATER, AHEAD = "now", "later", "ahead"
MANY = 20  # late things beyond this are sorted by what they are, to be worked through together


@dataclass(frozen=True)
class Row:
    """One item of the list."""

    href: str
    key: str
    grade: str
    title: str
    what: str
    why: str
    urgent: bool
    woken: bool
    due: Due | None
    note: str
    current: bool
    paused: bool = False


@dataclass(frozen=True)
class Group:
    """Rows under one time of the day."""

    title: str
    sub: str
    count: int
    items: tuple[Row, ...]
    batch_href: str = ""


@dataclass(frozen=True)
class DoneRow:
    """Something done or skipped today."""

    href: str
    title: str
    what: str
    clock: str
    skipped: bool


def groups_of(day: days.Day, current: str) -> tuple[Group, ...]:
    """Now, morning, afternoon, evening, what may be done today; in each the order of the rank."""
    return tuple(_groups(day, current))


def done_rows(day: days.Day) -> tuple[DoneRow, ...]:
    """What is done and what was skipped, the newest first."""
    ordered = sorted((*day.done, *day.skipped), key=lambda done: done.at, reverse=True)
    return tuple(
        DoneRow(
            f"/records/{each.form}/{each.record}",
            each.title,
            each.label.text(language()),
            f"{moments.local(each.at):%H:%M}",
            each.state == "skipped",
        )
        for each in ordered
    )


def done_words(day: days.Day) -> str:
    """`首次触达 2，回访 2，跳过 1`; what was skipped is never counted as done."""
    counts: dict[str, int] = {}
    for done in day.done:
        name = done.label.text(language())
        counts[name] = counts.get(name, 0) + 1
    words = [f"{name} {n}" for name, n in counts.items()]
    words += [t("day.skipped", n=len(day.skipped))] if day.skipped else []
    return t("day.comma").join(words)


def _groups(day: days.Day, current: str) -> Iterator[Group]:
    for name, items in day.groups():
        if name == NOW and day.late > MANY:
            yield from _by_sort(items, current, day.shown)
        else:
            title = t("day.group_no_hurry") if day.off and name == LATER else t(f"day.group_{name}")
            yield Group(title, _sub(day, name), len(items), _rows(items, current, day.shown))


def _by_sort(items: tuple[days.DayItem, ...], current: str, shown: int) -> Iterator[Group]:
    """So much is late that it is worked through sort by sort, the best first in each."""
    sorts: dict[str, list[days.DayItem]] = {}
    for item in items:
        sorts.setdefault(item.task or item.kind, []).append(item)
    for name, theirs in sorts.items():
        together = theirs[0].task_id is not None and len(theirs) > 1
        href = f"/day/batch/{name}" if together else ""
        yield Group(theirs[0].label.text(language()), "", len(theirs), _rows(theirs, current, shown), href)


def _rows(items: Iterable[days.DayItem], current: str, shown: int) -> tuple[Row, ...]:
    """A list that was made longer stays so."""
    tail = f"&shown={shown}" if shown > days.PORTION else ""
    return tuple(row_of(item, current, tail) for item in items)


def _sub(day: days.Day, name: str) -> str:
    if name == NOW:
        return t("day.group_now_sub")
    if name == AHEAD and day.next is not None:
        return t("day.group_ahead_sub", day=day_words(day.next.day))
    return ""


def day_words(when: date) -> str:
    """`明天`, `周一`, `12月1日`."""
    days_off = (when - moments.local(now()).date()).days
    if days_off == 1:
        return t("day.tomorrow_word")
    return moments.weekday(when) if days_off < 7 else moments.day(when)


def row_of(item: days.DayItem, current: str, tail: str = "") -> Row:
    """One item as the list shows it."""
    return Row(
        href=f"/day?item={item.key}{tail}",
        key=item.key,
        grade=item.grade or "",
        title=item.title,
        what=item.label.text(language()),
        why=item.why.text(language()),
        urgent=item.urgent,
        woken=any(reason.code.startswith(WOKEN) for reason in item.rank.reasons),
        due=due(item.due_at),
        note=t("ui.minutes", n=item.minutes),
        current=item.key == current,
        paused=item.paused,
    )
