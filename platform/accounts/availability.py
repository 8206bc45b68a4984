"""Whose working time is when: a person's calendar less their leave."""

from __future__ import annotations

from collections.abc import Iterable

from definitions import Catalog

from . import people
from .calendars import Leave, WorkingCalendar, calendar_by_id, default_calendar, leave_of
from .person import Person
from .work import Work


def calendar_of(work: Work, person: Person | int | None) -> WorkingCalendar:
    """The working calendar of a person, their leave cut out; that of the house for nobody in particular."""
    if person is None:
        return default_calendar(work.catalog)
    id = person.id if isinstance(person, Person) else person
    known = person if isinstance(person, Person) else people.find(work.connection, id)
    if known is None:
        return default_calendar(work.catalog)
    return calendar_for(work.catalog, known, leave_of(work.connection, [id])[id])


def calendars_of(work: Work, persons: Iterable[Person]) -> dict[int, WorkingCalendar]:
    """The calendars of many people with one query."""
    known = {person.id: person for person in persons}
    leaves = leave_of(work.connection, known)
    return {id: calendar_for(work.catalog, person, leaves[id]) for id, person in known.items()}


def calendar_for(catalog: Catalog, person: Person, leaves: Iterable[Leave] = ()) -> WorkingCalendar:
    """A person's calendar where their absences are known already."""
    return calendar_by_id(catalog, person.calendar, leaves)
