"""Groups of conditions as they are made: in words, each step a link to what it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from accounts import Work
from forms import ALL, ANY, Filter, FilterGroup, ListQuery, context_of, read_filter, readable_columns

from ..languages import t
from .links import Links

DEEPEST = 3  # groups inside groups that a page still shows well


@dataclass(frozen=True, slots=True)
class BuiltPart:
    """One condition in words, or a group of them."""

    words: str = ""
    off_href: str = ""
    group: BuiltGroup | None = None


@dataclass(frozen=True, slots=True)
class BuiltGroup:
    """A group, and what can be done with it."""

    how: str
    turn: str
    turn_href: str
    add_href: str
    group_href: str
    off_href: str
    parts: tuple[BuiltPart, ...]


@dataclass(frozen=True)
class Builder:
    """The page."""

    root: BuiltGroup
    apply_href: str
    back_href: str


def builder(work: Work, query: ListQuery, was: str) -> Builder:
    """What has been made so far; `was` is what the list asked before."""
    group = FilterGroup.parse(query.groups)
    built = _Building(work, query, was, group).group(group, ())
    links = Links(query)
    return Builder(built, links(query), links(replace(query, groups=was)))


def builder_href(query: ListQuery, path: tuple[int, ...], condition: Filter, was: str) -> str:
    """The page with one more condition in a group."""
    return _href(query, FilterGroup.parse(query.groups).added(path, condition), was)


def _href(query: ListQuery, group: FilterGroup, was: str) -> str:
    args = [*replace(query, groups=str(group)).to_args(), ("was", was)]
    return f"/records/{query.form}/filters?{urlencode(args)}"


class _Building:
    """Words and links for one page."""

    def __init__(self, work: Work, query: ListQuery, was: str, root: FilterGroup) -> None:
        self.query, self.was, self.root = query, was, root
        self.columns = readable_columns(work, query.form)
        self.context = context_of(work)

    def group(self, group: FilterGroup, path: tuple[int, ...]) -> BuiltGroup:
        """A group with all in it."""
        other = ANY if group.how == ALL else ALL
        into = [*self.query.to_args(), ("into", ".".join(map(str, path))), ("was", self.was)]
        deeper = len(path) < DEEPEST - 1
        return BuiltGroup(
            how=t(f"filters.{group.how}"),
            turn=t("filters.turn", how=t(f"filters.{other}")),
            turn_href=self._to(self.root.turned(path)),
            add_href=f"/records/{self.query.form}/filter?{urlencode(into)}",
            group_href=self._to(self.root.added(path, FilterGroup(other))) if deeper else "",
            off_href=self._to(self.root.without(path)) if path else "",
            parts=tuple(self._parts(group, path)),
        )

    def _parts(self, group: FilterGroup, path: tuple[int, ...]) -> Iterator[BuiltPart]:
        for at, part in enumerate(group.parts):
            if isinstance(part, FilterGroup):
                yield BuiltPart(group=self.group(part, (*path, at)))
            else:
                words = read_filter(part, self.columns, self.context).words(self.context)
                yield BuiltPart(words, self._to(self.root.without((*path, at))))

    def _to(self, group: FilterGroup) -> str:
        return _href(self.query, group, self.was)
