"""Every time a record was given to somebody, or to nobody."""

from records import tables

from .entity import choice, entity, moment, person, team, text, whole
from .wording import pools, routing_rules, routings, said

given = tables.assignment.c

entity(
    "assignments",
    tables.assignment,
    due="accept_by",
    late="coalesce(accepted_at, refused_at, ended_at, now) > accept_by",
    at=moment(given.at),
    owner=person(given.owner),
    team=team(given.team),
    pool=choice(given.pool, pools),
    previous_owner=person(given.previous_owner),
    how=choice(given.how, said("reports.value.how")),
    routing=choice(given.routing, routings),
    rule=choice(given.rule, routing_rules),
    strategy=choice(given.strategy, said("reports.value.strategy")),
    accept_by=moment(given.accept_by),
    accepted_at=moment(given.accepted_at),
    refused_at=moment(given.refused_at),
    refusal=text(given.refusal),
    ended_at=moment(given.ended_at),
    actor=person(given.actor),
    contacted_at=moment(given.contacted_at),
    answer_wall_seconds=whole(given.answer_wall_seconds),
    answer_working_seconds=whole(given.answer_working_seconds),
    response_wall_seconds=whole(given.response_wall_seconds),
    response_working_seconds=whole(given.response_working_seconds),
)
