"""The kind `form`: what a record holds, how its page is laid out, and when two records are one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, ClassVar

from definitions import LABEL_SCHEMA, Label, Source, kind
from rules import Expression

from .expressions import read_expression
from .field_definition import LABEL, RULE, FieldDefinition, column_schema, field_schema, read_field
from .fields import Part
from .related import RELATED_SCHEMA, RelatedList, read_related
from .sameness import DUPLICATE_SCHEMA, DuplicateRule, read_rule

FIELD_IDS = {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}
NUMBER_PATTERN = r"^[^{}]{0,20}(\{(year|month|day|serial(:[1-9])?)\}[^{}]{0,20})+$"


# One below the other; one at a time to choose from; one after the other, for a record that is made.
SECTIONS, TABS, STEPS = SHAPES = ("sections", "tabs", "steps")


@dataclass(frozen=True)
class LayoutSection:
    """Fields that stand together under one heading."""

    id: str
    label: Label
    fields: tuple[str, ...]
    columns: int = 1
    later: bool = False  # what nobody knows yet of a new record is not asked on the page that makes one


@dataclass(frozen=True)
class CrossCheck:
    """Values that do not go together: while the condition holds the input is refused, with a message at its fields."""

    when: Expression | None
    message: Label
    at: tuple[str, ...]


@kind("form", folder="forms")
@dataclass(frozen=True, eq=False)
class FormDefinition:
    """A form: its fields, how they are laid out, how records are named, numbered and matched."""

    id: str
    label: Label
    plural: Label
    number: str
    title: str
    fields: tuple[FieldDefinition, ...]
    layout: tuple[LayoutSection, ...]
    duplicates: tuple[DuplicateRule, ...] = ()
    checks: tuple[CrossCheck, ...] = ()
    related: tuple[RelatedList, ...] = ()
    subtitle: tuple[str, ...] = ()
    icon: str = "file"
    show: str = SECTIONS
    order: int = 100
    form: ClassVar[None] = None

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What a form file may hold; the field types add their own settings."""
        return {
            "description": "What a record holds",
            "required": ["title", "fields"],
            "$defs": {"label": LABEL_SCHEMA, "column": column_schema()},
            "properties": {
                "plural": LABEL,
                "icon": {"type": "string", "pattern": "^[a-z0-9-]{1,40}$"},
                "order": {"type": "integer", "description": "Where it stands among the forms; the least is first"},
                "number": {
                    "type": "string",
                    "pattern": NUMBER_PATTERN,
                    "description": "a text with {serial} or {serial:6}, and {year}, {month}, {day} if wanted",
                },
                "title": {"type": "string", "description": "The field that names the record"},
                "subtitle": {**FIELD_IDS, "maxItems": 3},
                "fields": {"type": "array", "minItems": 1, "maxItems": 300, "items": field_schema()},
                "layout": {"type": "array", "items": _SECTION},
                "show": {"enum": list(SHAPES), "description": "How the sections of the layout are written in"},
                "duplicates": {"type": "array", "items": DUPLICATE_SCHEMA},
                "checks": {"type": "array", "items": _CHECK, "maxItems": 100},
                "related": {"type": "array", "items": RELATED_SCHEMA, "maxItems": 12},
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> FormDefinition:
        """The form of a checked file."""
        data = source.data
        fields = tuple(read_field(source, ("fields", position)) for position in range(len(data["fields"])))
        return cls(
            id=source.id,
            label=source.label(),
            plural=source.label("plural") if "plural" in data else source.label(),
            number=data.get("number", f"{source.id.upper()[:4]}-{{serial:6}}"),
            title=data["title"],
            subtitle=tuple(data.get("subtitle", ())),
            icon=data.get("icon", "file"),
            show=data.get("show", SECTIONS),
            order=data.get("order", 100),
            fields=fields,
            layout=_layout(data, fields),
            checks=tuple(_check(source, position) for position in range(len(data.get("checks", ())))),
            duplicates=tuple(read_rule(written) for written in data.get("duplicates", ())),
            related=tuple(read_related(written) for written in data.get("related", ())),
        )

    @cached_property
    def by_id(self) -> Mapping[str, FieldDefinition]:
        """The fields by their ids."""
        return {field.id: field for field in self.fields}

    def field(self, id: str) -> FieldDefinition:
        """One field; KeyError when the form has none of that id."""
        return self.by_id[id]

    @cached_property
    def field_ids(self) -> frozenset[str]:
        """The ids of the fields."""
        return frozenset(self.by_id)

    @cached_property
    def parts(self) -> Mapping[str, tuple[FieldDefinition, Part]]:
        """The pieces of fields by the names rules use, `address.city`, each with its field."""
        each = ((field, name, part) for field in self.fields for name, part in field.type.parts().items())
        return {f"{field.id}.{name}": (field, part) for field, name, part in each}

    @cached_property
    def composed(self) -> tuple[FieldDefinition, ...]:
        """The fields whose values have pieces."""
        return tuple(field for field in self.fields if field.type.parts())

    @cached_property
    def kept(self) -> tuple[str, ...]:
        """The fields that have a column of their own."""
        return tuple(field.id for field in self.fields if not field.type.virtual)

    @property
    def names(self) -> tuple[str, ...]:
        """All that a list, a filter or a rule may call by name: fields and their pieces."""
        return (*(field.id for field in self.fields if not field.type.virtual), *self.parts)

    def find(self, id: str) -> FieldDefinition | None:
        """One field, or None."""
        return self.by_id.get(id)

    def settled(self, find: Callable[[str, str], Any]) -> FormDefinition:
        """The form once all files are read: with what its fields take from other definitions, such as lists."""
        fields = tuple(replace(field, type=field.type.taken_from(find)) for field in self.fields)
        return replace(self, fields=fields)

    @cached_property
    def told(self) -> Mapping[str, frozenset[tuple[str, str]]]:
        """What each computed field tells of other fields."""
        return {field.id: frozenset(self.sources_of(field)) for field in self.fields if field.computed}

    def sources_of(self, field: FieldDefinition) -> Iterator[tuple[str, str]]:
        """(form, field) of all that a computed field is computed from and may not tell freely."""
        for name in field.formula.names if field.formula else ():
            head, _, behind = name.partition(".")
            own = self.find(head)
            if own is not None and own.id not in field.reveals:
                yield self.id, own.id
            if own is not None and own.type.refers == "record" and behind and name not in field.reveals:
                yield own.type.form, behind
        if field.type_name == "rollup":
            names = {name.partition(".")[0] for name in field.type.reads} - field.reveals
            yield from ((field.type.of, name) for name in names)

    @property
    def searched(self) -> tuple[FieldDefinition, ...]:
        """The fields that the search box looks into; the title always is one."""
        return tuple(field for field in self.fields if field.search or field.id == self.title)


_SECTION = {
    "type": "object",
    "required": ["id", "fields"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"},
        "label": LABEL,
        "columns": {"type": "integer", "minimum": 1, "maximum": 3},
        "later": {"type": "boolean", "description": "Not asked when a record is made, only afterwards"},
        "fields": {**FIELD_IDS, "minItems": 0},
    },
}
_CHECK = {
    "type": "object",
    "required": ["when", "message"],
    "additionalProperties": False,
    "properties": {
        "when": {**RULE, "description": "What must not be; the input is refused while it holds"},
        "message": LABEL,
        "at": {**FIELD_IDS, "description": "Where the message stands; else at the fields of the condition"},
    },
}


def _layout(data: dict[str, Any], fields: tuple[FieldDefinition, ...]) -> tuple[LayoutSection, ...]:
    """The sections of the file; without any, one that holds every field."""
    if "layout" not in data:
        return (LayoutSection("all", Label.of(""), tuple(field.id for field in fields), 2),)
    return tuple(
        LayoutSection(
            s["id"], Label.of(s.get("label"), ""), tuple(s["fields"]), s.get("columns", 1), s.get("later", False)
        )
        for s in data["layout"]
    )


def _check(source: Source, position: int) -> CrossCheck:
    written = source.data["checks"][position]
    rule = read_expression(source, ("checks", position, "when"), written["when"])
    named = sorted({name.partition(".")[0] for name in rule.names}) if rule else ()
    return CrossCheck(rule, Label.of(written["message"]), tuple(written.get("at", named)))
