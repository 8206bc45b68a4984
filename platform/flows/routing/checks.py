"""What only a look across files, at the whole routing, or at the people there are can find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection

from accounts import people, teams
from definitions import WARNING, Catalog, Problem, check, suggest
from forms import Wanted, expression_problems, scope_of

from ..never import always_holds, never_holds
from .definition import NEXT, PERSON, SUPERIOR_OF, Destination, Routing
from .kin import Kinship
from .person_scope import with_person
from .strategy import STRATEGIES
from .who import Who

Path = tuple[Any, ...]


@check
def routings_belong_to_a_form(catalog: Catalog) -> Iterable[Problem]:
    """The form exists, and has one routing."""
    for routing in catalog.all("routing"):
        if catalog.find("form", routing.form) is None:
            yield _unknown(catalog, routing, ("form",), ("form", routing.form))
            continue
        first = catalog.of_form("routing", routing.form)[0]
        if first is not routing:
            params = {"form": routing.form, "other": first.id}
            yield catalog.problem(routing, ("form",), "routing.problem.second_routing", **params)


@check
def rules_of_routings_fit(catalog: Catalog) -> Iterable[Problem]:
    """Every condition and match names what there is and can hold."""
    for routing in catalog.all("routing"):
        if catalog.find("form", routing.form) is None:
            continue
        scope = scope_of(catalog, routing.form)
        for place, rule in enumerate(routing.rules):
            path = ("rules", place, "when")
            yield from expression_problems(catalog, scope, Wanted(routing, path, rule.when))
            if rule.when is not None and never_holds(rule.when):
                yield catalog.problem(routing, path, "routing.problem.never_met", level=WARNING, rule=rule.when.text)
            yield from STRATEGIES.get(rule.how.strategy).problems(
                catalog, routing, ("rules", place, "how"), rule.how.options
            )
        for path, who in _everybody_meant(routing):
            if who.match is not None:
                wanted = Wanted(routing, (*path, "match"), who.match)
                yield from expression_problems(catalog, with_person(scope, who.match), wanted)


@check
def pools_can_be_asked(catalog: Catalog) -> Iterable[Problem]:
    """Conditions of pools and of recycling name what there is, and can be asked of all records at once."""
    for routing in catalog.all("routing"):
        if catalog.find("form", routing.form) is None:
            continue
        for place, pool in enumerate(routing.pools):
            match = pool.who.match
            if match is not None and not (match.sql_able and match.is_timeless):
                yield catalog.problem(routing, ("pools", place, "who", "match"), "routing.problem.pool_moves")
        for place, rule in enumerate(routing.recycle):
            wanted = Wanted(routing, ("recycle", place, "when"), rule.when)
            yield from expression_problems(catalog, scope_of(catalog, routing.form), wanted)


@check
def kin_can_be_found(catalog: Catalog) -> Iterable[Problem]:
    """The fields and forms by which kin are found are there."""
    for routing in catalog.all("routing"):
        own = catalog.find("form", routing.form)
        for place, rule in enumerate(routing.rules):
            if own is not None and rule.who.owner_of is not None:
                yield from _kin_problems(catalog, routing, ("rules", place, "who", "owner_of"), rule.who.owner_of)


@check
def rules_are_not_hidden(catalog: Catalog) -> Iterable[Problem]:
    """A rule is not asked in vain because an earlier one takes all its records."""
    for routing in catalog.all("routing"):
        for place, rule in enumerate(routing.rules):
            for earlier in routing.rules[:place]:
                if not (always_holds(earlier.when) or _same(earlier.when, rule.when)):
                    continue
                what = "only_after" if earlier.otherwise.at_last.to == NEXT else "hidden"
                path = ("rules", place, "when" if rule.when is not None else "id")
                params = {"rule": rule.id, "earlier": earlier.id}
                yield catalog.problem(routing, path, f"routing.problem.{what}", level=WARNING, **params)
                break


@check
def routings_name_what_exists(catalog: Catalog) -> Iterable[Problem]:
    """Roles and messages that a routing names are there, and there is a last resort."""
    for routing in catalog.all("routing"):
        for path, who in _everybody_meant(routing):
            if who.role is not None and catalog.find("role", who.role) is None:
                yield _unknown(catalog, routing, (*path, "role"), ("role", who.role))
        if routing.notify is not None and catalog.find("message", routing.notify.message) is None:
            yield _unknown(catalog, routing, ("notify", "message"), ("message", routing.notify.message))
        if routing.otherwise.at_last.to in (PERSON, SUPERIOR_OF) and not routing.pools:
            yield catalog.problem(routing, ("else",), "routing.problem.no_last_resort", level=WARNING)


def warnings_about_people(connection: Connection, catalog: Catalog) -> tuple[Problem, ...]:
    """Teams and people that routings name and the database does not have: for the plan, before publishing."""
    tree = teams.tree(connection)
    known_teams = {team.key: tree.superiors(0, team.id) for team in tree}
    active = {person.login for person in people.listing(connection)}
    found: list[Problem] = []
    for routing in catalog.all("routing"):
        for path, who in _everybody_meant(routing):
            if who.team is not None and who.team not in known_teams:
                found.append(_missing(catalog, routing, (*path, "team"), "team", who.team, known_teams))
            for place, login in enumerate(who.people):
                if login not in active:
                    found.append(_missing(catalog, routing, (*path, "people", place), "person", login, active))
        for path, destination in _destinations(routing):
            found.extend(_gone(catalog, routing, path, destination, known_teams, active))
    return tuple(found)


def _gone(
    catalog: Catalog, routing: Routing, path: Path, to: Destination, known_teams: dict[str, Any], active: set[str]
) -> Iterator[Problem]:
    if to.to == PERSON and to.value not in active:
        yield _missing(catalog, routing, path, "person", to.value, active)
    if to.to == SUPERIOR_OF and to.value not in known_teams:
        yield _missing(catalog, routing, path, "team", to.value, known_teams)
    elif to.to == SUPERIOR_OF and not known_teams[to.value]:
        yield catalog.problem(routing, path, "routing.problem.no_superior", level=WARNING, team=to.value)


def _kin_problems(catalog: Catalog, routing: Routing, path: Path, kinship: Kinship) -> Iterator[Problem]:
    own = catalog.get("form", routing.form)
    if kinship.is_likeness:
        return
    if kinship.link is not None:
        field = own.find(kinship.link)
        if field is None or field.type.refers != "record" or field.type.many:
            links = [each.id for each in own.fields if each.type.refers == "record" and not each.type.many]
            params = {"name": kinship.link, "suggestion": suggest(kinship.link, links)}
            yield catalog.problem(routing, (*path, "link"), "routing.problem.no_link", **params)
        return
    other = catalog.find("form", kinship.form) if kinship.form else own
    if other is None:
        yield _unknown(catalog, routing, (*path, "form"), ("form", kinship.form))
        return
    for form, names in ((own, [name for name, _ in kinship.same]), (other, [name for _, name in kinship.same])):
        for name in dict.fromkeys(names):
            if form.find(name) is None:
                params = {"name": name, "form": form.label, "suggestion": suggest(name, form.by_id)}
                yield catalog.problem(routing, (*path, "same"), "routing.problem.no_field_of", **params)


def _everybody_meant(routing: Routing) -> Iterator[tuple[Path, Who]]:
    for place, rule in enumerate(routing.rules):
        yield ("rules", place, "who"), rule.who
    for place, pool in enumerate(routing.pools):
        yield ("pools", place, "who"), pool.who
        if pool.watch is not None:
            yield ("pools", place, "watch"), pool.watch


def _destinations(routing: Routing) -> Iterator[tuple[Path, Destination]]:
    yield ("else",), routing.otherwise.at_last
    for place, rule in enumerate(routing.rules):
        yield ("rules", place, "else"), rule.otherwise.at_last
    if routing.accept is not None:
        yield ("accept", "then"), routing.accept.then


def _same(one: Any, other: Any) -> bool:
    return one is not None and other is not None and one.tree == other.tree


def _unknown(catalog: Catalog, routing: Routing, path: Path, missing: tuple[str, str]) -> Problem:
    kind, id = missing
    suggestion = suggest(id, [each.id for each in catalog.all(kind)])
    return catalog.problem(routing, path, f"flows.problem.unknown_{kind}", name=id, suggestion=suggestion)


def _missing(catalog: Catalog, routing: Routing, path: Path, what: str, name: str, known: Iterable[str]) -> Problem:
    suggestion = suggest(name, known)
    key = f"routing.problem.no_such_{what}"
    return catalog.problem(routing, path, key, level=WARNING, name=name, suggestion=suggestion)
