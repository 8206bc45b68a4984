"""A link to a record of another form, or of the same one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from .base import EMPTY_CONTEXT, Context, Example, FieldType, ValueRefused, field_type


@field_type("record_link")
@dataclass(frozen=True)
class RecordLink(FieldType):
    """A record by id, or by its number (CU-2026-000007)."""

    icon: ClassVar = "link"
    family: ClassVar = "link"
    storage: ClassVar = "reference"
    rule_type: ClassVar = "link"
    refers: ClassVar = "record"
    operators: ClassVar = ("is", "is_not", "filled", "empty")
    control: ClassVar = "select"
    needs: ClassVar = (("form",),)
    options: ClassVar = {"form": {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}}
    examples: ClassVar = (
        Example("7", 7, options={"form": "customer"}, shown={"zh": "扬州润扬轴承", "en": "扬州润扬轴承"}),
        Example(7, 7, options={"form": "customer"}),
        Example("CU-2026-000007", 7, options={"form": "customer"}),
        Example("CU-2026-999999", refused="no_such_record", options={"form": "customer"}),
        Example("7", refused="no_such_record", options={"form": "supplier"}),
        Example([7], refused="one_only", options={"form": "customer"}),
    )

    form: str = ""

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        return cls(options["form"])

    def parse(self, raw: Any, context: Context) -> int:
        if isinstance(raw, list | tuple | dict):
            raise ValueRefused("one_only")
        found = None
        if context.references is not None and not isinstance(raw, bool):
            found = context.references.find_record(self.form, str(raw).strip())
            if found is None and context.by_label:  # files name what they link to as people do
                found = context.references.find_titled(self.form, str(raw).strip())
        if found is None:
            raise ValueRefused("no_such_record", value=str(raw)[:64])
        return found

    def from_rule(self, value: Any, context: Context = EMPTY_CONTEXT) -> int | None:
        return None if value is None else int(value)

    def is_same(self, raw: Any, value: Any) -> bool:
        return value is not None and str(raw).strip() == str(value)

    def show(self, value: int, context: Context) -> str:
        title = context.references.record_title(self.form, value) if context.references else None
        return title or f"#{value}"

    def href(self, value: int | None) -> str | None:
        return f"/records/{self.form}/{value}" if value else None

    def json_schema(self) -> dict[str, Any]:
        return {"type": ["integer", "string"]}
