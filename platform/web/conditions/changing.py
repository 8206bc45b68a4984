"""What the rows of a rule send: other fields, relations and values, one more, one less, all or any."""

from __future__ import annotations

from typing import Any

from forms import Filter, Invalid
from rules import Node, RuleError, parse

from ..languages import language
from .matching import SEVERAL, condition, condition_like, filter_of, fitting
from .terms import Terms
from .tree import ALL, ANY, Path, Several, added, changed, rule_of, several, turned

DROP, SPLIT = "cond_drop", "cond_split"
LONGEST_PATH = 100


class BadCondition(Exception):
    """A value that is none of its field; carries the sentence."""


def with_changes(rule: str, posted: Any, name: str, terms: Terms) -> str | None:
    """The rule with what was changed in its rows; None where nothing was, or where they were drawn of another rule.

    Raises BadCondition for a value that is none.
    """
    drawn_of = posted.get(f"k.{name}.of")
    if drawn_of is None or drawn_of.split() != rule.split():  # a browser ends lines in its own way
        return None
    try:
        root = several(parse(rule).tree if rule.strip() else None, terms)
    except RuleError:
        return None
    before = root
    for path in list(_rows(root, ())):
        root = _changed_row(root, path, posted, name, terms)
    for path in list(_groups(root, ())):
        root = _changed_group(root, path, posted, name, terms)
    root = _done(root, posted, name)
    return None if root == before else rule_of(root)


def _changed_row(root: Several, path: Path, posted: Any, name: str, terms: Terms) -> Several:
    at = f"k.{name}.{_written(path)}"
    if f"{at}.f" not in posted:
        return root
    stood = _at(root, path)
    old = filter_of(stood, terms)
    field, op = posted.get(f"{at}.f", ""), posted.get(f"{at}.o", "")
    values = _values(posted, at, op)
    if old is None or field not in dict(terms.names()) or (field, op, values) == (old.field, old.op, _compared(old)):
        return root
    node = _condition(fitting(old, field, op, values, terms), terms, stood)
    return changed(root, path, lambda parts, place: (*parts[:place], node, *parts[place + 1 :]))


def _values(posted: Any, at: str, op: str) -> tuple[str, ...]:
    given = posted.getlist(f"{at}.v")
    if op in SEVERAL and len(given) == 1:
        given = [part.strip() for part in given[0].replace("，", ",").split(",")]
    return tuple(value for value in given if value)


def _compared(choice: Filter) -> tuple[str, ...]:
    return tuple(part.strip() for part in choice.values) if choice.op in SEVERAL else choice.values


def _changed_group(root: Several, path: Path, posted: Any, name: str, terms: Terms) -> Several:
    at = f"k.{name}.{_written(path)}" if path else f"k.{name}"
    how, more = posted.get(f"{at}.how", ""), posted.get(f"{at}.add", "")
    if how in (ALL, ANY):
        root = turned(root, path, how)
    if more in dict(terms.names()):
        root = added(root, path, _condition(fitting(None, more, "", (), terms), terms))
    return root


def _done(root: Several, posted: Any, name: str) -> Several:
    """A row taken out, or made a choice between itself and another like it."""
    verb, _, at = posted.get("do", "").partition(":")
    setting, _, written = at.rpartition("/")
    if setting != name or verb not in (DROP, SPLIT):
        return root
    path = tuple(int(step) for step in written[:LONGEST_PATH].split(".") if step.isdecimal())
    if path not in {*_rows(root, ()), *_groups(root, ())} - {()}:
        return root
    if verb == DROP:
        return changed(root, path, lambda parts, place: (*parts[:place], *parts[place + 1 :]))
    how = ANY if _how_of(root, path[:-1]) == ALL else ALL
    return changed(
        root, path, lambda parts, place: (*parts[:place], Several(how, (parts[place],) * 2), *parts[place + 1 :])
    )


def _condition(choice: Filter, terms: Terms, stood: Node | None = None) -> Node:
    try:
        return condition(choice, terms) if stood is None else condition_like(stood, choice, terms)
    except Invalid as invalid:
        raise BadCondition(" ".join(error.message(language()) for error in invalid.errors)) from None


def _rows(group: Several, path: Path):
    for place, part in enumerate(group.parts):
        if isinstance(part, Several):
            yield from _rows(part, (*path, place))
        else:
            yield (*path, place)


def _groups(group: Several, path: Path):
    yield path
    for place, part in enumerate(group.parts):
        if isinstance(part, Several):
            yield from _groups(part, (*path, place))


def _at(group: Several, path: Path) -> Any:
    part: Any = group
    for step in path:
        part = part.parts[step]
    return part


def _how_of(root: Several, path: Path) -> str:
    part = _at(root, path) if path else root
    return part.how if isinstance(part, Several) else ALL


def _written(path: Path) -> str:
    return ".".join(map(str, path))
