"""What an admin wrote about an automation, as frozen objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from typing import Any

from definitions import Catalog, Duration, Label, Source, kind
from forms import scope_of
from rules import Expression, Name, Scope, Type

from ..facts import facts_scope
from ..steps import Step
from ..steps.hand import GIVEN
from .occasions import Occasion

DO, ELSE = "do", "else"
DAY, WEEK, MONTH = "day", "week", "month"
BEFORE, AFTER = "before", "after"
# So often may one automation begin for one record within an hour, unless its file says otherwise.
PER_HOUR = 20


@dataclass(frozen=True)
class Moment:
    """A time that a field of the record gives: some time before or after it; of a day, at this time of the day."""

    field: str
    by: Duration | None = None
    side: str = AFTER
    at: time | None = None


@dataclass(frozen=True)
class Schedule:
    """A time of the calendar: each day, on days of the week, or on days of the month; -1 is a month's last."""

    every: str
    at: time
    days: tuple[int, ...] = ()
    working: bool = False  # only on days on which the calendar works; a month's day then moves to the next such day
    calendar: str | None = None
    of_records: bool = True


@dataclass(frozen=True)
class Given:
    """Something that a caller hands over."""

    name: str
    type: Type


@kind("automation", folder="automations")
@dataclass(frozen=True, eq=False)
class Automation:
    """When something happens, and if a condition holds, these steps are done."""

    id: str
    form: str
    label: Label
    occasions: tuple[Occasion, ...] = ()
    moments: tuple[Moment, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    takes: tuple[Given, ...] = ()
    when: Expression | None = None
    do: tuple[Step, ...] = ()
    otherwise: tuple[Step, ...] = ()
    once: bool = False
    rights: str | None = None
    per_hour: int = PER_HOUR

    @classmethod
    def schema(cls) -> dict[str, Any]:
        from .schema import automation_schema

        return automation_schema()

    @classmethod
    def from_source(cls, source: Source) -> Automation:
        from .reading import read_automation

        return read_automation(source)

    @property
    def is_only_called(self) -> bool:
        """Whether it begins when another one says so, and never by itself."""
        return not (self.occasions or self.moments or self.schedules)

    @property
    def has_record(self) -> bool:
        """Whether every run of it is about a record."""
        return all(one.of_records for one in self.schedules)

    def steps(self, branch: str) -> tuple[Step, ...]:
        """What is done where the condition holds, or where it does not."""
        return self.otherwise if branch == ELSE else self.do

    def branches(self) -> Iterator[tuple[str, tuple[Step, ...]]]:
        """Both ways, by name."""
        yield DO, self.do
        yield ELSE, self.otherwise


def scope_for(catalog: Catalog, automation: Automation) -> Scope:
    """What its rules and texts may name: the record's facts, and `given.x` of what callers hand over."""
    base = facts_scope(catalog, automation.form) if automation.has_record else Scope({})
    given = {f"{GIVEN}{one.name}": Name(one.type, Label.of(one.name)) for one in automation.takes}
    return Scope({**base.names, **given}, base.functions)


def date_fields(catalog: Catalog, form: str) -> dict[str, Type]:
    """The names that moments may be reckoned from."""
    names = scope_of(catalog, form).names
    return {name: one.type for name, one in names.items() if one.type in (Type.DATE, Type.DATETIME)}
