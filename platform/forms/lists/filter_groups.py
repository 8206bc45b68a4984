"""Conditions in groups of which all or any must hold, one inside another; as a link, as a rule, in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, unquote

from definitions import say

from ..errors import FieldError, Invalid
from ..fields import Context
from .filters import Filter, read_filter
from .record_columns import RecordColumn

ALL, ANY = "all", "any"
DEEPEST, MOST = 4, 30
LONGEST_GROUPS = 3000
TOKEN = re.compile(r"(all|any)\(|\)|;|[^();]+")
MARKS = re.compile(r"[%();]")
Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """`any(budget:at_least:500000;all(source:is:web;owner:is:me))`, as a link writes it."""

    how: str = ALL
    parts: tuple[Filter | FilterGroup, ...] = ()

    @classmethod
    def parse(cls, written: str) -> FilterGroup:
        """Read the form a link has; Invalid where it is none."""
        if not written:
            return cls()
        tokens = [match[0] for match in TOKEN.finditer(written)]
        if len(written) > LONGEST_GROUPS or "".join(tokens) != written:
            raise _unreadable()
        group, rest = _group(tokens, 0, 1)
        if rest != len(tokens) or sum(1 for _ in group.filters()) > MOST:
            raise _unreadable()
        return group

    def __str__(self) -> str:
        return f"{self.how}({';'.join(_written(part) for part in self.parts)})"

    def filters(self) -> Iterator[Filter]:
        """Every condition, however deep."""
        for part in self.parts:
            if isinstance(part, Filter):
                yield part
            else:
                yield from part.filters()

    def added(self, path: Path, part: Filter | FilterGroup) -> FilterGroup:
        """With one more part in the group at this place."""
        return self._changed(path, lambda group: replace(group, parts=(*group.parts, part)))

    def turned(self, path: Path) -> FilterGroup:
        """All becomes any, and any all."""
        return self._changed(path, lambda group: replace(group, how=ANY if group.how == ALL else ALL))

    def without(self, path: Path) -> FilterGroup:
        """Without the part at this place."""
        at = path[-1]
        return self._changed(path[:-1], lambda group: replace(group, parts=group.parts[:at] + group.parts[at + 1 :]))

    def _changed(self, path: Path, change: Callable[[FilterGroup], FilterGroup]) -> FilterGroup:
        if not path:
            return change(self)
        at, rest = path[0], path[1:]
        inner = self.parts[at] if at < len(self.parts) else None
        if not isinstance(inner, FilterGroup):
            raise _unreadable()
        return replace(self, parts=(*self.parts[:at], inner._changed(rest, change), *self.parts[at + 1 :]))


def group_rule(group: FilterGroup, columns: Mapping[str, RecordColumn], context: Context) -> str:
    """The condition in the rule language; empty where nothing is asked."""
    rules = (
        read_filter(part, columns, context).rule if isinstance(part, Filter) else group_rule(part, columns, context)
        for part in group.parts
    )
    joined = (" and " if group.how == ALL else " or ").join(f"({rule})" for rule in rules if rule)
    return joined


def group_words(group: FilterGroup, columns: Mapping[str, RecordColumn], context: Context) -> str:
    """「预算 不低于 50 万 或（来源 是 官网 且 负责人 是 我）」."""
    said = []
    for part in group.parts:
        if isinstance(part, Filter):
            said.append(read_filter(part, columns, context).words(context))
        elif words := group_words(part, columns, context):
            said.append(say("forms.group.inner", context.language, words=words))
    return say(f"forms.group.{group.how}", context.language).join(said)


def _group(tokens: list[str], at: int, deep: int) -> tuple[FilterGroup, int]:
    if at >= len(tokens) or tokens[at] not in ("all(", "any(") or deep > DEEPEST:
        raise _unreadable()
    how, parts, at = tokens[at][:-1], [], at + 1
    while at < len(tokens) and tokens[at] != ")":
        if tokens[at] in ("all(", "any("):
            inner, at = _group(tokens, at, deep + 1)
            parts.append(inner)
        elif tokens[at] == ";":
            at += 1
        else:
            parts.append(Filter.parse(unquote(tokens[at])))
            at += 1
    if at >= len(tokens):
        raise _unreadable()
    return FilterGroup(how, tuple(parts)), at + 1


def _written(part: Filter | FilterGroup) -> str:
    return str(part) if isinstance(part, FilterGroup) else MARKS.sub(lambda mark: quote(mark[0]), str(part))


def _unreadable() -> Invalid:
    return Invalid([FieldError("g", "bad_groups")])
