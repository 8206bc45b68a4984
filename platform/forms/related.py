"""The lists on a record's page: records of other forms that point at it, with the columns that are shown of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from definitions import ID_PATTERN, Catalog, Label

from .field_definition import LABEL

_ID = {"type": "string", "pattern": ID_PATTERN}
RELATED_SCHEMA = {
    "type": "object",
    "required": ["form", "by"],
    "additionalProperties": False,
    "description": "Records of another form that point at this one, listed on its page",
    "properties": {
        "form": {**_ID, "description": "Whose records"},
        "by": {**_ID, "description": "Their field that points here"},
        "label": {**LABEL, "description": "What the list is called; else as the form is"},
        "columns": {
            "type": "array",
            "items": {"type": "string"},
            "minItems": 1,
            "maxItems": 8,
            "uniqueItems": True,
            "description": "What is shown of them beside their name",
        },
        "sort": {"type": "array", "items": {"type": "string"}, "maxItems": 3, "description": "A minus turns it round"},
        "hint": {**LABEL, "description": "What an empty list says: what belongs here, and what for"},
    },
}
OLDEST_FIRST = ("created_at",)


@dataclass(frozen=True)
class RelatedList:
    """Records of a form that point at one by a link, as its page lists them."""

    form: str
    by: str
    label: Label | None = None
    columns: tuple[str, ...] = ()
    sort: tuple[str, ...] = OLDEST_FIRST
    hint: Label | None = None


@dataclass(frozen=True)
class Pointing:
    """A link by which records of a form are listed on the pages of another."""

    by: str
    to: str


def read_related(written: Mapping[str, Any]) -> RelatedList:
    """One list of a checked file."""
    return RelatedList(
        form=written["form"],
        by=written["by"],
        label=Label.of(written["label"]) if "label" in written else None,
        columns=tuple(written.get("columns", ())),
        sort=tuple(written.get("sort", OLDEST_FIRST)),
        hint=Label.of(written["hint"]) if "hint" in written else None,
    )


def listed_on(catalog: Catalog, form: str) -> tuple[Pointing, ...]:
    """The links by which records of this form stand in the lists of other forms' pages."""
    return catalog.derived(("listed on", form), lambda: tuple(dict.fromkeys(_listed_on(catalog, form))))


def _listed_on(catalog: Catalog, form: str) -> Iterator[Pointing]:
    for other in catalog.all("form"):
        for one in other.related:
            if one.form == form:
                yield Pointing(one.by, other.id)
