"""Grades, outcomes and pools as choices: rules are checked against what there is, lists and words use the labels."""

from __future__ import annotations

from collections.abc import Mapping

from definitions import LANGUAGES, Catalog, Label, say
from forms import SCOPE_EXTENSIONS, system_label
from rules import Name, Scope, Type

OUTCOMES = ("open", "won", "lost", "parked", "invalid")


@SCOPE_EXTENSIONS.register("grades, outcomes and pools")
def names_with_choices(catalog: Catalog, form: str) -> Scope:
    """The names that flows keep, with the words that this configuration gives them."""
    pipelines = catalog.of_form("pipeline", form)
    bands = {band.id: band.label for card in catalog.of_form("scorecard", form) for band in card.bands}
    found = {
        "grade": bands,
        "rule_grade": bands,
        "pool": {pool.id: pool.label for routing in catalog.of_form("routing", form) for pool in routing.pools},
        "outcome": _outcomes({stage.outcome for line in pipelines for stage in line.stages}) if pipelines else {},
    }
    return Scope({name: Name(Type.CHOICE, system_label(name), choices) for name, choices in found.items() if choices})


def _outcomes(used: set[str]) -> Mapping[str, Label]:
    words = (*OUTCOMES, *sorted(used - set(OUTCOMES)))
    return {word: outcome_label(word) for word in words}


def outcome_label(word: str) -> Label:
    """The usual outcomes have names; any other word is its own."""
    if word not in OUTCOMES:
        return Label.of(word)
    return Label.of({language: say(f"forms.outcome.{word}", language) for language in LANGUAGES})
