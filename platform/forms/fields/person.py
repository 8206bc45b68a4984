"""A person who signs in."""

from dataclasses import dataclass
from typing import Any, ClassVar

from .base import EMPTY_CONTEXT, Context, Example, FieldType, ValueRefused, field_type


@field_type("person")
@dataclass(frozen=True)
class PersonField(FieldType):
    """A person by id, or by sign-in name where a file or a program speaks."""

    icon: ClassVar = "user"
    family: ClassVar = "link"
    storage: ClassVar = "reference"
    rule_type: ClassVar = "link"
    refers: ClassVar = "person"
    cell: ClassVar = "person"
    operators: ClassVar = ("any_of", "none_of", "is", "is_not", "filled", "empty")
    control: ClassVar = "select"
    options: ClassVar = {"role": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}}
    examples: ClassVar = (
        Example("7", 7, shown={"zh": "林晓雯", "en": "林晓雯"}),
        Example(7, 7),
        Example("linxw", 7),
        Example("nobody", refused="no_such_person"),
        Example(8, refused="no_such_person"),
        Example(True, refused="no_such_person"),
        Example([7], refused="one_only"),
    )

    role: str | None = None

    def parse(self, raw: Any, context: Context) -> int:
        if isinstance(raw, list | tuple | dict):
            raise ValueRefused("one_only")
        found = None
        if context.references is not None and not isinstance(raw, bool):
            found = context.references.find_person(str(raw).strip(), self.role)
        if found is None:
            raise ValueRefused("no_such_person", value=str(raw)[:64])
        return found

    def from_rule(self, value: Any, context: Context = EMPTY_CONTEXT) -> int | None:
        return None if value is None else int(value)

    def is_same(self, raw: Any, value: Any) -> bool:
        return value is not None and str(raw).strip() == str(value)

    def show(self, value: int, context: Context) -> str:
        name = context.references.person_name(value) if context.references else None
        return name or f"#{value}"

    def json_schema(self) -> dict[str, Any]:
        return {"type": ["integer", "string"]}
