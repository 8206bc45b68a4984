"""Whom a step is about: the words for it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from definitions import LANGUAGES, Catalog, Label, Problem, say, suggest

from ..pipelines import Party
from .definition import Place


def party_problems(parties: Iterable[Party], place: Place) -> Iterator[Problem]:
    """Roles that this configuration does not have; teams and people are the database's to know."""
    known = [role.id for role in place.catalog.all("role")]
    for party in parties:
        if party.kind == "role" and party.value not in known:
            hint = suggest(party.value, known)
            yield place.problem("flows.problem.unknown_role", name=party.value, suggestion=hint)


def party_words(catalog: Catalog, party: Party) -> Any:
    """The owner, their superior, a role by its label, a team or a person by name."""
    if party.kind in ("owner", "superior"):
        return Label.of({language: say(f"automation.party.{party.kind}", language) for language in LANGUAGES})
    role = catalog.find("role", party.value) if party.kind == "role" else None
    return role.label if role is not None else Label.of(party.value)
