"""Any of a list of choices."""

import re
from dataclasses import dataclass
from typing import Any, ClassVar

from .base import EMPTY_CONTEXT, Context, Example, ValueRefused, field_type, is_empty
from .choice import CHOICES, FROM_LIST, SAMPLE, Choosing

BETWEEN = re.compile(r"[,;|、，；\n]")


@field_type("multi_choice")
@dataclass(frozen=True)
class MultiChoice(Choosing):
    """Any of a list, kept in the list's order."""

    icon: ClassVar = "checkbox"
    family: ClassVar = "choice"
    storage: ClassVar = "list"
    rule_type: ClassVar = "list of choices"
    operators: ClassVar = ("any_of", "none_of", "filled", "empty")
    control: ClassVar = "checkboxes"
    many: ClassVar = True
    cell: ClassVar = "chips"
    options: ClassVar = {"choices": CHOICES, **FROM_LIST, "most": {"type": "integer", "minimum": 1, "maximum": 1000}}
    examples: ClassVar = (
        Example(["web", "fair"], ("fair", "web"), options=SAMPLE, shown={"zh": "展会、web", "en": "Fair, web"}),
        Example("fair; web", ("fair", "web"), options=SAMPLE),
        Example(["web", "web"], ("web",), options=SAMPLE),
        Example(["web", ""], ("web",), options=SAMPLE),
        Example(["web", "tv"], refused="not_a_choice", options=SAMPLE),
        Example(["fax"], refused="retired_choice", options=SAMPLE),
        Example(["web", "fair"], refused="too_many", options={**SAMPLE, "most": 1}),
        Example({"web": 1}, refused="not_a_list", options=SAMPLE),
        Example("suzhou, nanjing", ("nanjing", "suzhou"), options={"list": "area"}),
    )

    most: int | None = None

    def parse(self, raw: Any, context: Context) -> tuple[str, ...]:
        if isinstance(raw, str):
            raw = self.words_in(raw)
        if not isinstance(raw, list | tuple):
            raise ValueRefused("not_a_list")
        chosen = {self.one(part, context) for part in raw if not is_empty(part)}
        return tuple(option.id for option in self.choices if option.id in chosen)

    def words_in(self, raw: str) -> list[str]:
        return BETWEEN.split(raw)

    def validate(self, value: tuple[str, ...]) -> None:
        for chosen in value:
            self.still_open(chosen)
        if self.most and len(value) > self.most:
            raise ValueRefused("too_many", most=self.most, n=self.most)

    def show(self, value: tuple[str, ...], context: Context) -> str:
        between = "、" if context.language == "zh" else ", "
        return between.join(self.label_of(chosen, context.language) for chosen in value)

    def raw(self, value: tuple[str, ...] | None, context: Context = EMPTY_CONTEXT) -> list[str]:
        return list(value or ())

    def to_json(self, value: tuple[str, ...] | None) -> list[str] | None:
        return None if value is None else list(value)

    def from_json(self, stored: list[str] | None) -> tuple[str, ...] | None:
        return None if stored is None else tuple(stored)

    def json_schema(self) -> dict[str, Any]:
        items = {"type": "string", "enum": [option.id for option in self.choices]}
        return {"type": "array", "items": items, "maxItems": self.most or len(self.choices)}
