"""How good something was, in stars."""

from dataclasses import dataclass
from typing import Any, ClassVar

from .base import Context, Example, FieldType, ValueRefused, field_type
from .decimal import NUMBER_OPERATORS, read_number

FULL, HOLLOW = "★", "☆"


@field_type("rating")
@dataclass(frozen=True)
class Rating(FieldType):
    """A whole number of stars from 1 to `max`; a number in rules."""

    icon: ClassVar = "star"
    family: ClassVar = "number"
    storage: ClassVar = "integer"
    rule_type: ClassVar = "number"
    operators: ClassVar = NUMBER_OPERATORS
    control: ClassVar = "stars"
    dressed: ClassVar = True
    inputmode: ClassVar = "numeric"
    cell: ClassVar = "stars"
    options: ClassVar = {"max": {"type": "integer", "minimum": 2, "maximum": 10}}
    examples: ClassVar = (
        Example("4", 4, shown={"zh": "★★★★☆", "en": "★★★★☆"}),
        Example(10, 10, options={"max": 10}),
        Example("3/5", 3),
        Example("★★☆☆☆", 2),
        Example("0", refused="not_in_stars"),
        Example("6", refused="not_in_stars"),
        Example("3.5", refused="not_whole"),
        Example("good", refused="not_a_number"),
        Example(True, refused="not_a_number"),
    )

    max: int = 5

    def parse(self, raw: Any, context: Context) -> int:
        if isinstance(raw, str):
            text = raw.strip()
            if text and not text.strip(FULL + HOLLOW):
                return text.count(FULL)
            raw = text.removesuffix(f"/{self.max}")
        number = read_number(raw)
        if number != number.to_integral_value():
            raise ValueRefused("not_whole")
        return int(number)

    def validate(self, value: int) -> None:
        if not 1 <= value <= self.max:
            raise ValueRefused("not_in_stars", most=self.max)

    def show(self, value: int, context: Context) -> str:
        if value > self.max:
            return f"{value:,}"  # many together are so many stars
        return FULL * int(value) + HOLLOW * (self.max - int(value))

    def json_schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": 1, "maximum": self.max}
