"""Values as an admin writes them: as they stand, as a text to fill in, or as a formula; and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from accounts import Work
from definitions import fill, names_in
from forms import context_of, form_of
from rules import Env, Expression, compile_python

_PLAIN = {"anyOf": [{"type": kind} for kind in ("string", "number", "boolean", "null", "array")]}
_FORMULA = {
    "type": "object",
    "additionalProperties": False,
    "required": ["formula"],
    "properties": {"formula": {"type": "string", "minLength": 1}},
}
# Values by field: 80, red, [a, b], "{{ title }}", {formula: "today() + 7d"}; null empties the field.
WRITTEN_SCHEMA: dict[str, Any] = {
    "type": "object",
    "minProperties": 1,
    "additionalProperties": {"anyOf": [*_PLAIN["anyOf"], _FORMULA], "description": "a value, or {formula: …}"},
}


class Known(Protocol):
    """What fills values in: what rules may name of a record, and how its values are read."""

    @property
    def work(self) -> Work: ...
    @property
    def env(self) -> Env: ...
    @property
    def values(self) -> Mapping[str, Any]: ...
    def words(self, language: str) -> Mapping[str, str]:
        """The record's values as people read them."""


@dataclass(frozen=True)
class Written:
    """One value: what stands there, or the formula that gives it."""

    literal: Any = None
    formula: Expression | None = None

    @property
    def is_text_to_fill(self) -> bool:
        """Whether it names values of the record: `{{ title }}`."""
        return isinstance(self.literal, str) and bool(names_in(self.literal))

    def of(self, known: Known) -> Any:
        """The value for the record that is known."""
        if self.formula is not None:
            return compile_python(self.formula)(known.values, known.env)
        if self.is_text_to_fill:
            return fill(self.literal, known.words(known.work.language))
        return self.literal


def written_of(written: Mapping[str, Any], rule: Callable[..., Expression | None], *path: Any) -> dict[str, Written]:
    """Values by name; `rule` reads the rule that stands further inside."""
    return {name: _read(value, rule, (*path, name)) for name, value in written.items()}


def raw_values(values: Mapping[str, Written], known: Known, form: str) -> dict[str, Any]:
    """The values as a door takes them: a formula's result is first made a value of its field's type."""
    fields, context = form_of(known.work.catalog, form).by_id, context_of(known.work)
    raw = {}
    for name, value in values.items():
        found = value.of(known)
        if value.formula is not None and found is not None:
            found = fields[name].type.from_rule(found, context)
        raw[name] = list(found) if isinstance(found, tuple) else found
    return raw


def _read(value: Any, rule: Callable[..., Expression | None], path: tuple[Any, ...]) -> Written:
    if isinstance(value, Mapping):
        return Written(formula=rule(value["formula"], *path, "formula"))
    return Written(tuple(value) if isinstance(value, list) else value)
