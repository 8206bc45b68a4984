"""One field of a form, as an admin wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from accounts import FieldRight
from definitions import ID_PATTERN, Label, Source
from rules import Expression

from .expressions import read_expression
from .fields import FieldType, field_types
from .fields.child_table import COLUMNS, ChildTable
from .fields.rollup import Rollup
from .fields.sensitive import CAN_BE_SENSITIVE, Sensitive

CLEAR, KEEP = "clear", "keep"
CONDITIONS = ("visible_when", "required_when", "read_only_when")
RULE = {"type": "string", "minLength": 1, "maxLength": 4000}
LABEL = {"$ref": "#/$defs/label"}

WORDS = {
    "type": "array",
    "items": {"type": "string", "minLength": 1, "maxLength": 40},
    "minItems": 1,
    "maxItems": 20,
    "uniqueItems": True,
    "description": "What else people call it, where they ask by typing and over columns of files: [revenue, 成交额]",
}
NAMES = {"type": "array", "items": {"type": "string"}, "minItems": 1, "uniqueItems": True}
RIGHTS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["be"],
        "additionalProperties": False,
        "properties": {
            "roles": {**NAMES, "description": "For whom; everybody where nothing is said"},
            "stages": {**NAMES, "description": "While the record is in one of these; always where nothing is said"},
            "be": {"enum": ["hidden", "read_only", "required"]},
        },
    },
}
COMMON_SETTINGS: dict[str, Any] = {
    "id": {"type": "string", "pattern": ID_PATTERN},
    "label": LABEL,
    "help": LABEL,
    "placeholder": LABEL,
    "words": WORDS,
    "required": {"type": "boolean"},
    "search": {"type": "boolean", "description": "Found by the search box of the list"},
    "index": {"type": "boolean", "description": "Filtered or sorted often: the database keeps an index"},
    "mask": {"type": "boolean", "description": "Lists show only a part of it"},
    "sensitive": {
        "description": "Kept encrypted and shown in part; seeing the whole takes a right, and is remembered",
        "anyOf": [
            {"type": "boolean"},
            {
                "type": "object",
                "additionalProperties": False,
                "properties": {"reason": {"type": "boolean", "description": "Whoever looks says why"}},
            },
        ],
    },
    "visible_when": {**RULE, "description": "A condition; the field is there only while it holds"},
    "required_when": {**RULE, "description": "A condition; the field must be filled while it holds"},
    "read_only_when": {**RULE, "description": "A condition; the field cannot be changed while it holds"},
    "when_hidden": {"enum": [CLEAR, KEEP], "default": CLEAR, "description": "What becomes of a hidden field's value"},
    "formula": {**RULE, "description": "Computed from other fields, stored, read-only"},
    "rights": {**RIGHTS, "description": "Who sees, changes or must fill it, and in which stages"},
    "messages": {
        "type": "object",
        "propertyNames": {"pattern": "^[a-z_]{1,40}$"},
        "additionalProperties": LABEL,
        "description": "Your own words for an error, by its code: {required: {zh: 请留电话, en: Leave a number}}",
    },
    "reveals": {**NAMES, "description": "Hidden fields that this computed one may tell"},
    "default": {
        "description": "A value, or {formula: today() + 7d}",
        "anyOf": [
            {"type": ["string", "number", "boolean"]},
            {"type": "array", "items": {"type": "string"}},
            {"type": "object", "required": ["formula"], "additionalProperties": False, "properties": {"formula": RULE}},
        ],
    },
}


COLUMN_SETTINGS = ("id", "label", "help", "placeholder", "required", "index", "formula")


@dataclass(frozen=True, eq=False)
class FieldDefinition:
    """What one field holds, when it is there, and where its value comes from."""

    id: str
    type: FieldType
    label: Label
    help: Label | None = None
    placeholder: Label | None = None
    required: bool = False
    visible_when: Expression | None = None
    required_when: Expression | None = None
    read_only_when: Expression | None = None
    when_hidden: str = CLEAR
    formula: Expression | None = None
    default: Any = None
    default_formula: Expression | None = None
    messages: Mapping[str, Label] = field(default_factory=dict)  # an admin's own words for errors, by their code
    rights: tuple[FieldRight, ...] = ()
    reveals: frozenset[str] = frozenset()  # hidden fields that this computed one may tell
    offered_when: Mapping[int, Expression] = field(default_factory=dict)  # choices by their place
    words: tuple[str, ...] = ()  # what else people call it
    search: bool = False
    index: bool = False
    mask: bool = False

    @property
    def type_name(self) -> str:
        """The word of `type:`, which is also the template's name."""
        return self.type.name

    @property
    def sensitive(self) -> bool:
        """Whether its values are kept encrypted."""
        return isinstance(self.type, Sensitive)

    @property
    def computed(self) -> bool:
        """Whether its value is never sent: a formula's, or what the type works out by itself."""
        return self.formula is not None or self.type.computed

    @property
    def points_at(self) -> str | None:
        """The form of the one record whose id its column keeps; None of fields that keep anything else."""
        kind = self.type
        return kind.form if kind.refers == "record" and not kind.many and not kind.virtual else None

    def expressions(self) -> Iterator[tuple[tuple[str, ...], Expression]]:
        """Each rule of the field with its place below the field."""
        for name in (*CONDITIONS, "formula"):
            if (rule := getattr(self, name)) is not None:
                yield (name,), rule
        if self.default_formula is not None:
            yield ("default", "formula"), self.default_formula
        for position, rule in self.offered_when.items():
            yield ("choices", position, "when"), rule


