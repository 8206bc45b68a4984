"""A share, written as people say it: 12.5 is 12.5 %."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

from .base import Context, Example, field_type
from .decimal import DecimalNumber, grouped, read_number


@field_type("percent")
@dataclass(frozen=True)
class Percent(DecimalNumber):
    """A share; 12.5 in a rule, a file and the database is 12.5 % on the screen."""

    icon: ClassVar = "percentage"
    family: ClassVar = "number"
    amount: ClassVar = False
    options: ClassVar = {
        "min": {"type": "number"},
        "max": {"type": "number"},
        "decimals": {"type": "integer", "minimum": 0, "maximum": 6},
    }
    examples: ClassVar = (
        Example("12.5%", Decimal("12.5"), shown={"zh": "12.5%", "en": "12.5%"}),
        Example("12.5 ％", Decimal("12.5")),
        Example(60, Decimal(60)),
        Example("101", refused="above"),
        Example("-1", refused="below"),
        Example("%", refused="not_a_number"),
    )

    min: Decimal | None = Decimal(0)
    max: Decimal | None = Decimal(100)

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        base = DecimalNumber.from_options({"min": 0, "max": 100} | dict(options))
        return cls(min=base.min, max=base.max, decimals=base.decimals)

    def parse(self, raw: Any, context: Context) -> Decimal:
        if isinstance(raw, str):
            raw = raw.strip().removesuffix("%").removesuffix("％") or "%"
        return self.rounded(read_number(raw))

    def show(self, value: Decimal, context: Context) -> str:
        return f"{grouped(value)}%"
