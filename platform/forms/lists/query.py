"""What a list is asked for: a view, filters, words, an order, a page; the same as a link and as an object."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from .filters import Filter
from .shape import SHAPED, ListShape
from .table import TABLED, ListTable

PAGE_SIZE = 50
LARGEST_PAGE = 200
LAST_PAGE = 10_000
MOST_FILTERS = 20
LONGEST_WHERE = 2000


@dataclass(frozen=True, slots=True)
class ListQuery:
    """A question to the records of one form."""

    form: str
    view: str | None = None
    filters: tuple[Filter, ...] = ()
    where: str = ""
    groups: str = ""  # conditions in groups, as filter_groups reads them
    search: str = ""
    sort: tuple[str, ...] = ()
    group: str | None = None
    page: int = 1
    size: int = PAGE_SIZE
    after: str = ""  # a cursor, for programs that go through everything
    shape: ListShape = field(default_factory=ListShape)
    table: ListTable = field(default_factory=ListTable)
    saved: int | None = None  # the personal view it began from
    watched: bool = False  # only what whoever looks watches; without a view, whatever the usual one leaves out

    @classmethod
    def from_args(cls, form: str, args: Any) -> ListQuery:
        """Read a link's arguments: view, f (several), where, q, sort, group, page, size, and how it is laid out."""
        several = args.getlist if hasattr(args, "getlist") else lambda name: _listed(args, name)
        one = dict(args.items() if hasattr(args, "items") else args)
        return cls(
            form=form,
            view=_text(one.get("view")) or None,
            filters=tuple(Filter.parse(written) for written in several("f")[:MOST_FILTERS] if written),
            where=_text(one.get("where"))[:LONGEST_WHERE],
            groups=_text(one.get("g")),
            search=_text(one.get("q"))[:200],
            sort=tuple(name for name in _text(one.get("sort")).split(",") if name)[:5],
            group=_text(one.get("group")) or None,
            page=_number(one.get("page"), 1, LAST_PAGE),
            size=_number(one.get("size"), PAGE_SIZE, LARGEST_PAGE),
            shape=ListShape.from_args({name: _text(one.get(name)) for name in SHAPED}),
            table=ListTable.from_args({name: _text(one.get(name)) for name in TABLED}),
            saved=_whole(one.get("saved")),
            watched=_text(one.get("watched")) == "1",
        )

    @property
    def is_watched(self) -> bool:
        """Whether what one watches is the list itself, and no condition within another one."""
        return self.watched and self.view is None and self.saved is None

    def to_args(self) -> list[tuple[str, str]]:
        """The arguments of a link that asks the same."""
        plain = {
            "view": self.view,
            "where": self.where,
            "g": self.groups,
            "q": self.search,
            "sort": ",".join(self.sort),
            "group": self.group,
            "page": self.page if self.page > 1 else None,
            "size": self.size if self.size != PAGE_SIZE else None,
            **self.shape.to_args(),
            **self.table.to_args(),
            "saved": self.saved,
            "watched": int(self.watched),
        }
        return [("f", str(each)) for each in self.filters] + [(name, str(v)) for name, v in plain.items() if v]

    def to_url(self) -> str:
        """The arguments as the part of an address behind the question mark."""
        return urlencode(self.to_args())

    def at_page(self, page: int) -> ListQuery:
        """The same question, another page."""
        return replace(self, page=page)

    def sorted_by(self, name: str) -> ListQuery:
        """The same question, sorted by this; asked again, the other way round."""
        sort = (f"-{name}",) if self.sort == (name,) else (name,)
        return replace(self, sort=sort, page=1)

    def filtered(self, *more: Filter) -> ListQuery:
        """The same question, narrower."""
        return replace(self, filters=(*self.filters, *more), page=1)

    def without(self, filter: Filter) -> ListQuery:
        """The same question without one of its filters."""
        return replace(self, filters=tuple(each for each in self.filters if each != filter), page=1)


def _listed(args: Mapping[str, Any] | Iterable[tuple[str, Any]], name: str) -> list[str]:
    pairs = args.items() if hasattr(args, "items") else args
    found = [value for key, value in pairs if key == name]
    return [part for value in found for part in (value if isinstance(value, list | tuple) else [value])]


def _text(value: Any) -> str:
    if isinstance(value, list | tuple):
        value = value[0] if value else ""
    return str(value or "").strip()


def _whole(value: Any) -> int | None:
    text = _text(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _number(value: Any, default: int, most: int) -> int:
    text = _text(value)
    return min(max(int(text), 1), most) if text.isascii() and text.isdigit() and len(text) < 9 else default
