"""How many records hold each choice of a field, as far as the reader may see records and field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import sqlalchemy as sa
from sqlalchemy import func, select

from accounts import Work, allowed
from records import table_exists

from ..fields.choice import Choosing
from ..scope import table_of
from .queries import question
from .query import ListQuery
from .record_columns import readable_columns
from .seen_columns import seen_columns


def held_choices(work: Work, form: str, field: str) -> Mapping[str, int] | None:
    """By choice, in one statement; one that nobody holds is left out. None where the reader may not know."""
    found = work.catalog.find("form", form)
    known = found.find(field) if found is not None else None
    if known is None or not isinstance(known.type, Choosing) or known.sensitive or not allowed(work.actor, "see", form):
        return None
    table = table_of(work.catalog, form)
    if field not in readable_columns(work, form) or not table_exists(work.connection, table):
        return None
    asked = question(work, ListQuery(form, view=""), ())
    value = seen_columns(work, form)[field]
    query = select(value, func.count()).where(sa.and_(asked.clause, value.is_not(None))).group_by(value)
    counted: Counter[str] = Counter()
    for held, n in work.connection.execute(query):
        for choice in held if isinstance(held, tuple | list) else (held,):
            counted[choice] += n
    return counted
