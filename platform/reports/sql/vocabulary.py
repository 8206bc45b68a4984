"""What a report may name: the names of the record, those of what it counts, and those behind their links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from definitions import LANGUAGES, Catalog, Label, say, texts_of
from forms import RecordColumn, columns_of, field_types, record_columns, scope_of, system_label
from rules import Name, Scope

from ..entities import ENTITIES, Entity, RowName
from .links import Link, linked
from .names import ROW, Known, choosing, names_of_form


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All names of a report over such rows, and the links that names with a dot follow."""

    names: Mapping[str, Known]
    links: Mapping[str, Link] = field(default_factory=dict)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The forms whose fields are among the names."""
        return frozenset(known.field[0] for known in self.names.values() if known.field is not None)


def vocabulary(catalog: Catalog, over: str, form: str) -> Vocabulary:
    """The names; where a row and its record share one, `record_…` is the record's."""
    return catalog.derived(("report names", over, form), lambda: _vocabulary(catalog, ENTITIES.get(over), form))


def report_scope(catalog: Catalog, over: str, form: str) -> Scope:
    """The same as rules see it, without the report's params."""
    base = scope_of(catalog, form)
    names = {id: known.name for id, known in vocabulary(catalog, over, form).names.items()}
    return Scope({**names, "me": base.names["me"]}, base.functions)


def _vocabulary(catalog: Catalog, entity: Entity, form: str) -> Vocabulary:
    own = {id: _own(catalog, entity, form, id) for id in entity.names}
    of_records = () if entity.of_people else names_of_form(catalog, form, columns_of(catalog, form))
    names = {**{f"record_{id}" if id in own else id: known for id, known in of_records}, **own}
    links, behind = linked(catalog, names)
    return Vocabulary({**names, **behind}, links)


def _own(catalog: Catalog, entity: Entity, form: str, id: str) -> Known:
    own = entity.names[id]
    label = _label_of(entity, id)
    labels = dict(own.words(catalog, form)) if own.words else {}
    shown = choosing(id, label, labels) if own.kind == "choice" else _shown(catalog, form, own, id=id, label=label)
    return Known(Name(own.rule_type, label, labels or None), own.column, shown, tuple(labels), whose=ROW)


def _shown(catalog: Catalog, form: str, own: RowName, *, id: str, label: Label) -> RecordColumn:
    if own.kind == "team":
        return record_columns(catalog, form)["team"]
    return RecordColumn(id, label, field_types.get(own.kind)(), own=False)


def _label_of(entity: Entity, id: str) -> Label:
    key = f"reports.{entity.id}.{id}"
    if key in texts_of("en"):
        return Label.of({language: say(key, language) for language in LANGUAGES})
    return system_label(id)
