"""An amount in one currency."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

from .base import Context, Example, field_type
from .decimal import DecimalNumber, grouped, plain, read_number

SYMBOLS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "HKD": "HK$", "JPY": "JP¥", "BRL": "R$"}
PROSE = {
    "zh": ((Decimal(100_000_000), " 亿"), (Decimal(10_000), " 万")),
    "en": ((Decimal(1_000_000_000), "bn"), (Decimal(1_000_000), "M"), (Decimal(1_000), "k")),
}


@field_type("money")
@dataclass(frozen=True)
class Money(DecimalNumber):
    """An amount: ¥800,000 in tables, 80 万 in a Chinese sentence, ¥800k in an English one."""

    icon: ClassVar = "coin"
    family: ClassVar = "number"
    options: ClassVar = {
        "min": {"type": "number"},
        "max": {"type": "number"},
        "decimals": {"type": "integer", "minimum": 0, "maximum": 6},
        "currency": {"enum": sorted(SYMBOLS)},
    }
    examples: ClassVar = (
        Example("800000", Decimal(800000), shown={"zh": "¥800,000", "en": "¥800,000"}),
        Example("¥800,000.00", Decimal(800000)),
        Example("80 万", Decimal(800000)),
        Example("80万元", Decimal(800000)),
        Example("1.2亿", Decimal(120000000)),
        Example("$12.5", Decimal("12.5"), options={"currency": "USD"}, shown={"en": "$12.50"}),
        Example("$12", refused="not_a_number"),
        Example("lots", refused="not_a_number"),
        Example("-1", refused="below", options={"min": 0}),
    )

    currency: str = "CNY"

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        base = DecimalNumber.from_options(options)
        return cls(min=base.min, max=base.max, decimals=base.decimals, currency=options.get("currency", "CNY"))

    @property
    def symbol(self) -> str:
        return SYMBOLS[self.currency]

    def input_options(self) -> dict[str, Any]:
        return {**super().input_options(), "symbol": self.symbol}

    def parse(self, raw: Any, context: Context) -> Decimal:
        if isinstance(raw, str):
            raw = raw.strip().removesuffix("元").removeprefix(self.symbol)
            raw = raw.removeprefix("￥") if self.currency == "CNY" else raw
        return self.rounded(read_number(raw))

    def show(self, value: Decimal, context: Context) -> str:
        if context.prose:
            return self.in_words(value, context.language)
        return f"{'-' if value < 0 else ''}{self.symbol}{self.written_out(abs(value))}"

    def in_words(self, value: Decimal, language: str) -> str:
        """Short only where the short form is exact: 80 万, but ¥803,456."""
        for size, unit in PROSE.get(language, PROSE["en"]):
            short = abs(value) / size
            if short >= 1 and short == round(short, 2):
                sign = "-" if value < 0 else ""
                symbol = "" if language == "zh" and self.currency == "CNY" else self.symbol
                return f"{sign}{symbol}{grouped(plain(short))}{unit}"
        return self.show(value, Context(language=language))

    def written_out(self, value: Decimal) -> str:
        return grouped(value) if value == value.to_integral_value() else f"{value:,.{min(self.decimals, 2)}f}"
