"""Yes, no, or not answered."""

from dataclasses import dataclass
from typing import Any, ClassVar

from definitions import say

from .base import EMPTY_CONTEXT, Context, Example, FieldType, ValueRefused, field_type

YES = frozenset({"yes", "true", "1", "y", "on", "是", "对", "有", "√", "✓"})
NO = frozenset({"no", "false", "0", "n", "off", "否", "不", "无", "没有", "×"})


@field_type("yes_no")
@dataclass(frozen=True)
class YesNo(FieldType):
    """Yes, no, or not answered; the last of several answers counts, as a checkbox beside a hidden input sends."""

    icon: ClassVar = "toggle-right"
    family: ClassVar = "choice"
    storage: ClassVar = "boolean"
    rule_type: ClassVar = "yes/no"
    operators: ClassVar = ("is", "filled", "empty")
    control: ClassVar = "checkbox"
    examples: ClassVar = (
        Example("yes", True, shown={"zh": "是", "en": "Yes"}),
        Example("no", False, shown={"zh": "否", "en": "No"}),
        Example(True, True),
        Example("FALSE", False),
        Example("是", True),
        Example(0, False),
        Example(["no", "yes"], True),
        Example("maybe", refused="not_yes_no"),
        Example(2, refused="not_yes_no"),
        Example({"a": 1}, refused="not_yes_no"),
    )

    def parse(self, raw: Any, context: Context) -> bool:
        if isinstance(raw, list | tuple):
            raw = raw[-1]
        if isinstance(raw, bool):
            return raw
        word = str(raw).strip().lower()
        if word in YES or word in NO:
            return word in YES
        raise ValueRefused("not_yes_no")

    def show(self, value: bool, context: Context) -> str:
        return say("fields.yes" if value else "fields.no", context.language)

    def raw(self, value: bool | None, context: Context = EMPTY_CONTEXT) -> str:
        return "" if value is None else ("yes" if value else "no")

    def json_schema(self) -> dict[str, Any]:
        return {"type": "boolean"}
