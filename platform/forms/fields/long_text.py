"""Text of several lines."""

from dataclasses import dataclass
from typing import Any, ClassVar

from .base import Context, Example, FieldType, field_type
from .text import TEXT_OPERATORS, check_length, tidy


@field_type("long_text")
@dataclass(frozen=True)
class LongText(FieldType):
    """Text of several lines, up to 20,000 characters."""

    icon: ClassVar = "align-left"
    family: ClassVar = "text"
    storage: ClassVar = "long_text"
    operators: ClassVar = TEXT_OPERATORS
    control: ClassVar = "textarea"
    searchable: ClassVar = True
    spelt: ClassVar = False
    options: ClassVar = {
        "max_length": {"type": "integer", "minimum": 1, "maximum": 20000},
        "lines": {"type": "integer", "minimum": 2, "maximum": 30},
    }
    examples: ClassVar = (
        Example("第一行\r\n第二行\r", "第一行\n第二行", shown={"zh": "第一行\n第二行", "en": "第一行\n第二行"}),
        Example("a\tb", "a\tb"),
        Example("bell\x07", refused="control_character"),
        Example("x" * 11, refused="too_long", options={"max_length": 10}),
        Example({"a": 1}, refused="not_text"),
    )

    max_length: int = 5000
    lines: int = 4

    def parse(self, raw: Any, context: Context) -> str:
        return tidy(raw).replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        check_length(value, 0, self.max_length)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": self.max_length}
