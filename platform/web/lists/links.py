"""Addresses of lists: every neighbouring question is a link."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from forms import Filter, ListQuery


class Links:
    """Addresses of lists of one form."""

    def __init__(self, query: ListQuery) -> None:
        """Remembers the form."""
        self.path = f"/records/{query.form}"

    def __call__(self, query: ListQuery) -> str:
        """The list that answers a question."""
        written = query.to_url()
        return f"{self.path}?{written}" if written else self.path

    def shaped(self, query: ListQuery, **shape: Any) -> str:
        """The same records, laid out otherwise."""
        return self(replace(query, shape=replace(query.shape, **shape), page=1))

    def those(self, query: ListQuery, *filters: Filter) -> str:
        """The records behind a number, as a table."""
        return self(replace(query.filtered(*filters), shape=replace(query.shape, layout="table")))
