"""What the rules of a form's own fields may name beside the rest: into its rows (`items.amount`), along its links
(`customer.tier`).

Such names reach beyond the record's row. A formula keeps what they come to in a field, and the field is what lists,
reports, grading and routing can ask.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from definitions import LANGUAGES, Catalog, Label
from rules import COLLECTED, Name, Scope, Type

from .definition import FormDefinition
from .field_definition import FieldDefinition
from .scope import form_of, name_of, scope_of

NUMBER = "number"


def own_scope_of(catalog: Catalog, form: str) -> Scope:
    """The scope of the form's own rules."""
    return catalog.derived(("own scope", form), lambda: _own_scope(catalog, form))


def links_along(form: FormDefinition) -> Iterator[FieldDefinition]:
    """The fields along which rules may go: links to one record or to several."""
    return (field for field in form.fields if field.type.refers == "record")


def _own_scope(catalog: Catalog, form: str) -> Scope:
    base, definition = scope_of(catalog, form), form_of(catalog, form)
    inner = {
        f"{field.id}.{name}": replace(known, label=_joined(field.label, Label.of(known.label, name)))
        for field in definition.fields
        for name, known in field.type.inner_names().items()
    }
    linked = {name: known for field in links_along(definition) for name, known in _behind(catalog, field)}
    return Scope({**base.names, **inner, **linked}, base.functions)


def _behind(catalog: Catalog, field: FieldDefinition) -> Iterator[tuple[str, Name]]:
    """The fields at the other end, and its number; along several links each is a list."""
    other = catalog.find("form", field.type.form)
    if other is None:
        return
    known = {each.id: name_of(each.type, each.label) for each in other.fields}
    known[NUMBER] = scope_of(catalog, other.id).names[NUMBER]
    for name, found in known.items():
        kind = COLLECTED.get(found.type) if field.type.many else _single(found.type)
        if kind is not None:
            label = _joined(field.label, Label.of(found.label, name))
            yield f"{field.id}.{name}", replace(found, type=kind, label=label)


def _single(kind: Type) -> Type | None:
    return None if kind is Type.OTHER else kind


def _joined(whole: Label, part: Label) -> Label:
    return Label.of({lang: f"{whole.text(lang)} {part.text(lang)}".strip() for lang in LANGUAGES})
