"""A whole number."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, ClassVar, Self

from definitions import Label

from .base import EMPTY_CONTEXT, Context, Example, FieldType, ValueRefused, field_type
from .decimal import NUMBER_OPERATORS, check_range, grouped, read_number, with_unit


@field_type("integer")
@dataclass(frozen=True)
class Integer(FieldType):
    """A whole number: people, machines, days."""

    icon: ClassVar = "hash"
    family: ClassVar = "number"
    storage: ClassVar = "integer"
    rule_type: ClassVar = "number"
    amount: ClassVar = True
    cell: ClassVar = "number"
    operators: ClassVar = NUMBER_OPERATORS
    inputmode: ClassVar = "numeric"
    options: ClassVar = {"min": {"type": "integer"}, "max": {"type": "integer"}, "unit": {"$ref": "#/$defs/label"}}
    examples: ClassVar = (
        Example("1,200", 1200, shown={"zh": "1,200", "en": "1,200"}),
        Example("12.0", 12),
        Example(7, 7, options={"unit": {"zh": "台", "en": "machines"}}, shown={"zh": "7 台", "en": "7 machines"}),
        Example("3 万", 30000),
        Example("12.5", refused="not_whole"),
        Example("twelve", refused="not_a_number"),
        Example(float("inf"), refused="not_a_number"),
        Example("1" * 40, refused="too_large"),
        Example("-1", refused="below", options={"min": 0}),
    )

    min: int | None = None
    max: int | None = None
    unit: Label | None = None

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        unit = Label.of(options["unit"]) if "unit" in options else None
        return cls(min=options.get("min"), max=options.get("max"), unit=unit)

    def option_problems(self):
        if self.min is not None and self.max is not None and self.min > self.max:
            yield "min", "min_over_max", {"least": self.min, "most": self.max}

    def parse(self, raw: Any, context: Context) -> int:
        if type(raw) is str and raw.isascii() and raw.isdigit() and len(raw) < 16:
            return int(raw)
        number = read_number(raw)
        if number != number.to_integral_value():
            raise ValueRefused("not_whole")
        return int(number)

    def from_rule(self, value: Any, context: Context = EMPTY_CONTEXT) -> int | None:
        """A formula's fraction is rounded; a person's is refused."""
        return None if value is None else int(read_number(value).to_integral_value(ROUND_HALF_UP))

    def validate(self, value: int) -> None:
        check_range(value, self.min, self.max)

    def show(self, value: int, context: Context) -> str:
        return with_unit(grouped(Decimal(value)), self.unit, context)

    def json_schema(self) -> dict[str, Any]:
        bounds = {"minimum": self.min, "maximum": self.max}
        return {"type": "integer", **{name: bound for name, bound in bounds.items() if bound is not None}}
