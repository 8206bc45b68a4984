"""Every time a record was scored."""

from records import tables

from .entity import choice, entity, moment, number, yes_no
from .wording import bands, scorecards

grade = tables.grade.c

entity(
    "grades",
    tables.grade,
    at=moment(grade.at),
    scorecard=choice(grade.scorecard, scorecards),
    score=number(grade.score),
    grade=choice(grade.band, bands),
    urgent=yes_no(grade.urgent),
)
