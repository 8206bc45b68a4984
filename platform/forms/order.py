"""The order in which a form's fields can be decided: each after those its rules name."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from .definition import FormDefinition
from .field_definition import FieldDefinition
from .scope import field_of


class RulesInACircle(Exception):
    """Fields whose rules wait for each other."""

    def __init__(self, ids: tuple[str, ...]) -> None:
        super().__init__(" → ".join(ids))
        self.ids = ids


def deciding_order(form: FormDefinition) -> tuple[FieldDefinition, ...]:
    """The fields, each after those that decide whether it is there and what it holds."""
    sorter = TopologicalSorter({field.id: sorted(_waits_for(form, field)) for field in form.fields})
    try:
        return tuple(form.field(id) for id in sorter.static_order())
    except CycleError as error:
        raise RulesInACircle(tuple(error.args[1])) from None


def _waits_for(form: FormDefinition, field: FieldDefinition) -> set[str]:
    """`required_when` is asked at the very end; a field's own name in `read_only_when` is its stored value."""
    names: set[str] = set()
    for rule in (field.visible_when, field.formula, field.default_formula, *field.offered_when.values()):
        names |= rule.names if rule else frozenset()
    if field.read_only_when:
        names |= {name for name in field.read_only_when.names if field_of(name) != field.id}
    names |= {getattr(field.type, "parent", None) or field.id} - {field.id}
    return {field_of(name) for name in names} & set(form.by_id)
