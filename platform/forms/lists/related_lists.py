"""The lists on a record's page as questions: those that the reader may ask, in the columns that they may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts import Work, allowed

from ..definition import FormDefinition
from ..related import RelatedList
from ..scope import form_of
from .filters import Filter
from .query import ListQuery
from .record_columns import readable_columns
from .table import ListTable


@dataclass(frozen=True)
class RelatedQuestion:
    """One list: what it is of, what it is called, and what it asks."""

    list: RelatedList
    form: FormDefinition
    query: ListQuery

    @property
    def filter(self) -> Filter:
        """What keeps it to the record."""
        return self.query.filters[0]


def related_to(work: Work, form: FormDefinition, record: int, *, most: int) -> Iterator[RelatedQuestion]:
    """The lists of a record; none of a form that the reader does not see, or whose link is hidden from them."""
    for one in form.related:
        if work.catalog.find("form", one.form) is None or not allowed(work.actor, "see", one.form):
            continue
        columns = readable_columns(work, one.form)
        if one.by not in columns:
            continue
        other = form_of(work.catalog, one.form)
        asked = ListQuery(
            one.form,
            view="",
            filters=(Filter(one.by, "is", (str(record),)),),
            sort=tuple(name for name in one.sort if name.removeprefix("-") in columns),
            size=most,
            table=ListTable(columns=_shown(one, other)),
        )
        yield RelatedQuestion(one, other, asked)


def _shown(one: RelatedList, other: FormDefinition) -> tuple[str, ...]:
    """The columns that were named, else what stands below the name; the link itself would say the same in each row."""
    return tuple(name for name in one.columns or other.subtitle if name != one.by) or (other.title,)
