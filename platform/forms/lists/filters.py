"""One filter of a list: a column, an operator, a value; a rule for the database and words for people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from definitions import say
from rules import Type

from ..errors import FieldError, Invalid
from ..fields import Context, ValueRefused, is_empty
from ..fields.date import Day
from .record_columns import RecordColumn

QUOTES = ("''", '""', "“”", "‘’", "「」")
SEVERAL = frozenset({"any_of", "none_of"})
NO_VALUE = frozenset({"filled", "empty"})
MOST_VALUES = 50

# The rule behind each operator; `is not` counts the empty in, as people do.
RULES = {
    "is": "{name} = {value}",
    "is_not": "({name} is empty or {name} != {value})",
    "contains": "{name} contains {value}",
    "starts_with": "{name} starts with {value}",
    "at_least": "{name} >= {value}",
    "at_most": "{name} <= {value}",
    "over": "{name} > {value}",
    "under": "{name} < {value}",
    "on": "date({name}) = {value}",
    "before": "{name} < {value}",
    "after": "{name} > {value}",
    "since": "{name} >= {value}",
    "until": "{name} <= {value}",
    "any_of": "{name} in [{value}]",
    "none_of": "({name} is empty or {name} not in [{value}])",
    "filled": "{name} is not empty",
    "empty": "{name} is empty",
}
SEALED_RULES = {
    "is": "same_sealed({name}, {value})",
    "is_not": "({name} is empty or not same_sealed({name}, {value}))",
}
LIST_RULES = {"any_of": "any_of({name}, [{value}])", "none_of": "none_of({name}, [{value}])"}


@dataclass(frozen=True, slots=True)
class Filter:
    """`budget:at_least:500000`, as a link writes it."""

    field: str
    op: str
    values: tuple[str, ...] = ()

    @classmethod
    def parse(cls, written: str) -> Filter:
        """Read the form a link has; several values are parted by |."""
        field, _, rest = written.partition(":")
        op, _, value = rest.partition(":")
        values = tuple(part for part in value.split("|") if part) if op in SEVERAL else ((value,) if value else ())
        return cls(field, op, values[:MOST_VALUES])

    def __str__(self) -> str:
        head = f"{self.field}:{self.op}"
        return f"{head}:{'|'.join(self.values)}" if self.values else head


@dataclass(frozen=True, slots=True)
class ReadFilter:
    """A filter held against its column: its values, its rule, its words."""

    filter: Filter
    column: RecordColumn
    values: tuple[Any, ...]

    @property
    def rule(self) -> str:
        """The condition in the rule language."""
        kind = self.column.type
        shapes = {**RULES, **(LIST_RULES if kind.many else SEALED_RULES if kind.rule_type == Type.SEALED else {})}
        written = ", ".join(self._written(value) for value in self.values)
        return shapes[self.filter.op].format(name=self.column.name, value=written)

    def _written(self, value: Any) -> str:
        return (None if value is ME else self.column.type.in_rule(value)) or written_out(value)

    def words(self, context: Context) -> str:
        """「预算 不低于 ¥500,000」, with the labels people know."""
        language = context.language
        if self.filter.op in SEVERAL and self.column.type.many:
            values = [self.column.type.display((value,), context) for value in self.values]
        else:
            values = [self._shown(value, context) for value in self.values]
        said = say("forms.filter.or", language).join(values)
        return say(f"forms.filter.{self.filter.op}", language, field=self.column.label.text(language), value=said)

    def _shown(self, value: Any, context: Context) -> str:
        if value is ME:
            return say("forms.system.me", context.language)
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return Day().display(value, context)
        return self.column.type.display(value, context)


class _Me:
    """Whoever looks at the list."""


ME = _Me()


def read_filter(filter: Filter, columns: Mapping[str, RecordColumn], context: Context) -> ReadFilter:
    """Hold a filter against the columns one may see; what does not fit is refused in words."""
    column = columns.get(filter.field)
    if column is None:
        raise Invalid([FieldError(filter.field, "unknown_field", {"name": filter.field[:80]})])
    if filter.op not in column.type.operators:
        raise Invalid([FieldError(filter.field, "unknown_operator", {"name": filter.op[:40]})])
    if filter.op in NO_VALUE:
        return ReadFilter(filter, column, ())
    if is_empty(list(filter.values)):
        raise Invalid([FieldError(filter.field, "required", {"label": column.label.as_written()})])
    try:
        values = tuple(_value(column, raw, context) for raw in filter.values)
    except ValueRefused as refusal:
        raise Invalid([FieldError(filter.field, refusal.code, refusal.params)]) from None
    return ReadFilter(filter, column, values)


def _value(column: RecordColumn, raw: str, context: Context) -> Any:
    if column.type.rule_type == Type.LINK and raw == "me":
        return ME
    return column.type.asked(raw, context)


def written_out(value: Any) -> str:
    """A value as the rule language writes it."""
    if value is ME:
        return "me"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, int | dt.date):
        return str(value)
    return quoted(str(value))


def quoted(text: str) -> str:
    """The text between marks it does not hold itself."""
    for marks in QUOTES:
        if marks[0] not in text and marks[-1] not in text:
            return f"{marks[0]}{text}{marks[-1]}"
    raise Invalid([FieldError("", "too_many_quotes")])
