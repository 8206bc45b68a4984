"""What a report may name: the record's fields and system names, and the names of what it counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement

from definitions import LANGUAGES, Catalog, Label, say, texts_of
from forms import RecordColumn, columns_of, field_types, record_columns, scope_of, system_label
from rules import Name, Scope, Type

from .entities import ENTITIES, RULE_TYPES, Entity

Labels = Mapping[str, Label]


@dataclass(frozen=True, eq=False)
class Known:
    """One name: how rules see it, the column behind it, and how its values are shown."""

    name: Name
    column: ColumnElement
    shown: RecordColumn
    order: tuple[str, ...] = ()
    field: str | None = None

    @property
    def label(self) -> Label:
        return Label.of(self.name.label, self.shown.name)


def vocabulary(catalog: Catalog, over: str, form: str) -> Mapping[str, Known]:
    """All names of a report over such rows; where a row and its record share one, `record_…` is the record's."""
    return catalog.derived(("report names", over, form), lambda: _vocabulary(catalog, ENTITIES[over], form))


def report_scope(catalog: Catalog, over: str, form: str) -> Scope:
    """The same as rules see it, without the report's params."""
    base = scope_of(catalog, form)
    names = {id: known.name for id, known in vocabulary(catalog, over, form).items()}
    return Scope({**names, "me": base.names["me"]})


def _vocabulary(catalog: Catalog, entity: Entity, form: str) -> dict[str, Known]:
    of_records = dict(_of_records(catalog, form))
    if entity.table is None:
        return of_records
    own = {id: _own(catalog, entity, form, id) for id in entity.names}
    renamed = {f"record_{id}" if id in own else id: known for id, known in of_records.items()}
    return {**renamed, **own}


def _of_records(catalog: Catalog, form: str) -> Iterator[tuple[str, Known]]:
    names, columns = scope_of(catalog, form).names, columns_of(catalog, form)
    for id, shown in record_columns(catalog, form).items():
        if id not in columns or id not in names:
            continue
        labels = {} if shown.own or names[id].choices else _labels(catalog, form, id)
        shown = _choosing(id, Label.of(names[id].label), labels) if labels else shown
        order = tuple(option.id for option in getattr(shown.type, "choices", ()))
        yield id, Known(names[id], columns[id], shown, order, shown.field)


def _own(catalog: Catalog, entity: Entity, form: str, id: str) -> Known:
    kind = entity.names[id]
    label = _label_of(entity, id)
    labels = _labels(catalog, form, id) if kind == "choice" else {}
    if kind == "choice":
        shown = _choosing(id, label, labels)
    elif kind == "team":
        shown = record_columns(catalog, form)["team"]
    else:
        shown = RecordColumn(id, label, field_types.get(kind)(), own=False)
    return Known(Name(RULE_TYPES[kind], label), entity.table.c[id], shown, tuple(labels))


def _choosing(id: str, label: Label, labels: Labels) -> RecordColumn:
    options = [{"id": each, "label": text.as_written()} for each, text in labels.items()]
    return RecordColumn(id, label, field_types.get("choice").from_options({"choices": options}), own=False)


def _label_of(entity: Entity, id: str) -> Label:
    key = f"reports.{entity.id}.{id}"
    if key in texts_of("en"):
        return Label.of({language: say(key, language) for language in LANGUAGES})
    return system_label(id)


def _labels(catalog: Catalog, form: str, id: str) -> Labels:
    """What the values of a name are called: by the definitions of the form, else by us."""
    return dict(_DEFINED[id](catalog, form)) if id in _DEFINED else dict(_said(id))


def _said(id: str) -> Iterator[tuple[str, Label]]:
    head = f"reports.value.{id}."
    for key in texts_of("en"):
        if key.startswith(head):
            yield key.removeprefix(head), Label.of({language: say(key, language) for language in LANGUAGES})


def _stages(catalog: Catalog, form: str) -> Iterator[tuple[str, Label]]:
    return ((stage.id, stage.label) for one in catalog.of_form("pipeline", form) for stage in one.stages)


def _pipelines(catalog: Catalog, form: str) -> Iterator[tuple[str, Label]]:
    return ((one.id, one.label) for one in catalog.of_form("pipeline", form))


def _tasks(catalog: Catalog, form: str) -> Iterator[tuple[str, Label]]:
    for pipeline in catalog.of_form("pipeline", form):
        for stage in pipeline.stages:
            yield from ((task.id, task.label) for task in stage.tasks)
    yield from _said("task")


def _reasons(catalog: Catalog, form: str) -> Iterator[tuple[str, Label]]:
    return ((why.id, why.label) for one in catalog.of_form("pipeline", form) for why in one.skip_reasons)


def _bands(catalog: Catalog, form: str) -> Iterator[tuple[str, Label]]:
    return ((band.id, band.label) for card in catalog.of_form("scorecard", form) for band in card.bands)


def _routings(catalog: Catalog, form: str) -> Iterator[tuple[str, Label]]:
    return ((one.id, one.label) for one in catalog.of_form("routing", form))


def _routing_rules(catalog: Catalog, form: str) -> Iterator[tuple[str, Label]]:
    return ((rule.id, rule.label) for one in catalog.of_form("routing", form) for rule in one.rules)


def _pools(catalog: Catalog, form: str) -> Iterator[tuple[str, Label]]:
    return ((pool.id, pool.label) for one in catalog.of_form("routing", form) for pool in one.pools)


_DEFINED = {
    "stage": _stages, "left_to": _stages, "pipeline": _pipelines, "task": _tasks, "reason": _reasons,
    "grade": _bands, "routing": _routings, "rule": _routing_rules, "pool": _pools,
}  # fmt: skip


def is_grouped(kind: Type) -> bool:
    """Whether rows can be put together by values of this type; a list would count one row several times."""
    return kind not in (Type.CHOICES, Type.TEXTS, Type.LINKS, Type.DURATION, Type.OTHER, Type.NULL)
