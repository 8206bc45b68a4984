"""A calendar from its days: weeks, what falls on each day, and the way to the weeks before and after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from accounts import Work, allowed
from forms import MONTH, WEEK, CalendarDay, CalendarPage, Filter, ListQuery, form_of, readable_columns

from .. import moments
from ..languages import language, t
from .cells import Cells
from .links import Links
from .view_model import Row, Tab


@dataclass(frozen=True, slots=True)
class DayView:
    """One day."""

    date: str
    n: int
    number: str
    label: str
    rows: tuple[Row, ...]
    today: bool
    outside: bool
    more: str
    more_href: str


@dataclass(frozen=True)
class CalendarView:
    """A month or a week."""

    label: str
    title: str
    heads: tuple[str, ...]
    weeks: tuple[tuple[DayView, ...], ...]
    spans: tuple[Tab, ...]
    before_href: str
    after_href: str
    today_href: str
    undated_href: str
    state: str
    can_move: bool


def calendar_view(work: Work, query: ListQuery, found: CalendarPage, cells: Cells) -> CalendarView:
    """The whole calendar."""
    shape, links = found.page.query.shape, Links(query)
    column = readable_columns(work, query.form)[shape.on]
    days = tuple(_day(work, query, found, cells, each) for each in found.days)
    before, after = _around(found.day, shape.span)
    return CalendarView(
        label=t("list.calendar_by", field=column.label),
        title=_title(found, shape.span),
        heads=tuple(moments.weekday(each.date) for each in found.days[:7]),
        weeks=tuple(days[at : at + 7] for at in range(0, len(days), 7)),
        spans=tuple(_spans(query, shape.span, links)),
        before_href=links.shaped(query, day=before),
        after_href=links.shaped(query, day=after),
        today_href=links.shaped(query, day=None),
        undated_href=links.those(query, Filter(shape.on, "empty")),
        state=urlencode([pair for pair in query.to_args() if pair[0] != "page"]),
        can_move=may_move_days(work, query.form, shape.on),
    )


def may_move_days(work: Work, form: str, name: str) -> bool:
    """A form's own date can be moved; what the system reckons cannot."""
    field = form_of(work.catalog, form).find(name)
    return field is not None and not field.computed and allowed(work.actor, "edit", form)


def _day(work: Work, query: ListQuery, found: CalendarPage, cells: Cells, each: CalendarDay) -> DayView:
    shape, links = found.page.query.shape, Links(query)
    rows = tuple(cells.row(row) for row in each.rows)
    more = each.n - len(rows)
    return DayView(
        date=each.date.isoformat(),
        n=each.n,
        number=moments.day(each.date) if each.date.day == 1 or shape.span == WEEK else str(each.date.day),
        label=moments.named_day(each.date),
        rows=rows,
        today=each.date == moments.local(work.now).date(),
        outside=shape.span == MONTH and each.date.month != found.day.month,
        more=t("list.more_of_day", n=more) if more > 0 else "",
        more_href=links.those(query, *_on(work, query.form, shape.on, each.date)),
    )


def _on(work: Work, form: str, name: str, day: date) -> Iterator[Filter]:
    """One day as a filter, whichever words the column's type knows."""
    operators = readable_columns(work, form)[name].type.operators
    yield Filter(name, "on" if "on" in operators else "is", (day.isoformat(),))


def _title(found: CalendarPage, span: str) -> str:
    if span == MONTH:
        month = moments.MONTHS[found.day.month - 1] if language() == "en" else str(found.day.month)
        return t("list.month", y=found.day.year, month=month)
    return f"{moments.day(found.days[0].date)} – {moments.day(found.days[-1].date)}"


def _around(day: date, span: str) -> tuple[date, date]:
    if span == WEEK:
        return day - timedelta(days=7), day + timedelta(days=7)
    first = day.replace(day=1)
    return (first - timedelta(days=1)).replace(day=1), (first + timedelta(days=32)).replace(day=1)


def _spans(query: ListQuery, span: str, links: Links) -> Iterator[Tab]:
    for each in (MONTH, WEEK):
        asked = replace(query, shape=replace(query.shape, span=each))
        yield Tab(t(f"list.span_{each}"), links(asked), None, each == span)
