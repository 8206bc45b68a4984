"""A calendar of days: weeks go across, weekdays down, the more the deeper the shade."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from .drawing import Drawing, Needs, Sketch, chart
from .heat import SHADES
from .series import moment_of

CELL, LEFT, TOP = 14, 30, 18
MOST_WEEKS = 54


@dataclass(frozen=True)
class Day:
    """One day in its place."""

    x: int
    y: int
    shade: int
    said: str
    href: str | None


@dataclass(frozen=True)
class Mark:
    """A month over its first week, or a weekday beside its line."""

    x: int
    y: int
    text: str


@dataclass(frozen=True)
class CalendarDrawing(Drawing):
    """The days of up to a year."""

    days: tuple[Day, ...] = ()
    marks: tuple[Mark, ...] = ()
    width: int = 0
    height: int = TOP + 7 * CELL
    measure: str = ""
    greatest: str = ""


@chart("calendar", Needs(dimensions=(1, 1), first="day"), icon="calendar")
def calendar(sketch: Sketch) -> CalendarDrawing:
    """Every day from the first to the last, at most a year back from it."""
    at = sketch.table.dimensions[0] if sketch.table.dimensions else None
    if at is None or not sketch.measures:
        return CalendarDrawing(chart="calendar", label=sketch.label)
    measure = sketch.measures[0]
    rows = {moment_of(key): row for row in sketch.table.rows if (key := sketch.table.cell(row, at.id).key)}
    if not rows:
        return CalendarDrawing(chart="calendar", label=sketch.label)
    last = max(rows)
    start = max(min(rows), last - timedelta(weeks=MOST_WEEKS - 1))
    first = start - timedelta(days=start.weekday())
    top = max((sketch.value(row, measure.id) or 0 for row in rows.values()), default=0)
    weeks = (last - first).days // 7 + 1
    return CalendarDrawing(
        chart="calendar",
        label=sketch.label,
        days=tuple(_day(sketch, start + timedelta(days=n), first, rows, top) for n in range((last - start).days + 1)),
        marks=(*_weekdays(sketch), *_months(sketch, first, weeks)),
        width=LEFT + weeks * CELL,
        measure=measure.label.text(sketch.language),
        greatest=f"{top:,}",
    )


def _day(sketch: Sketch, day: date, first: date, rows: dict, top: float) -> Day:
    measure, row = sketch.measures[0], rows.get(day)
    value = (sketch.value(row, measure.id) or 0) if row else 0
    text = sketch.text(row, measure.id) if row else "0"
    passed = (day - first).days
    shade = min(SHADES, 1 + int(SHADES * value / top)) if value > 0 and top > 0 else 0
    said = f"{day.isoformat()} {sketch.say(f'reports.weekday.{day.isoweekday()}')}{sketch.say('ui.colon')}{text}"
    href = sketch.link(row, measure.id) if row and value else None
    return Day(LEFT + passed // 7 * CELL, TOP + passed % 7 * CELL, shade, said, href)


def _weekdays(sketch: Sketch) -> tuple[Mark, ...]:
    """Every other one, as lines are low."""
    return tuple(
        Mark(0, TOP + (number - 1) * CELL + 10, sketch.say(f"reports.weekday.{number}")[:3]) for number in (1, 3, 5)
    )


def _months(sketch: Sketch, first: date, weeks: int) -> list[Mark]:
    found, month = [], None
    for week in range(weeks):
        day = first + timedelta(weeks=week, days=6)
        if day.month != month:
            month = day.month
            name = sketch.say(f"reports.month_of_year.{month}")
            text = name if sketch.language.startswith("zh") else name[:3]
            if not found or LEFT + week * CELL - found[-1].x >= 2 * CELL:
                found.append(Mark(LEFT + week * CELL, 11, text))
    return found
