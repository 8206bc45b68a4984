"""Every call, and how it keeps to its script."""

from records import tables

from .entity import choice, entity, moment, number, person, whole, yes_no
from .wording import call_scripts

rows = tables.metadata.tables["call"]
call = rows.c

entity(
    "calls",
    rows,
    at=moment(call.at),
    script=choice(call.script, call_scripts),
    person=person(call.person),
    score=number(call.score),
    passed=yes_no(call.passed),
    seconds=whole(call.seconds),
    agent_share=number(call.agent_share),
    questions=whole(call.questions),
)
