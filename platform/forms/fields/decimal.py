"""An exact number with decimals; the home of how numbers are read and shown."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any, ClassVar, Self

from definitions import Label

from .base import EMPTY_CONTEXT, Context, Example, FieldType, ValueRefused, field_type

NUMBER_OPERATORS = ("is", "is_not", "at_least", "at_most", "over", "under", "filled", "empty")
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d*)?")
PLAIN = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)")
SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
# Fifteen digits come back unchanged from SQLite, from JSON and from a browser.
DIGITS = 15


def read_number(raw: Any) -> Decimal:
    """800000, "800,000", "80 万", "１２" (full width) and nothing that only looks like a number."""
    if isinstance(raw, bool | dict | list | tuple):
        raise ValueRefused("not_a_number")
    if isinstance(raw, Decimal | int):
        return checked(Decimal(raw))
    if isinstance(raw, float):
        return checked(Decimal(repr(raw)))
    text = unicodedata.normalize("NFKC", str(raw)[:64]).replace(" ", "")
    scale = SCALES.get(text[-1:], Decimal(1))
    if scale != 1:
        text = text[:-1]
    if not (PLAIN.fullmatch(text) or GROUPED.fullmatch(text)) or not text.isascii():
        raise ValueRefused("not_a_number")
    try:
        return checked(Decimal(text.replace(",", "")) * scale)
    except InvalidOperation:
        raise ValueRefused("not_a_number") from None


def checked(number: Decimal) -> Decimal:
    if not number.is_finite():
        raise ValueRefused("not_a_number")
    if number.adjusted() >= DIGITS:
        raise ValueRefused("too_large", most="10^15")
    return number


def grouped(number: Decimal) -> str:
    """1,234.5 with no empty decimals."""
    return f"{plain(number):,}" if number else "0"


def plain(number: Decimal) -> Decimal:
    """The number without trailing zeros and without an exponent."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def with_unit(number: str, unit: Label | None, context: Context) -> str:
    """12 台, 12 machines."""
    return f"{number} {unit.text(context.language)}" if unit else number


def check_range(value: Any, least: Any, most: Any) -> None:
    if least is not None and value < least:
        raise ValueRefused("below", least=grouped(Decimal(least)))
    if most is not None and value > most:
        raise ValueRefused("above", most=grouped(Decimal(most)))


@field_type("decimal")
@dataclass(frozen=True)
class DecimalNumber(FieldType):
    """An exact number with up to six decimals."""

    icon: ClassVar = "decimal"
    family: ClassVar = "number"
    storage: ClassVar = "number"
    rule_type: ClassVar = "number"
    amount: ClassVar = True
    cell: ClassVar = "number"
    operators: ClassVar = NUMBER_OPERATORS
    inputmode: ClassVar = "decimal"
    options: ClassVar = {
        "min": {"type": "number"},
        "max": {"type": "number"},
        "decimals": {"type": "integer", "minimum": 0, "maximum": 6},
        "unit": {"$ref": "#/$defs/label"},
    }
    examples: ClassVar = (
        Example("1,234.50", Decimal("1234.5"), shown={"zh": "1,234.5", "en": "1,234.5"}),
        Example(0.1, Decimal("0.1")),
        Example("１２．５", Decimal("12.5")),
        Example("1.005", Decimal("1.01")),
        Example("1,23", refused="not_a_number"),
        Example("1e5", refused="not_a_number"),
        Example("nan", refused="not_a_number"),
        Example(True, refused="not_a_number"),
        Example("9" * 16, refused="too_large"),
        Example("4", refused="below", options={"min": 5}),
        Example("6", refused="above", options={"max": 5}),
    )

    min: Decimal | None = None
    max: Decimal | None = None
    decimals: int = 2
    unit: Label | None = None

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        known = {name: options[name] for name in ("decimals",) if name in options}
        bounds = {name: Decimal(str(options[name])) for name in ("min", "max") if options.get(name) is not None}
        return cls(**known, **bounds, unit=Label.of(options["unit"]) if "unit" in options else None)

    def option_problems(self) -> Iterable[tuple[str, str, dict[str, Any]]]:
        if self.min is not None and self.max is not None and self.min > self.max:
            yield "min", "min_over_max", {"least": str(self.min), "most": str(self.max)}

    def parse(self, raw: Any, context: Context) -> Decimal:
        return self.rounded(read_number(raw))

    def rounded(self, number: Decimal) -> Decimal:
        value = number.quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        if value and value.adjusted() + self.decimals >= DIGITS:
            raise ValueRefused("too_large", most=f"10^{DIGITS - self.decimals}")
        return plain(value) if value else Decimal(0)

    def validate(self, value: Decimal) -> None:
        check_range(value, self.min, self.max)

    def show(self, value: Decimal, context: Context) -> str:
        return with_unit(grouped(value), self.unit, context)

    def raw(self, value: Decimal | None, context: Context = EMPTY_CONTEXT) -> str:
        return "" if value is None else f"{plain(value):f}"

    def to_json(self, value: Decimal | None) -> int | float | None:
        if value is None:
            return None
        return int(value) if value == value.to_integral_value() else float(value)

    def from_json(self, stored: Any) -> Decimal | None:
        return None if stored is None else plain(Decimal(str(stored)))

    def json_schema(self) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "number"}
        if self.min is not None:
            schema["minimum"] = self.to_json(self.min)
        if self.max is not None:
            schema["maximum"] = self.to_json(self.max)
        return schema
