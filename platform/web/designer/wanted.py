"""A request of the designer: what it is read against, and what it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from accounts import Work
from definitions import Catalog
from forms import FormDefinition
from publishing import designing
from records import retired_fields


@dataclass(frozen=True)
class Wanted:
    """The acts of one request, what is selected after them, and what could not be read."""

    acts: tuple[designing.Act, ...] = ()
    select: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    fresh: bool = False
    roles: Mapping[str, tuple[designing.Act, ...]] = field(default_factory=dict)  # by role, what its file gets


@dataclass(frozen=True)
class Desk:
    """What a request is read against."""

    work: Work
    sheet: designing.Sheet
    catalog: Catalog
    published: FormDefinition | None

    @property
    def published_text(self) -> str:
        """The form's file as it was published; empty where it never was."""
        id = str(self.sheet.data.get("id"))
        return self.work.catalog.files.get(self.work.catalog.file_of("form", id), "") if self.published else ""

    def is_new(self, field: str) -> bool:
        """Whether nobody can have filled the field yet."""
        return not (self.published and self.published.find(field))

    @property
    def once(self) -> frozenset[str]:
        """Ids of fields that the form had before; one that is made up here must not get what lies in their columns."""
        return retired_fields(self.work.connection, str(self.sheet.data.get("id")))
