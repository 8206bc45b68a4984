"""A code that a phone reads."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from .base import Context, Example, FieldType, field_type
from .choice import NAME
from .text import Text


@field_type("qr_code")
@dataclass(frozen=True)
class QrCode(FieldType):
    """A picture of the link to the record, or of another field's value; nothing is stored, so nothing goes stale."""

    icon: ClassVar = "qrcode"
    family: ClassVar = "worked_out"
    virtual: ClassVar = True
    computed: ClassVar = True
    operators: ClassVar = ()
    options: ClassVar = {"value_of": {**NAME, "description": "The field whose value it shows; else the record's link"}}
    examples: ClassVar = (
        Example("/records/ticket/7", "/records/ticket/7", shown={"zh": "/records/ticket/7", "en": "/records/ticket/7"}),
        Example(["a"], refused="not_text"),
    )

    value_of: str | None = None

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        return cls(options.get("value_of"))

    def parse(self, raw: Any, context: Context) -> str:
        return Text().parse(raw, context)
