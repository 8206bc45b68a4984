"""The people of the house: what each has done are facts about them, so that whoever did nothing is seen as well."""

from records import tables

from .entity import choice, entity, moment, person, team, yes_no
from .wording import roles

one = tables.person.c

entity(
    "people",
    tables.person,
    of_people=True,
    person=person(one.id),
    team=team(one.team),
    role=choice(one.role, roles),
    active=yes_no(one.active),
    created_at=moment(one.created_at),
    last_seen_at=moment(one.last_seen_at),
)
