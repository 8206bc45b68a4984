"""One line of text."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from definitions import INVISIBLE

from .base import Context, Example, FieldType, ValueRefused, field_type

LINE_BREAK = re.compile("[\n\r\t\u2028\u2029]+")
TEXT_OPERATORS = ("contains", "is", "is_not", "starts_with", "filled", "empty")


def tidy(raw: Any) -> str:
    """The text with its ends trimmed, in one Unicode form, free of characters nobody can see or type."""
    if not isinstance(raw, str):
        if isinstance(raw, bool | dict | list | tuple):
            raise ValueRefused("not_text")
        raw = str(raw)
    text = raw.strip().strip("\ufeff\u200b")
    if text.isascii() and text.isprintable():
        return text
    found = INVISIBLE.search(text)
    if found:
        raise ValueRefused("control_character", sign=f"U+{ord(found[0]):04X}", at=found.start() + 1)
    return unicodedata.normalize("NFC", text)


def check_length(value: str, least: int, most: int) -> None:
    if len(value) > most:
        raise ValueRefused("too_long", most=most, by=len(value) - most, n=len(value) - most)
    if len(value) < least:
        raise ValueRefused("too_short", least=least, by=least - len(value), n=least - len(value))


@field_type("text")
@dataclass(frozen=True)
class Text(FieldType):
    """One line of text; line breaks become spaces."""

    icon: ClassVar = "letter-case"
    family: ClassVar = "text"
    operators: ClassVar = TEXT_OPERATORS
    searchable: ClassVar = True
    options: ClassVar = {
        "min_length": {"type": "integer", "minimum": 1, "maximum": 1000},
        "max_length": {"type": "integer", "minimum": 1, "maximum": 1000},
    }
    examples: ClassVar = (
        Example("  扬州润扬轴承 ", "扬州润扬轴承", shown={"zh": "扬州润扬轴承", "en": "扬州润扬轴承"}),
        Example("two\r\nlines", "two lines"),
        Example(12, "12"),
        Example("é", "é"),
        Example("a\x00b", refused="control_character"),
        Example("abc\u202egpj", refused="control_character"),
        Example("x" * 201, refused="too_long"),
        Example("ab", refused="too_short", options={"min_length": 3}),
        Example(["a"], refused="not_text"),
    )

    min_length: int = 0
    max_length: int = 200

    def option_problems(self) -> Iterable[tuple[str, str, dict[str, Any]]]:
        if self.min_length > self.max_length:
            yield "min_length", "min_over_max", {"least": self.min_length, "most": self.max_length}

    def parse(self, raw: Any, context: Context) -> str:
        text = tidy(raw)
        return text if text.isprintable() else LINE_BREAK.sub(" ", text)

    def validate(self, value: str) -> None:
        check_length(value, self.min_length, self.max_length)

    def json_schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": self.min_length, "maxLength": self.max_length}
