"""The list of the day, in groups, with why each item stands where it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flows import day as days

from .. import moments
from ..due import Due, due
from ..languages import language, t

WOKEN = "flows.rank.woken"


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


@dataclass(frozen=True)
class Group:
    """Rows under one time of the day."""

    title: str
    sub: str
    count: int
    items: tuple[Row, ...]


@dataclass(frozen=True)
class DoneRow:
    """Something done or skipped today."""

    href: str
    title: str
    what: str
    clock: str
    skipped: bool


def groups_of(day: days.Day, current: str) -> tuple[Group, ...]:
    """Now, morning, afternoon, later; in each the order of the rank."""
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
        sub = t("day.group_now_sub") if name == "now" else ""
        yield Group(t(f"day.group_{name}"), sub, len(items), tuple(_row(item, current) for item in items))


def _row(item: days.DayItem, current: str) -> Row:
    return Row(
        href=f"/day?item={item.key}",
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
    )
