"""The types of the language, what a rule may name (its scope), and what it may ask (its environment)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol
from zoneinfo import ZoneInfo

from definitions import Duration
from definitions import Label as WrittenLabel

from .errors import RuleError

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

Label = str | Mapping[str, str] | WrittenLabel


class Type(StrEnum):
    """What a value is; the values are the words an admin reads in a message."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes/no"
    DATE = "date"
    DATETIME = "datetime"
    DURATION = "duration"
    CHOICE = "choice"
    CHOICES = "list of choices"
    TEXTS = "list of texts"
    LINK = "link"
    LINKS = "list of links"
    NUMBERS = "list of numbers"
    DATES = "list of dates"
    MOMENTS = "list of datetimes"
    ANSWERS = "list of yes/no"
    OTHER = "composed value"  # an address, files, rows: only whether there is one can be asked of the whole
    SEALED = "sealed value"  # kept encrypted: only whether there is one, and whether it is a certain one
    NULL = "null"


LISTS = {Type.CHOICES: Type.CHOICE, Type.TEXTS: Type.TEXT, Type.LINKS: Type.LINK}
# What a name that reaches into rows, or along several links, holds: one value for each row; only Python has them.
COLLECTED = {
    Type.NUMBER: Type.NUMBERS, Type.DATE: Type.DATES, Type.DATETIME: Type.MOMENTS, Type.YES_NO: Type.ANSWERS,
    Type.TEXT: Type.TEXTS, Type.CHOICE: Type.CHOICES, Type.LINK: Type.LINKS,
}  # fmt: skip


@dataclass(frozen=True)
class Name:
    """Something a rule may mention: its type, its label, and its choices where it has some."""

    type: Type
    label: Label | None = None
    choices: Mapping[str, Label] | None = None


@dataclass(frozen=True)
class ContextFunction:
    """A function that a scope adds, such as `done(call)`: it takes one bare word out of `arguments`.

    A label may hold {argument}, where the label of the word goes. One that also has words for `within`, which may hold
    {window}, may be asked how far to look back: `times(call, 7d)`. `sql` makes its column out of those of the record.
    """

    type: Type
    arguments: Mapping[str, Label]
    label: Label | None = None
    within: Label | None = None
    sql: Callable[[Mapping[str, ColumnElement], str, Duration | None, Env], ColumnElement] | None = None


@dataclass(frozen=True)
class Scope:
    """All that a rule may name in one place."""

    names: Mapping[str, Name]
    functions: Mapping[str, ContextFunction] = field(default_factory=dict)


class WorkingCalendar(Protocol):
    """Who knows working hours: adds a working duration (a negative one goes back) to an aware moment."""

    def add(self, start: datetime, duration: Any) -> datetime:
        """Return the moment that lies so much working time after the start."""


@dataclass(frozen=True)
class Env:
    """What a rule may ask beside its values: the moment it runs at, whose days count, whose working hours."""

    now: datetime
    timezone: str = "UTC"
    calendar: WorkingCalendar | None = None

    def __post_init__(self) -> None:
        """A moment without a zone would be read differently on every machine."""
        if self.now.tzinfo is None:
            raise ValueError("Env.now must say its time zone")

    @cached_property
    def zone(self) -> ZoneInfo:
        """The time zone, loaded once."""
        return ZoneInfo(self.timezone)

    @cached_property
    def moment(self) -> datetime:
        """Now as the language counts: naive, in UTC."""
        return self.now.astimezone(UTC).replace(tzinfo=None)

    @cached_property
    def today(self) -> date:
        """The day that it is here."""
        return self.now.astimezone(self.zone).date()

    def slot(self, make: Callable[[Env], Any]) -> str | None:
        """The name under which a moment is filled in later; None where what is made now holds."""
        return None

    def day_of(self, moment: datetime) -> date:
        """The day on which a naive UTC moment falls here."""
        return moment.replace(tzinfo=UTC).astimezone(self.zone).date()

    def moment_of(self, local: datetime) -> datetime:
        """The naive UTC moment of a wall-clock time here."""
        return local.replace(tzinfo=self.zone).astimezone(UTC).replace(tzinfo=None)

    def working_later(self, start: datetime, duration: Duration) -> datetime:
        """The naive UTC moment that lies so much working time after (or before) another."""
        if self.calendar is None:
            raise RuleError("no_calendar")
        moment = self.calendar.add(start.replace(tzinfo=UTC), duration)
        return moment.astimezone(UTC).replace(tzinfo=None)


def label_in(label: Label | None, language: str, fallback: str) -> str:
    """The label in this language, else in any, else the id."""
    return WrittenLabel.of(label).text(language) if label else fallback
