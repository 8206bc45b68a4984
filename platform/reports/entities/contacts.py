"""Every contact that somebody wrote down."""

from sqlalchemy import Text

from records import tables

from .entity import choice, entity, moment, person, text
from .wording import said

event = tables.event.c


def _written(name: str):
    return event.data[name].as_string().cast(Text)


entity(
    "contacts",
    tables.event,
    only=event.kind == "contact_logged",
    at=moment(event.at),
    actor=person(event.actor),
    way=choice(_written("way"), said("flows.way")),
    result=choice(_written("outcome"), said("flows.outcome")),
    next_step=text(_written("next_step")),
)
