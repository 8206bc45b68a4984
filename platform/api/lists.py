"""A list as programs ask for it: the question of the address, and one page of its answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work
from forms import ListQuery, run_for_program

from .inputs import InputError, refuse, whole_number
from .places import form_at
from .record_json import RecordJson

ASKED = ("where", "q", "view", "sort", "page", "per_page", "after", "fields", "watched")
PER_PAGE, LARGEST_PAGE, LAST_PAGE = 50, 200, 10_000
MOST_WORDS, LONGEST_WHERE, LONGEST_CURSOR = 200, 2000, 4000


def listed(work: Work, form: str, given: Mapping[str, str], *, within: Any = None) -> dict[str, Any]:
    """One page, as it is answered; `within` is a condition beside what is asked, such as a number of a report."""
    form_at(work, form)
    query = query_of(form, given)
    found = RecordJson(work, form, given.get("fields"))
    page = run_for_program(work, query, found.names, within=within)
    place = {"per_page": query.size, "more": page.has_next, "next": page.next}
    if page.total is not None:
        place |= {"page": query.page, "total": page.total.n, "exact": page.total.exact}
    return {"form": form, "records": found.many(page.rows), **place}


def query_of(form: str, given: Mapping[str, str]) -> ListQuery:
    """The list's question; without a view none is taken, so that nothing is left out unasked."""
    for name, most in (("where", LONGEST_WHERE), ("q", MOST_WORDS), ("after", LONGEST_CURSOR)):
        if len(given.get(name, "")) > most:
            refuse(InputError(name, "too_long", {"most": most}))
    if given.get("after") and "page" in given:
        refuse(InputError("after", "page_or_after"))
    return ListQuery(
        form=form,
        view=given.get("view", ""),
        where=given.get("where", ""),
        search=given.get("q", ""),
        sort=tuple(part.strip() for part in given.get("sort", "").split(",") if part.strip())[:5],
        page=whole_number(given, "page", 1, most=LAST_PAGE),
        size=whole_number(given, "per_page", PER_PAGE, most=LARGEST_PAGE),
        after=given.get("after", ""),
        watched=whole_number(given, "watched", most=1) == 1,
    )
