"""Checks of sight through links: links that are there, point at what the role sees, and never round in a circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import Any

from definitions import Catalog, Problem, check, suggest

from .role import ANY_FORM, THROUGH, RoleDefinition


@check
def links_of_sight_point_somewhere(catalog: Catalog) -> Iterator[Problem]:
    """Each link that a role sees a form through exists, and points at records that the role sees."""
    for role in catalog.all("role"):
        for form, rights in role.forms.items():
            for position, name in enumerate(rights.through):
                path = ("forms", form, "see", THROUGH, position)
                yield from _link_problems(catalog, role, form, (path, name))


@check
def links_of_sight_come_to_an_end(catalog: Catalog) -> Iterator[Problem]:
    """Forms that are seen through one another would be seen by nobody, however long one looked."""
    for role in catalog.all("role"):
        graph = {form: set(_pointed_at(catalog, form, rights.through)) for form, rights in role.forms.items()}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle = list(reversed(error.args[1]))
            yield catalog.problem(
                role, ("forms", circle[0], "see"), "accounts.through_circle", circle=" → ".join(circle)
            )


def _link_problems(
    catalog: Catalog, role: RoleDefinition, form: str, place: tuple[tuple[Any, ...], str]
) -> Iterator[Problem]:
    path, name = place
    if form == ANY_FORM:
        yield catalog.problem(role, path, "accounts.through_of_any_form")
        return
    definition = catalog.find("form", form)
    if definition is None:
        return  # told of the form
    links = links_of(definition)
    known = {field.id for field in definition.fields}
    if name not in known:
        yield catalog.problem(
            role, path, "accounts.unknown_field", field=name, form=form, suggestion=suggest(name, links or known)
        )
    elif name not in links:
        listed = ", ".join(links) or "–"
        yield catalog.problem(role, path, "accounts.through_no_link", field=name, form=form, links=listed)
    elif catalog.find("form", links[name]) is not None and role.on(links[name]).see == "none":
        yield catalog.problem(role, path, "accounts.through_unseen", field=name, form=links[name])


def sight_of(catalog: Catalog, role: RoleDefinition, form: str) -> frozenset[str]:
    """Whose records a role sees of a form (none, own, team, all): by its rights there, or at the end of its links."""
    return frozenset(_levels(catalog, role, form, frozenset()))


def _levels(catalog: Catalog, role: RoleDefinition, form: str, passed: frozenset[str]) -> Iterator[str]:
    rights = role.on(form)
    if rights.see != THROUGH:
        yield rights.see
    elif form not in passed:
        for end in _pointed_at(catalog, form, rights.through):
            yield from _levels(catalog, role, end, passed | {form})


def links_of(definition: Any) -> Mapping[str, str]:
    """The fields of a form that point at one record, each with the form of that."""
    return {field.id: field.points_at for field in definition.fields if field.points_at}


def _pointed_at(catalog: Catalog, form: str, through: tuple[str, ...]) -> Iterator[str]:
    definition = catalog.find("form", form)
    links = links_of(definition) if definition is not None and through else {}
    return (links[name] for name in through if name in links)
