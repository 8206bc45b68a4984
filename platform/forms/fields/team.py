"""A team."""

from dataclasses import dataclass
from typing import Any, ClassVar

from .base import EMPTY_CONTEXT, Context, Example, FieldType, ValueRefused, field_type


@field_type("team")
@dataclass(frozen=True)
class TeamField(FieldType):
    """A team by id, or by its key or its name where a file or a program speaks."""

    icon: ClassVar = "users"
    family: ClassVar = "link"
    storage: ClassVar = "reference"
    rule_type: ClassVar = "link"
    refers: ClassVar = "team"
    operators: ClassVar = ("any_of", "none_of", "is", "is_not", "filled", "empty")
    control: ClassVar = "select"
    examples: ClassVar = (
        Example("3", 3, shown={"zh": "华东一组", "en": "East 1"}),
        Example(3, 3),
        Example("east_1", 3),
        Example("华东一组", 3),
        Example("nowhere", refused="no_such_team"),
        Example([3], refused="one_only"),
        Example(True, refused="no_such_team"),
    )

    def parse(self, raw: Any, context: Context) -> int:
        if isinstance(raw, list | tuple | dict):
            raise ValueRefused("one_only")
        found = None
        if context.references is not None and not isinstance(raw, bool):
            found = context.references.find_team(str(raw).strip())
        if found is None:
            raise ValueRefused("no_such_team", value=str(raw)[:64])
        return found

    def from_rule(self, value: Any, context: Context = EMPTY_CONTEXT) -> int | None:
        return None if value is None else int(value)

    def is_same(self, raw: Any, value: Any) -> bool:
        return value is not None and str(raw).strip() == str(value)

    def show(self, value: int, context: Context) -> str:
        name = context.references.team_name(value) if context.references else None
        return name or f"#{value}"

    def json_schema(self) -> dict[str, Any]:
        return {"type": ["integer", "string"]}
