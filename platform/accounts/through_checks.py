"""Checks of sight through links: links that are there, point at what the role sees, and never round in a circle."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from typing import Any

from definitions import Catalog, Problem, check, suggest

from .role import ANY_FORM, THROUGH, RoleDefinition
from .through import links_of, pointed_at


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
        graph = {form: set(pointed_at(catalog, form, rights.through)) for form, rights in role.forms.items()}
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
