"""People and teams as rows: what they hold, whether they are here, who answers for whom."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts import Person, TeamTree, Work, leave_of, people, teams
from forms import table_of
from records import assignments, table_exists

from . import moments
from .languages import language, t
from .shell import PersonBadge, badge


@dataclass(frozen=True)
class PersonRow:
    """One person in a table."""

    id: int
    badge: PersonBadge
    login: str
    role: str
    team: str
    open: int
    cap: int | None
    state: str
    state_words: str
    seen: str


@dataclass(frozen=True)
class TeamNode:
    """One team in the tree; `depth` says how far below the top."""

    id: int
    label: str
    depth: int
    superior: str
    people: int
    current: bool


def team_nodes(work: Work, tree: TeamTree, chosen: int | None) -> tuple[TeamNode, ...]:
    """All teams, a parent before its children, with how many people are in them and below."""
    names = people.names(work.connection, [team.superior for team in tree])
    where = [person.team for person in people.listing(work.connection)]
    return tuple(
        TeamNode(
            id=team.id,
            label=team.label.text(language()),
            depth=len(list(tree.ancestors(team.id))) - 1,
            superior=names.get(team.superior or 0, ""),
            people=sum(place in tree.subtree(team.id) for place in where),
            current=team.id == chosen,
        )
        for team in tree
    )


def person_rows(work: Work, listed: Iterable[Person]) -> tuple[PersonRow, ...]:
    """People with their role, team, load, and whether they are away."""
    found = tuple(listed)
    tree, held = teams.tree(work.connection), open_counts(work, [person.id for person in found])
    leaves = leave_of(work.connection, [person.id for person in found])
    return tuple(_row(work, person, tree, held[person.id], leaves[person.id]) for person in found)


def cap_of(work: Work, role: str) -> int | None:
    """The most open records that any routing rule lets somebody of this role hold; None where none limits it."""
    rules = (rule for routing in work.catalog.all("routing") for rule in routing.rules if rule.who.role == role)
    limits = [rule.limits.open for rule in rules]
    return max(limits) if limits and None not in limits else None


def open_counts(work: Work, ids: Iterable[int]) -> dict[int, int]:
    """How many open records of all forms each of these people owns."""
    wanted = tuple(ids)
    held = dict.fromkeys(wanted, 0)
    for form in work.catalog.all("form"):
        table = table_of(work.catalog, form.id)
        if table_exists(work.connection, table):
            for person, n in assignments.open_counts(work.connection, table, wanted).items():
                held[person] += n
    return held


def _row(work: Work, person: Person, tree: TeamTree, held: int, leaves: Iterable[Any]) -> PersonRow:
    role, team = work.catalog.find("role", person.role), tree.get(person.team)
    state, words = _state(work, person, leaves)
    return PersonRow(
        id=person.id,
        badge=badge(person.id, person.name, href=f"/people/{person.id}"),
        login=person.login,
        role=role.label.text(language()) if role else person.role,
        team=team.label.text(language()) if team else "",
        open=held,
        cap=cap_of(work, person.role),
        state=state,
        state_words=words,
        seen=moments.shown(person.last_seen_at) or t("people.never_seen"),
    )


def _state(work: Work, person: Person, leaves: Iterable[Any]) -> tuple[str, str]:
    if not person.active:
        return "", t("people.gone_state")
    away = next((leave for leave in leaves if leave.starts_at <= work.now < leave.ends_at), None)
    if away is not None:
        return "rest", t("people.away_until", day=moments.last_day(away.ends_at))
    if person.paused:
        return "wait", t("people.paused_state")
    coming = next((leave for leave in leaves if leave.starts_at > work.now), None)
    if coming is not None:
        return "", t("people.away_from", day=moments.day(moments.local(coming.starts_at).date()))
    return "good", t("people.here")
