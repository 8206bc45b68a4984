"""Records are kept under the keys by which duplicates of them are found."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from accounts import Work
from records import match_keys

from .definition import FormDefinition
from .sameness import DuplicateRule, keys_of_values

# Raise it whenever one value gets other keys than before: those that are kept are then made anew, once.
KEY_MAKER = 2


def keys_made_by(form: FormDefinition) -> str:
    """Names the way in which this form's keys are made today; nothing where none are kept."""
    places = [f"{rule.id}.{part.field}:{part.way}" for rule in form.duplicates for part in rule.alike if part.points]
    return f"{KEY_MAKER}:{sha256(' '.join(sorted(places)).encode()).hexdigest()[:12]}" if places else ""


def keep_keys(work: Work, form: FormDefinition, written: Mapping[int, Mapping[str, Any]], *, new: bool = False) -> None:
    """Only rules that compare likeness need them: what is equal is found in the table itself."""
    rules = [rule for rule in form.duplicates if rule.alike]
    if not rules:
        return
    if new:
        match_keys.add(work.connection, form.id, {id: keys_of_values(rules, values) for id, values in written.items()})
        return
    changed = {id: _places(rules, values) for id, values in written.items()}
    for places in set(changed.values()) - {()}:
        some = {id: written[id] for id, theirs in changed.items() if theirs == places}
        keys = {id: keys_of_values(rules, values) for id, values in some.items()}
        match_keys.keep(work.connection, form.id, keys, places=places)


def _places(rules: list[DuplicateRule], values: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of rules whose values were written."""
    return tuple(f"{rule.id}.{part.field}" for rule in rules for part in rule.alike if part.field in values)
