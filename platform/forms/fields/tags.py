"""Free words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from .base import EMPTY_CONTEXT, Context, Example, FieldType, ValueRefused, field_type, is_empty
from .text import tidy

BETWEEN = re.compile(r"[,;|、，；\n\r\t]")
BLANKS = re.compile(r"\s+")
LONGEST = 40
WORD = {"type": "string", "minLength": 1, "maxLength": LONGEST}


@field_type("tags")
@dataclass(frozen=True)
class Tags(FieldType):
    """Words that nobody listed beforehand; the same word twice is one, whatever its case."""

    icon: ClassVar = "tag"
    family: ClassVar = "choice"
    storage: ClassVar = "list"
    rule_type: ClassVar = "list of texts"
    operators: ClassVar = ("any_of", "none_of", "filled", "empty")
    control: ClassVar = "tags"
    dressed: ClassVar = True
    many: ClassVar = True
    searchable: ClassVar = True
    cell: ClassVar = "chips"
    options: ClassVar = {
        "suggest": {"type": "array", "maxItems": 200, "items": WORD},
        "most": {"type": "integer", "minimum": 1, "maximum": 100},
    }
    examples: ClassVar = (
        Example("急单, 老客户；VIP", ("急单", "老客户", "VIP"), shown={"zh": "急单、老客户、VIP"}),
        Example(["vip", "VIP", ""], ("vip",)),
        Example("  two  words ", ("two words",)),
        Example("#急单", ("急单",)),
        Example("x" * 41, refused="tag_too_long"),
        Example("a,b,c", refused="too_many", options={"most": 2}),
        Example("a\x07b", refused="control_character"),
        Example({"a": 1}, refused="not_a_list"),
        Example([["a"]], refused="not_text"),
    )

    suggest: tuple[str, ...] = ()
    most: int = 20

    def parse(self, raw: Any, context: Context) -> tuple[str, ...]:
        if isinstance(raw, dict | bool):
            raise ValueRefused("not_a_list")
        parts = raw if isinstance(raw, list | tuple) else [raw]
        found: dict[str, str] = {}
        for part in parts:
            for word in self._words(part):
                found.setdefault(word.casefold(), word)
        return tuple(found.values())

    def words_in(self, raw: str) -> list[str]:
        return BETWEEN.split(raw)

    def _words(self, part: Any) -> Iterable[str]:
        if is_empty(part):
            return
        for word in BETWEEN.split(tidy(part)):
            word = BLANKS.sub(" ", word).strip().lstrip("#＃").strip()
            if word:
                yield word

    def validate(self, value: tuple[str, ...]) -> None:
        for word in value:
            if len(word) > LONGEST:
                raise ValueRefused("tag_too_long", value=word[:LONGEST], most=LONGEST)
        if len(value) > self.most:
            raise ValueRefused("too_many", most=self.most, n=self.most)

    def show(self, value: tuple[str, ...], context: Context) -> str:
        return ("、" if context.language == "zh" else ", ").join(value)

    def raw(self, value: tuple[str, ...] | None, context: Context = EMPTY_CONTEXT) -> str:
        return ", ".join(value or ())

    def searched(self, value: tuple[str, ...]) -> Iterable[str]:
        return value

    def to_json(self, value: tuple[str, ...] | None) -> list[str] | None:
        return None if value is None else list(value)

    def from_json(self, stored: list[str] | None) -> tuple[str, ...] | None:
        return None if stored is None else tuple(stored)

    def json_schema(self) -> dict[str, Any]:
        return {"type": ["array", "string"], "items": {"type": "string"}}
