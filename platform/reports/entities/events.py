"""Everything that happened to a record."""

from records import tables

from .entity import choice, entity, moment, person
from .wording import said

event = tables.event.c

entity(
    "events",
    tables.event,
    kind=choice(event.kind, said("reports.value.event")),
    at=moment(event.at),
    actor=person(event.actor),
)
