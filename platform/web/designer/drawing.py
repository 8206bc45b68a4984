"""The form as users get it, from whatever the draft says by now: what cannot be drawn yet is left out, nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from accounts import Work
from definitions import Catalog, read_single
from forms import BoundField, FormDefinition, bind

# Everything is drawn, whatever the record or the reader; what decides about that is told beside the field.
DECIDING = ("visible_when", "required_when", "read_only_when", "formula", "rights", "reveals", "messages")


def drawn(
    work: Work, catalog: Catalog, whole: FormDefinition | None, data: Mapping[str, Any], broken: set[str]
) -> tuple[FormDefinition | None, dict[str, BoundField]]:
    """The form without what is broken, and its fields bound as for a new record; `whole` is the form if it is sound."""
    form = _undecided(whole) if whole is not None and not broken else _read(data, broken)
    if form is None:
        return None, {}
    computed = {field["id"] for field in data["fields"] if field.get("formula")}
    bound = _bound(work, catalog, form.settled(catalog.find))
    return form, {id: replace(each, read_only=True) if id in computed else each for id, each in bound.items()}


def _undecided(form: FormDefinition) -> FormDefinition:
    """The form without rules and rights."""
    nothing: dict[str, Any] = dict.fromkeys(("visible_when", "required_when", "read_only_when", "formula"))
    nothing |= {"default_formula": None, "rights": (), "reveals": frozenset(), "messages": {}, "offered_when": {}}
    fields = tuple(replace(field, **nothing) for field in form.fields)
    return replace(form, fields=fields, checks=(), duplicates=())


def _read(data: Mapping[str, Any], broken: set[str]) -> FormDefinition | None:
    """What can be read of a form with something wrong in it."""
    left_out = set(broken)
    for _ in range(2):
        found = read_single("form", json.dumps(_written(data, left_out), default=str), file="form")
        if not found.problems:
            break
        left_out |= {part for problem in found.problems for part in problem.path.split(".")[1:2]}
    return found.definition


def _written(data: Mapping[str, Any], left_out: set[str]) -> dict[str, Any]:
    fields = [_plain(field) for field in data["fields"] if isinstance(field, dict) and field.get("id") not in left_out]
    title = next((field["id"] for field in fields if field["id"] == data.get("title")), None)
    return {
        "kind": "form",
        "id": data.get("id") or "form",
        "title": title or (fields[0]["id"] if fields else "none"),
        "fields": fields,
    }


def _plain(field: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in field.items() if name not in DECIDING}
    if isinstance(kept.get("default"), dict):
        del kept["default"]
    if isinstance(kept.get("choices"), list):
        kept["choices"] = [_without_when(choice) for choice in kept["choices"]]
    return kept


def _without_when(choice: Any) -> Any:
    return {name: value for name, value in choice.items() if name != "when"} if isinstance(choice, dict) else choice


def _bound(work: Work, catalog: Catalog, form: FormDefinition) -> dict[str, BoundField]:
    """As gallery and pages do it, in the name of the system: the designer sees every field."""
    there = catalog.replacing({("form", form.id): form})
    inside = replace(work.as_system(), catalog=there)
    inside = inside.as_actor(replace(inside.actor, catalog=there, language=work.language))
    return dict(bind(form, inside).fields)
