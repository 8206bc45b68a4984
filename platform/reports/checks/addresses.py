"""Ids that pages and calls have as addresses of their own: whoever asked for the report would get the other thing."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import Catalog, Problem, check

ADDRESSES = {
    "report": frozenset({"answer", "build", "built", "draft", "mine", "new", "runs"}),
    "dashboard": frozenset({"build", "draft", "mine", "new"}),
}


@check
def ids_are_no_addresses(catalog: Catalog) -> Iterator[Problem]:
    """`/reports/new` is the builder, so no report is called so."""
    for kind, taken in ADDRESSES.items():
        for one in catalog.all(kind):
            if one.id in taken:
                yield catalog.problem(one, ("id",), "reports.problem.id_is_address", id=one.id)
