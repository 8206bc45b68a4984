"""How a list is laid out: as a table, on a board of lanes, in a calendar, as cards; kept in its address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from rules import Type

from ..fields.choice import Choice
from .record_columns import RecordColumn

TABLE, KANBAN, CALENDAR, CARDS = LAYOUTS = ("table", "kanban", "calendar", "cards")
BOARD = "board"  # what people call the lanes, in an address that they write themselves
MONTH, WEEK = SPANS = ("month", "week")
SHAPED = ("as", "lanes", "line", "on", "span", "day")  # the arguments of a link
MOST_LANES = 40
STAGE, LINE = "stage", "pipeline"
NO_LINE = "-"  # the records that are in no pipeline
DATES = (Type.DATE, Type.DATETIME)
# What the system knows of a record's days that people plan by, the most asked for first.
USUAL_DATES = (
    "next_due_at", "wake_on", "stage_due_at", "last_contact_at", "created_at", "closed_at", "assigned_at",
    "stage_entered_at",
)  # fmt: skip


class Shaped(Protocol):
    """A view, as far as it says how it is laid out."""

    layout: str
    kanban: str | None
    calendar: str | None


@dataclass(frozen=True, slots=True)
class ListShape:
    """What a link says of it; what it leaves open is the view's to say."""

    layout: str | None = None
    lanes: str | None = None
    on: str | None = None
    span: str = ""
    day: date | None = None
    line: str | None = None  # whose stages are the lanes, where a form has several pipelines

    @classmethod
    def from_args(cls, one: Mapping[str, Any]) -> ListShape:
        """Read as, lanes, on, span, day."""
        layout, span = str(one.get("as") or ""), str(one.get("span") or "")
        layout = KANBAN if layout == BOARD else layout
        return cls(
            layout if layout in LAYOUTS else None,
            str(one.get("lanes") or "")[:80] or None,
            str(one.get("on") or "")[:80] or None,
            span if span in SPANS else "",
            _day(str(one.get("day") or "")),
            str(one.get("line") or "")[:80] or None,
        )

    def to_args(self) -> dict[str, str | None]:
        """The same as arguments of a link."""
        day = self.day.isoformat() if self.day else None
        return {"as": self.layout, "lanes": self.lanes, "line": self.line, "on": self.on, "span": self.span, "day": day}

    def completed(self, view: Shaped | None, columns: Mapping[str, RecordColumn]) -> ListShape:
        """With all that is needed to draw it; a layout that finds nothing to go by is a table."""
        lanes, dates = tuple(lane_columns(columns)), tuple(date_columns(columns))
        found = replace(
            self,
            layout=self.layout or (view.layout if view else TABLE),
            lanes=_one_of((self.lanes, view.kanban if view else None), lanes),
            on=_one_of((self.on, view.calendar if view else None), dates),
            span=self.span or MONTH,
        )
        found = replace(found, line=_line(found, columns))
        lost = {KANBAN: found.lanes, CALENDAR: found.on}.get(found.layout, TABLE) is None
        return replace(found, layout=TABLE) if lost else found


def lines_of(columns: Mapping[str, RecordColumn]) -> tuple[str, ...]:
    """The pipelines of which a board of stages shows one at a time; none where there is only one."""
    column = columns.get(LINE)
    lines = tuple(each.id for each in column.type.choices) if column and isinstance(column.type, Choice) else ()
    return lines if len(lines) > 1 else ()


def _line(shape: ListShape, columns: Mapping[str, RecordColumn]) -> str | None:
    lines = lines_of(columns) if shape.layout == KANBAN and shape.lanes == STAGE else ()
    return _one_of((shape.line,), (*lines, NO_LINE)) if lines else None


def lane_columns(columns: Mapping[str, RecordColumn]) -> Iterator[str]:
    """What can be the lanes of a board: the stage, and every choice of few values."""
    for name in ("stage", *(name for name in columns if name != "stage")):
        column = columns.get(name)
        if column is not None and makes_lanes(column):
            yield name


def makes_lanes(column: RecordColumn) -> bool:
    """One choice a record, of which all can stand side by side."""
    if not (column.own or column.name == "stage") or column.piece or column.mask:
        return False
    return isinstance(column.type, Choice) and 0 < len(column.type.choices) <= MOST_LANES


def date_columns(columns: Mapping[str, RecordColumn]) -> Iterator[str]:
    """What can place a record in a calendar: its own dates, then what the system knows of it."""
    own = (name for name, column in columns.items() if column.own and not column.mask)
    for name in (*own, *USUAL_DATES):
        if name in columns and columns[name].type.rule_type in DATES:
            yield name


def _one_of(wanted: tuple[str | None, ...], known: tuple[str, ...]) -> str | None:
    return next((name for name in wanted if name in known), known[0] if known else None)


def _day(written: str) -> date | None:
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return None
    return found if 1900 < found.year < 2200 else None
