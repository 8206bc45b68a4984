"""A rule as rows on the page."""

from __future__ import annotations

from collections.abc import Iterable

from rules import Expression, Node, RuleError, parse, words, write

from ..languages import language
from .matching import SEVERAL, filter_of
from .terms import Terms
from .tree import Several, several
from .view_model import Conditions, Group, Option, Row


def conditions_of(name: str, rule: str, terms: Terms) -> Conditions | None:
    """The rule of a setting as rows; None where it cannot be read."""
    try:
        tree = parse(rule).tree if rule.strip() else None
    except RuleError:
        return None
    fields = tuple(Option(each, label) for each, label in terms.names())
    return Conditions(name, rule, _group(several(tree, terms), "", terms), fields)


def _group(group: Several, at: str, terms: Terms) -> Group:
    below = f"{at}." if at else ""
    return Group(at, group.how, tuple(_part(part, f"{below}{n}", terms) for n, part in enumerate(group.parts)))


def _part(part: Node | Several, at: str, terms: Terms) -> Row | Group:
    return _group(part, at, terms) if isinstance(part, Several) else _row(part, at, terms)


def _row(node: Node, at: str, terms: Terms) -> Row:
    said, choice = _words(node, terms), filter_of(node, terms)
    if choice is None:
        return Row(at, said)
    ops = _options(terms.ops(choice.field), (choice.op,))
    fields = _options(terms.names(), (choice.field,))
    if not choice.values:
        return Row(at, said, fields, ops)
    options = _options(terms.options(choice.field), choice.values) if terms.options(choice.field) else ()
    control = "ticks" if options and choice.op in SEVERAL else "list" if options else terms.control(choice.field)
    return Row(at, said, fields, ops, control or "text", ", ".join(choice.values), options)


def _words(node: Node, terms: Terms) -> str:
    try:
        return words(Expression(write(node), node), terms.scope, language())
    except RuleError:
        return write(node)


def _options(known: Iterable[tuple[str, str]], chosen: Iterable[str]) -> tuple[Option, ...]:
    """What there is, with what was chosen though it is not there any more."""
    there, chosen = dict(known), tuple(chosen)
    there |= {value: value for value in chosen if value not in there}
    return tuple(Option(value, label, value in chosen) for value, label in there.items())
