"""A condition as the parts that must all hold, and such parts as one condition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rules import Call, Expression, Node, RuleError, parse, write

AND = "and"


def conjuncts(rule: Expression | None) -> tuple[Expression, ...]:
    """The parts, each a rule of its own."""
    return () if rule is None else tuple(Expression(write(node), node) for node in _parts(rule.tree))


def all_of(rules: Iterable[str]) -> str:
    """One rule that holds where all of them do; a part that is none stands as it was written."""
    written = [each for each in rules if each.strip()]
    try:
        trees = [node for each in written for node in _parts(parse(each).tree)]
    except RuleError:
        return f" {AND} ".join(written)
    if not trees:
        return ""
    return write(trees[0]) if len(trees) == 1 else write(Call(AND, tuple(trees), 0))


def _parts(tree: Node) -> Iterator[Node]:
    if isinstance(tree, Call) and tree.operation == AND:
        for arg in tree.args:
            yield from _parts(arg)
    else:
        yield tree
