"""Every point of every call's script: what is said, what is left out, and by whom."""

from records import tables

from .entity import choice, entity, moment, person, yes_no
from .wording import call_points, call_scripts

rows = tables.metadata.tables["call_point"]
point = rows.c

entity(
    "call_points",
    rows,
    at=moment(point.at),
    script=choice(point.script, call_scripts),
    point=choice(point.point, call_points),
    person=person(point.person),
    met=yes_no(point.met),
    forbidden=yes_no(point.forbidden),
    must=yes_no(point.must),
)
