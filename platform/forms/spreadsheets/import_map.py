"""The kind `import_map`: which column of a file becomes which field, and what becomes of the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from definitions import Label, Source, kind

from ..definition import FIELD_IDS

CREATE, UPDATE, UPSERT = "create", "update", "upsert"
VALUE = {"type": ["string", "number", "boolean"]}


@dataclass(frozen=True)
class ColumnMap:
    """One column of the file: the field it fills, and the words that mean something else there."""

    column: str
    field: str
    values: Mapping[str, Any] = field(default_factory=dict)
    empty: frozenset[str] = frozenset()
    words_in: Callable[[str], list[str]] | None = None  # where a cell holds several words, each means something

    def raw(self, cell: Any) -> Any:
        """The cell as the field's raw value."""
        if isinstance(cell, str):
            cell = cell.strip()
            if cell in self.empty:
                return None
            if self.words_in is not None and cell not in self.values:
                words = [word.strip() for word in self.words_in(cell)]
                return [self.values.get(word, word) for word in words if word not in self.empty]
        return self.values.get(str(cell), cell) if self.values and cell is not None else cell

    @property
    def is_plain(self) -> bool:
        """No word means anything else: only the blanks around a text are dropped."""
        return not (self.values or self.empty)


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
                "values": {"type": "object", "additionalProperties": VALUE},
                "empty": {"type": "array", "items": {"type": "string"}, "description": "Words that mean nothing"},
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
        )

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field a row fills."""
        return tuple(dict.fromkeys([*(column.field for column in self.columns), *self.fixed]))


def _column(name: str, written: Any) -> ColumnMap:
    if isinstance(written, str):
        return ColumnMap(name, written)
    values = {str(word).strip(): value for word, value in written.get("values", {}).items()}
    return ColumnMap(name, written["field"], values, frozenset(written.get("empty", ())))
