"""Rows inside a record: the positions of an order, the people who decide."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, ClassVar, Self

from definitions import LANGUAGES, Label, say
from rules import COLLECTED, Env, Name, Type, compile_python

from .base import EMPTY_CONTEXT, Context, Example, FieldType, ValueRefused, field_type, is_empty

# Kinds of columns: what is one control, one value, and nothing beside the row.
COLUMNS = (
    "text", "long_text", "integer", "decimal", "money", "percent", "rating", "date", "datetime", "time", "duration",
    "yes_no", "choice", "phone", "email", "url", "person", "team", "record_link",
)  # fmt: skip
BETWEEN = re.compile(r"\s*[|\t]\s*")
TIMELESS = Env(datetime(2000, 1, 1, tzinfo=UTC))
ITEM = {"id": "item", "type": "text", "label": {"zh": "名称", "en": "Item"}, "required": True}
PRICE, PIECES = {"id": "price", "type": "money"}, {"id": "pieces", "type": "integer", "min": 1}
AMOUNT = {"id": "amount", "type": "money", "formula": "price * pieces"}
SAMPLE = {"fields": [ITEM, PIECES, PRICE, AMOUNT]}
Wrong = list[tuple[int, str, Label, ValueRefused]]  # row, column, what it is called, why
LATHE = {"item": "车床", "pieces": 2, "price": 100, "amount": 200}


@field_type("child_table")
@dataclass(frozen=True)
class ChildTable(FieldType):
    """Rows with fields of their own; the record keeps them as one value, and a table beside it has them typed."""

    icon: ClassVar = "table-plus"
    family: ClassVar = "link"
    storage: ClassVar = "json"
    rule_type: ClassVar = "composed value"
    operators: ClassVar = ("filled", "empty")
    control: ClassVar = "rows"
    dressed: ClassVar = True
    composed: ClassVar = True
    many: ClassVar = True
    side: ClassVar = "rows"
    cell: ClassVar = "count"
    searchable: ClassVar = True
    spelt: ClassVar = False
    needs: ClassVar = (("fields",),)
    options: ClassVar = {
        "fields": {"type": "array", "minItems": 1, "maxItems": 20, "items": {"$ref": "#/$defs/column"}},
        "least": {"type": "integer", "minimum": 1, "maximum": 200},
        "most": {"type": "integer", "minimum": 1, "maximum": 500},
    }
    examples: ClassVar = (
        Example([{"item": "车床", "pieces": "2", "price": "100"}], [LATHE], options=SAMPLE,
                shown={"zh": "车床 | 2 | ¥100 | ¥200", "en": "车床 | 2 | ¥100 | ¥200"}),
        Example("车床 | 2 | 100\n刀具 | |", [LATHE, {"item": "刀具"}], options=SAMPLE),
        Example({"0": {"item": "车床", "pieces": "2", "price": "¥100"}, "1": {"item": "", "price": ""}}, [LATHE],
                options=SAMPLE),
        Example([LATHE], [LATHE], options=SAMPLE),
        Example([{"pieces": 2}], refused="row_wrong", options=SAMPLE),
        Example([{"item": "x", "pieces": 0}], refused="row_wrong", options=SAMPLE),
        Example([{"item": "x", "colour": "red"}], refused="row_wrong", options=SAMPLE),
        Example([{"item": "x"}, {"item": "y"}], refused="too_many_rows", options={**SAMPLE, "most": 1}),
        Example([{"item": "x"}], refused="too_few_rows", options={**SAMPLE, "least": 2}),
        Example(["x"], refused="not_rows", options=SAMPLE),
        Example(7, refused="not_rows", options=SAMPLE),
    )  # fmt: skip

    columns: tuple[Any, ...] = ()  # field definitions; `with_columns` gives them once the file is read
    least: int = 0
    most: int = 50

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        return cls(least=options.get("least", 0), most=options.get("most", 50))

    def with_columns(self, columns: tuple[Any, ...]) -> Self:
        """The same with its fields, as the form's file has them."""
        return replace(self, columns=columns)

    def taken_from(self, find: Callable[[str, str], Any]) -> Self:
        columns = (replace(column, type=column.type.taken_from(find)) for column in self.columns)
        return replace(self, columns=tuple(columns))

    def parse(self, raw: Any, context: Context) -> list[dict[str, Any]] | None:
        if isinstance(raw, str):
            raw = [self._of_line(line) for line in raw.splitlines() if line.strip()]
        if isinstance(raw, Mapping):
            raw = in_order(raw)
        if not isinstance(raw, list | tuple) or not all(isinstance(row, Mapping) for row in raw):
            raise ValueRefused("not_rows")
        wrong: Wrong = []
        rows = [self._row(number, row, context, wrong) for number, row in enumerate(raw, 1) if not is_blank(row)]
        if wrong:
            cells = [(number, column, _said(refusal)) for number, column, _, refusal in wrong]
            raise ValueRefused("row_wrong", problems=[_told(*each) for each in wrong], cells=cells)
        return rows or None

    def _of_line(self, line: str) -> dict[str, Any]:
        """A row as a cell of a file has it: its columns in order, with | between them."""
        cells = BETWEEN.split(line.strip().strip("|"))
        names = [column.id for column in self.columns]
        extra = {f"column {len(names) + 1}": cells[len(names)]} if len(cells) > len(names) else {}
        return {**dict(zip(names, cells, strict=False)), **extra}

    def _row(self, number: int, raw: Mapping[str, Any], context: Context, wrong: Wrong) -> dict[str, Any]:
        known = {column.id for column in self.columns}
        for name in raw.keys() - known:
            wrong.append((number, "", Label.of(str(name)[:40]), ValueRefused("unknown_column")))
        typed: dict[str, Any] = {}
        for column in self.columns:
            if column.computed:
                continue
            try:
                typed[column.id] = self._value(column, raw.get(column.id), context)
                if column.required and typed[column.id] in (None, "", ()):
                    raise ValueRefused("missing")
            except ValueRefused as refusal:
                wrong.append((number, column.id, column.label, refusal))
        return self._kept(typed)

    def _kept(self, typed: dict[str, Any]) -> dict[str, Any]:
        """A row as the value has it, with its computed columns."""
        for column in self.columns:
            if column.computed:
                typed[column.id] = self._computed(column, typed)
        cells = ((column, typed.get(column.id)) for column in self.columns)
        return {column.id: column.type.to_json(value) for column, value in cells if value is not None}

    def _value(self, column: Any, raw: Any, context: Context) -> Any:
        raw = raw[-1] if isinstance(raw, list) and raw else raw
        return column.type.read(raw, context) if not is_empty(raw) else None

    def _computed(self, column: Any, row: Mapping[str, Any]) -> Any:
        try:
            return column.type.from_rule(compile_python(column.formula)(row, TIMELESS))
        except ValueRefused:
            return None

    @property
    def inner_computed(self) -> bool:
        return any(column.computed for column in self.columns)

    def again(self, value: list[dict[str, Any]] | None) -> list[dict[str, Any]] | None:
        return None if value is None else [self._kept(row) for row in self.typed(value)]

    def validate(self, value: list[dict[str, Any]]) -> None:
        if len(value) > self.most:
            raise ValueRefused("too_many_rows", most=self.most, n=self.most)
        if len(value) < self.least:
            raise ValueRefused("too_few_rows", least=self.least, n=self.least)

    def typed(self, value: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
        """The rows with the values that their fields have, instead of what JSON can hold."""
        return [
            {column.id: column.type.from_json(row.get(column.id)) for column in self.columns} for row in value or ()
        ]

    def show(self, value: list[dict[str, Any]], context: Context) -> str:
        if context.prose:
            return say("fields.rows.count", context.language, n=len(value))
        return "\n".join(" | ".join(cells) for cells in self.cells(value, context))

    def cells(self, value: list[dict[str, Any]] | None, context: Context) -> list[list[str]]:
        """Each row's values in words, in the order of the columns."""
        plain = replace(context, prose=False)
        return [
            [column.type.display(row[column.id], plain).replace("\n", " ") for column in self.columns]
            for row in self.typed(value)
        ]

    def raw(self, value: list[dict[str, Any]] | None, context: Context = EMPTY_CONTEXT) -> list[dict[str, Any]]:
        filled = [column for column in self.columns if not column.computed]
        return [{column.id: column.type.raw(row[column.id], context) for column in filled} for row in self.typed(value)]

    def searched(self, value: list[dict[str, Any]]) -> Iterator[str]:
        texts = [column.id for column in self.columns if column.type.rule_type == "text"]
        return (str(row[name]) for row in value for name in texts if row.get(name))

    def inner_names(self) -> Mapping[str, Name]:
        """What rules of the form may call `items.amount`: the values of all rows."""
        kinds = {column.id: COLLECTED.get(Type(column.type.rule_type)) for column in self.columns}
        choices = {column.id: _choices(column.type) for column in self.columns}
        return {
            column.id: Name(kinds[column.id], column.label, choices[column.id])
            for column in self.columns
            if kinds[column.id] is not None
        }

    def inner_values(self, value: list[dict[str, Any]] | None) -> Mapping[str, Any]:
        """The values behind those names."""
        rows = self.typed(value)
        return {name: tuple(row[name] for row in rows) for name in self.inner_names()}

    def side_columns(self) -> tuple[tuple[str, str, bool], ...]:
        return tuple((column.id, column.type.storage, column.index) for column in self.columns)

    def side_rows(self, value: list[dict[str, Any]] | None) -> Iterator[dict[str, Any]]:
        return iter(self.typed(value))

    def json_schema(self) -> dict[str, Any]:
        columns = {column.id: _nullable(column.type.json_schema()) for column in self.columns}
        row = {"type": "object", "properties": columns, "additionalProperties": False}
        return {"type": ["array", "string"], "items": row, "maxItems": self.most}


def is_blank(row: Mapping[str, Any]) -> bool:
    """Whether nothing stands in a row, so that it is none."""
    return all(map(is_empty, row.values()))


def in_order(rows: Mapping[str, Any]) -> list[Any]:
    """Rows as a browser sends them, by the numbers in their names."""
    return [rows[key] for key in keys_of(rows)]


def keys_of(rows: Mapping[str, Any]) -> list[str]:
    """The same of their names alone."""
    return sorted(rows, key=_place)


def _said(refusal: ValueRefused) -> dict[str, str]:
    return {language: say(f"fields.error.{refusal.code}", language, **refusal.params) for language in LANGUAGES}


def _told(number: int, _column: str, label: Label, refusal: ValueRefused) -> dict[str, str]:
    """What is wrong with one cell and where it is, in every language."""
    said = _said(refusal)
    return {
        language: say("fields.rows.problem", language, n=number, label=label, reason=said[language])
        for language in LANGUAGES
    }


def _place(key: str) -> tuple[int, str]:
    return (int(key), "") if key.isascii() and key.isdigit() and len(key) < 9 else (10**9, key)


def _choices(kind: FieldType) -> dict[str, Label] | None:
    return {option.id: option.label for option in kind.choices} if hasattr(kind, "choices") else None


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    kinds = schema.get("type", "string")
    return {**{name: part for name, part in schema.items() if name != "enum"},
            "type": [*(kinds if isinstance(kinds, list) else [kinds]), "null"]}  # fmt: skip
