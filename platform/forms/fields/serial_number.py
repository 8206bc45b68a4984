"""A number that counts up."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from .base import Context, Example, FieldType, field_type
from .text import TEXT_OPERATORS, Text

SAMPLE = {"pattern": "SN-{year}-{serial:4}"}


@field_type("serial_number")
@dataclass(frozen=True)
class SerialNumber(FieldType):
    """Given once when the record comes in, never twice, and never changed."""

    icon: ClassVar = "list-numbers"
    family: ClassVar = "worked_out"
    operators: ClassVar = TEXT_OPERATORS
    computed: ClassVar = True
    searchable: ClassVar = True
    spelt: ClassVar = False
    needs: ClassVar = (("pattern",),)
    options: ClassVar = {
        "pattern": {
            "type": "string",
            "maxLength": 40,
            "pattern": r"^[^{}]{0,20}(\{(year|month|day|serial(:[1-9])?)\}[^{}]{0,20})+$",
            "description": "a text with {serial} or {serial:4}, and {year}, {month}, {day} if wanted",
        }
    }
    examples: ClassVar = (
        Example("SN-2026-0007", "SN-2026-0007", options=SAMPLE, shown={"zh": "SN-2026-0007", "en": "SN-2026-0007"}),
        Example(["a"], refused="not_text", options=SAMPLE),
    )

    pattern: str = "{serial}"

    def option_problems(self) -> Iterable[tuple[str, str, dict[str, Any]]]:
        if self.pattern.count("{serial") != 1:
            yield "pattern", "one_serial", {}

    def parse(self, raw: Any, context: Context) -> str:
        return Text().parse(raw, context)
