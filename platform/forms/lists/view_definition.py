"""The kind `view`: a list of records somebody needs every day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from definitions import Label, Source, kind
from rules import Expression

from ..definition import FIELD_IDS
from ..expressions import read_expression
from ..field_definition import RULE
from .shape import LAYOUTS, TABLE


@kind("view", folder="views")
@dataclass(frozen=True)
class ViewDefinition:
    """Which records, which columns, in which order, for whom."""

    id: str
    label: Label
    form: str
    where: Expression | None
    columns: tuple[str, ...]
    sort: tuple[str, ...] = ()
    group: str | None = None
    roles: tuple[str, ...] = ()
    default: bool = False
    order: int = 100
    layout: str = TABLE
    kanban: str | None = None
    calendar: str | None = None

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """What a view file may hold."""
        return {
            "description": "A list of records with a name",
            "required": ["form", "columns"],
            "properties": {
                "form": {"type": "string"},
                "where": {**RULE, "description": "Which records: a condition"},
                "columns": {**FIELD_IDS, "maxItems": 30},
                "sort": {**FIELD_IDS, "maxItems": 5, "description": "Fields; a - in front sorts downwards"},
                "group": {"type": "string"},
                "roles": FIELD_IDS,
                "default": {"type": "boolean"},
                "order": {"type": "integer", "description": "Where it stands among the tabs; the least is first"},
                "layout": {"enum": list(LAYOUTS), "description": "How it opens; the others are one click away"},
                "kanban": {"type": "string", "description": "The choice, or stage, that makes the lanes of the board"},
                "calendar": {"type": "string", "description": "The date that places a record in the calendar"},
            },
        }

    @classmethod
    def from_source(cls, source: Source) -> ViewDefinition:
        """The view of a checked file."""
        data = source.data
        where = read_expression(source, ("where",), data["where"]) if "where" in data else None
        return cls(
            id=source.id,
            label=source.label(),
            form=data["form"],
            where=where,
            columns=tuple(data["columns"]),
            sort=tuple(data.get("sort", ())),
            group=data.get("group"),
            roles=tuple(data.get("roles", ())),
            default=data.get("default", False),
            order=data.get("order", 100),
            layout=data.get("layout", TABLE),
            kanban=data.get("kanban"),
            calendar=data.get("calendar"),
        )

    def is_for(self, role: str) -> bool:
        """Whether people of this role see the view; without roles everybody does."""
        return not self.roles or role in self.roles
