"""The rows of a child table as a page draws them: every cell a field of its own, with its own error."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import FieldError
from ..field_definition import FieldDefinition
from ..fields import Context
from ..fields.child_table import is_blank, keys_of
from .bound_field import BoundChoice, BoundError, BoundField, BoundRow, html_id

NEW = "__row__"  # the key of a row that is not there yet
SPARE = ("901", "902", "903")  # of rows that stay away while nothing stands in them
Choices = Callable[[FieldDefinition, Any], tuple[tuple[BoundChoice, ...], str | None]]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class RowBinding:
    """One child table on its way to the template."""

    field: FieldDefinition
    context: Context
    choices: Choices
    errors: Sequence[FieldError]
    closed: bool

    def all(self, value: Any, raw: Any) -> Iterator[BoundRow]:
        """The rows as they were typed, empty ones too; what is computed is told once all of them are in order."""
        rows = dict(enumerate(raw)) if isinstance(raw, list) else raw
        if not isinstance(rows, Mapping) or not all(isinstance(row, Mapping) for row in rows.values()):
            return
        rows = {str(key): row for key, row in rows.items()}
        filled = [row for row in rows.values() if not is_blank(row)]
        typed = iter(self.field.type.typed(value) if value and len(value) == len(filled) else ())
        there = [key for key in keys_of(rows) if key not in SPARE or not is_blank(rows[key])]
        for number, key in enumerate(there, 1):
            known = {} if is_blank(rows[key]) else next(typed, {})
            yield self._row(key, number, rows[key], known)

    def blank(self) -> BoundRow:
        """A row to begin with."""
        return self._row(NEW, 0, {}, {})

    def spare(self) -> tuple[BoundRow, ...]:
        """Some more, for browsers that cannot add any."""
        return tuple(self._row(key, 0, {}, {}) for key in SPARE)

    def _row(self, key: str, number: int, raw: Row, typed: Row) -> BoundRow:
        cells = (self._cell(column, key, number, (raw, typed)) for column in self.field.type.columns)
        return BoundRow(key, number, tuple(cells))

    def _cell(self, column: FieldDefinition, key: str, number: int, of: tuple[Row, Row]) -> BoundField:
        raw, value = of[0].get(column.id, ""), of[1].get(column.id)
        id, (choices, lookup) = f"{html_id(self.field.id)}-{key}-{column.id}", self.choices(column, raw)
        return BoundField(
            definition=column,
            id=id,
            html_name=f"{self.field.id}.{key}.{column.id}",
            value=value,
            raw=raw,
            shown=column.type.display(value, self.context),
            errors=tuple(self._errors(column, id, number)),
            required=column.required,
            read_only=column.computed or self.closed,
            visible=True,
            choices=choices,
            language=self.context.language,
            lookup_href=lookup,
        )

    def _errors(self, column: FieldDefinition, id: str, number: int) -> Iterator[BoundError]:
        language = self.context.language
        for error in self.errors:
            for place, name, said in error.params.get("cells", ()):
                if (place, name) == (number, column.id):
                    yield BoundError(id, column.label.text(language), error.code, said[language])