def field_schema() -> dict[str, Any]:
    """The schema of one field: the common settings, and for each registered type its own."""
    return {
        "type": "object",
        "required": ["id", "type"],
        "properties": {"type": {"enum": list(field_types.names())}},
        "allOf": [_schema_of_type(name, cls, COMMON_SETTINGS) for name, cls in field_types.items()],
    }


def _schema_of_type(name: str, cls: type[FieldType], common: dict[str, Any]) -> dict[str, Any]:
    settings = {"type": {"const": name}, **common, **cls.options}
    needed = [options[0] for options in cls.needs if len(options) == 1]
    either = [{"anyOf": [{"required": [option]} for option in options]} for options in cls.needs if len(options) > 1]
    then = {"properties": settings, "additionalProperties": False, "required": needed}
    return {
        "if": {"required": ["type"], "properties": {"type": {"const": name}}},
        "then": {**then, "allOf": either} if either else then,
    }


def column_schema() -> dict[str, Any]:
    """The schema of one field of a child table's rows: fewer types, and of the common settings those of one value."""
    plain = {name: COMMON_SETTINGS[name] for name in COLUMN_SETTINGS}
    return {
        "type": "object",
        "required": ["id", "type"],
        "properties": {"type": {"enum": list(COLUMNS)}},
        "allOf": [_schema_of_type(name, field_types.get(name), plain) for name in COLUMNS],
    }


def read_field(source: Source, path: tuple[Any, ...]) -> FieldDefinition:
    """Build the field at this place of a form's file; what is wrong with it becomes a problem there."""
    written = source.data
    for step in path:
        written = written[step]
    kept = {name: written[name] for name in ("required", "when_hidden", "search", "index", "mask") if name in written}
    rules = {name: _rule(source, (*path, name), written) for name in (*CONDITIONS, "formula")}
    kind = _read_type(source, path, written)
    if written.get("sensitive"):
        kind = _encrypted(source, path, written, kind)
        kept["mask"] = True
    return FieldDefinition(
        id=written["id"],
        type=kind,
        label=Label.of(written.get("label", written["id"])),
        help=_label(written, "help"),
        placeholder=_label(written, "placeholder"),
        words=tuple(written.get("words", ())),
        messages={code: Label.of(text) for code, text in written.get("messages", {}).items()},
        rights=tuple(_right(line) for line in written.get("rights", ())),
        reveals=frozenset(written.get("reveals", ())),
        offered_when=dict(_offered(source, (*path, "choices"), written)),
        **kept,
        **rules,
        **_default(source, path, written),
    )


def _read_type(source: Source, path: tuple[Any, ...], written: dict[str, Any]) -> FieldType:
    made = field_types.get(written["type"]).from_options(written)
    if isinstance(made, ChildTable):
        columns = range(len(written["fields"]))
        made = made.with_columns(tuple(read_field(source, (*path, "fields", position)) for position in columns))
    if isinstance(made, Rollup) and "where" in written:
        made = replace(made, where=read_expression(source, (*path, "where"), written["where"]))
    for option, code, params in made.option_problems():
        source.problem((*path, option), f"fields.option.{code}", **params)
    return made


def _encrypted(source: Source, path: tuple[Any, ...], written: dict[str, Any], kind: FieldType) -> FieldType:
    """The type whose values are encrypted; a located problem where it cannot be."""
    if kind.name not in CAN_BE_SENSITIVE:
        known = ", ".join(CAN_BE_SENSITIVE)
        source.problem((*path, "sensitive"), "forms.problem.sensitive_type", type=kind.name, known=known)
        return kind
    said = written["sensitive"]
    return Sensitive(kind, asks_reason=isinstance(said, dict) and said.get("reason", False))


def _rule(source: Source, path: tuple[Any, ...], written: dict[str, Any]) -> Expression | None:
    text = written.get(path[-1])
    return None if text is None else read_expression(source, path, text)


def _right(line: dict[str, Any]) -> FieldRight:
    return FieldRight(line["be"], frozenset(line.get("roles", ())), frozenset(line.get("stages", ())))


def _offered(source: Source, path: tuple[Any, ...], written: dict[str, Any]) -> Iterator[tuple[int, Expression]]:
    for position, choice in enumerate(written.get("choices", ())):
        if isinstance(choice, dict) and "when" in choice:
            rule = read_expression(source, (*path, position, "when"), choice["when"])
            if rule is not None:
                yield position, rule


def _default(source: Source, path: tuple[Any, ...], written: dict[str, Any]) -> dict[str, Any]:
    default = written.get("default")
    if isinstance(default, dict):
        return {"default_formula": read_expression(source, (*path, "default", "formula"), default["formula"])}
    return {"default": default}


def _label(written: dict[str, Any], key: str) -> Label | None:
    return Label.of(written[key]) if key in written else None
