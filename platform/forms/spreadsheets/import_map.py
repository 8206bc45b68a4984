"""The kind `import_map`: which column of a file becomes which field, and what becomes of the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from definitions import Label, Source, kind

from ..definition import FIELD_IDS, FormDefinition
from .header_units import in_unit

OWNER = "owner"  # no field: a column that fills it says whose the new record is
BY_RULES, NOBODY = "rules", "nobody"  # who gets the new records; else a person
CREATE, UPDATE, UPSERT = "create", "update", "upsert"
VALUE = {"type": ["string", "number", "boolean"]}
MEANING = {"anyOf": [VALUE, {"type": "array", "minItems": 1, "items": VALUE}]}


@dataclass(frozen=True)
class ColumnMap:
    """One column of the file: the field it fills, and the words that mean something else there."""

    column: str
    field: str
    values: Mapping[str, Any] = field(default_factory=dict)
    empty: frozenset[str] = frozenset()
    between: tuple[str, ...] = ()  # what stands between the words of a cell, where that is not the usual
    words_in: Callable[[str], list[str]] | None = None  # where a cell holds several words, each means something
    unit: str = ""  # in which its bare numbers are read

    def raw(self, cell: Any) -> Any:
        """The cell as the field's raw value."""
        if isinstance(cell, str):
            cell = cell.strip()
            if cell in self.empty:
                return None
            if self.words_in is not None and cell not in self.values:
                words = [word.strip() for word in self.words_in(cell)]
                return [one for word in words if word not in self.empty for one in self._meant(word)]
        if self.values and cell is not None and str(cell) in self.values:
            return self.values[str(cell)]
        return in_unit(cell, self.unit) if self.unit else cell

    def _meant(self, word: str) -> list[Any]:
        """What one word of several becomes: itself, another, or several."""
        meant = self.values.get(word, word)
        return meant if isinstance(meant, list) else [meant]

    @property
    def is_plain(self) -> bool:
        """No word or number means anything else: only the blanks around a text are dropped."""
        return not (self.values or self.empty or self.between or self.unit)

    def on(self, form: FormDefinition) -> ColumnMap:
        """The same, knowing where its field takes several words apart."""
        field = form.find(self.field)
        if field is None or not field.type.many or self.is_plain:
            return self
        return replace(self, words_in=partial(_apart, self.between) if self.between else field.type.words_in)


@dataclass(frozen=True)
class StageMove:
    """The stage every row's record moves to, and the field that says when."""

    to: str
    at: str | None = None


@kind("import_map", folder="imports")
@dataclass(frozen=True, eq=False)
class ImportMap:
    """How the rows of a file become records."""

    id: str
    label: Label
    form: str
    columns: tuple[ColumnMap, ...]
    mode: str = CREATE
    key: tuple[str, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)
    at: str | None = None
    stage: StageMove | None = None
    owner: str | int = BY_RULES  # whose new records become that no column names an owner of; a sign-in name or an id

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What a map's file may hold."""
        field_id = {"type": "string"}
        mapped = {
            "type": "object",
            "required": ["field"],
            "additionalProperties": False,
            "properties": {
                "field": field_id,
                "values": {"type": "object", "additionalProperties": MEANING},
                "empty": {"type": "array", "items": {"type": "string"}, "description": "Words that mean nothing"},
                "between": {
                    "type": "array",
                    "minItems": 1,
                    "items": {"type": "string", "minLength": 1, "maxLength": 10},
                    "description": "What stands between the words of a cell",
                },
            },
        }
        column = {"anyOf": [field_id, mapped]}
        return {
            "description": "How the columns of a file become fields",
            "required": ["form", "columns"],
            "properties": {
                "form": {"type": "string"},
                "mode": {"enum": [CREATE, UPDATE, UPSERT], "default": CREATE},
                "key": {**FIELD_IDS, "description": "Fields that tell which record a row is about"},
                "columns": {"type": "object", "minProperties": 1, "additionalProperties": column},
                "set": {"type": "object", "additionalProperties": VALUE},
                "at": {"type": "string", "description": "The field that says when the record began"},
                "owner": {
                    "type": "string",
                    "minLength": 1,
                    "default": BY_RULES,
                    "description": f"Who gets the new records: {BY_RULES}, {NOBODY}, or a person's sign-in name",
                },
                "stage": {
                    "type": "object",
                    "required": ["to"],
                    "additionalProperties": False,
                    "properties": {"to": {"type": "string"}, "at": field_id},
                },
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> ImportMap:
        """The map of a checked file."""
        data = source.data
        stage = data.get("stage")
        return cls(
            id=source.id,
            label=source.label(),
            form=data["form"],
            columns=tuple(_column(name, written) for name, written in data["columns"].items()),
            mode=data.get("mode", CREATE),
            key=tuple(data.get("key", ())),
            fixed=data.get("set", {}),
            at=data.get("at"),
            stage=StageMove(stage["to"], stage.get("at")) if stage else None,
            owner=data.get("owner", BY_RULES),
        )

    def on(self, form: FormDefinition) -> ImportMap:
        """The same for the form as it is: a cell of a field with several values is read word by word."""
        return replace(self, columns=tuple(column.on(form) for column in self.columns))

    @property
    def names_owners(self) -> bool:
        """Whether it says whose new records become, rather than the rules of each."""
        return self.owner != BY_RULES or any(column.field == OWNER for column in self.columns)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field a row fills."""
        return tuple(dict.fromkeys([*(column.field for column in self.columns), *self.fixed]))


def _column(name: str, written: Any) -> ColumnMap:
    if isinstance(written, str):
        return ColumnMap(name, written)
    values = {str(word).strip(): value for word, value in written.get("values", {}).items()}
    empty, between = frozenset(written.get("empty", ())), tuple(written.get("between", ()))
    return ColumnMap(name, written["field"], values, empty, between)


def _apart(between: tuple[str, ...], cell: str) -> list[str]:
    for sign in between[1:]:
        cell = cell.replace(sign, between[0])
    return cell.split(between[0])
