"""What the records that link here come to: how many, their sum, the latest of them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar, Self

from rules import Expression

from .base import EMPTY_CONTEXT, Context, Example, FieldType, field_type
from .choice import NAME
from .decimal import DecimalNumber
from .integer import Integer

MEASURES = ("sum", "average", "min", "max", "latest", "first")
WHEN = "created_at"


@field_type("rollup")
@dataclass(frozen=True)
class Rollup(FieldType):
    """Computed from the records of another form that link to this one, and kept right with every change to them."""

    icon: ClassVar = "sum"
    family: ClassVar = "worked_out"
    computed: ClassVar = True
    needs: ClassVar = (("of",), ("through",))
    options: ClassVar = {
        "of": {**NAME, "description": "The form whose records are rolled up"},
        "through": {**NAME, "description": "Their field that links here"},
        "where": {"type": "string", "minLength": 1, "maxLength": 4000, "description": "Which of them count"},
        "by": {**NAME, "description": "For latest and first: the day or moment that decides"},
        **{name: {**NAME, "description": f"The field whose {name} it is"} for name in MEASURES},
    }
    examples: ClassVar = (
        Example(3, 3, options={"of": "order", "through": "customer"}, shown={"zh": "3", "en": "3"}),
        Example("many", refused="not_a_number", options={"of": "order", "through": "customer"}),
    )

    of: str = ""
    through: str = ""
    measure: str = "count"
    field: str | None = None
    written: tuple[str, ...] = ()  # all measures its file names: one may be
    by: str = WHEN
    where: Expression | None = None
    inner: FieldType = Integer()

    @classmethod
    def from_options(cls, options: Mapping[str, Any]) -> Self:
        written = tuple(name for name in MEASURES if name in options)
        measure = written[0] if written else "count"
        return cls(
            of=options["of"],
            through=options["through"],
            measure=measure,
            field=options.get(measure),
            written=written,
            by=options.get("by", WHEN),
        )

    def taken_from(self, find: Callable[[str, str], Any]) -> Self:
        """With the type of the field that is measured: an amount stays one, a choice keeps its words."""
        source = find("form", self.of)
        measured = source.find(self.field) if source is not None and self.field else None
        if measured is None:
            return self
        inner = measured.type.taken_from(find)
        if self.measure == "average":
            inner = inner if inner.storage == "number" else DecimalNumber()
        return replace(self, inner=replace(inner, min=None, max=None) if hasattr(inner, "min") else inner)

    @property
    def storage(self) -> str:
        return self.inner.storage

    @property
    def rule_type(self) -> str:
        return self.inner.rule_type

    @property
    def operators(self) -> tuple[str, ...]:
        return self.inner.operators

    @property
    def cell(self) -> str:
        return self.inner.cell

    @property
    def refers(self) -> str | None:
        return self.inner.refers

    @property
    def form(self) -> str | None:
        """The form that its value links to, where it is a link."""
        return getattr(self.inner, "form", None)

    @property
    def choices(self) -> Any:
        """What a choice may be; there are none of anything else, as `hasattr` tells."""
        return self.inner.choices

    @property
    def reads(self) -> frozenset[str]:
        """The names of the source's records that decide the value."""
        names = {self.through, self.by if self.measure in ("latest", "first") else None, self.field}
        return frozenset(names - {None, WHEN}) | (self.where.names if self.where is not None else frozenset())

    @property
    def blank(self) -> Any:
        """What a record holds to which nothing links yet."""
        return {"count": 0, "sum": Decimal(0)}.get(self.measure)

    def parse(self, raw: Any, context: Context) -> Any:
        return self.inner.parse(raw, context)

    def from_rule(self, value: Any, context: Context = EMPTY_CONTEXT) -> Any:
        return self.inner.from_rule(value, context)

    def asked(self, raw: str, context: Context) -> Any:
        return self.inner.asked(raw, context)

    def in_rule(self, value: Any) -> str | None:
        return self.inner.in_rule(value)

    def show(self, value: Any, context: Context) -> str:
        return self.inner.show(value, context)

    def raw(self, value: Any, context: Context = EMPTY_CONTEXT) -> Any:
        return self.inner.raw(value, context)

    def to_json(self, value: Any) -> Any:
        return self.inner.to_json(value)

    def from_json(self, stored: Any) -> Any:
        return self.inner.from_json(stored)

    def json_schema(self) -> dict[str, Any]:
        return self.inner.json_schema()

    def href(self, value: Any) -> str | None:
        return self.inner.href(value)

    def input_options(self) -> dict[str, Any]:
        return self.inner.input_options()
