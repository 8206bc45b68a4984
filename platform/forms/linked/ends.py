"""Where the links of forms point: what sight through them needs of a form that it does not know."""

from __future__ import annotations

from accounts import LINK_ENDS, LinkEnd
from definitions import Catalog

from ..scope import FIELD, table_of


@LINK_ENDS.register("fields")
def end_of(catalog: Catalog, form: str, field: str) -> LinkEnd | None:
    """The column of a field that points at one record, and the table in which that lies."""
    definition = catalog.find("form", form)
    found = definition.find(field) if definition is not None else None
    other = found.points_at if found is not None else None
    if other is None or catalog.find("form", other) is None:
        return None
    return LinkEnd(FIELD + field, other, table_of(catalog, other))
