"""Which rules a database can evaluate: no working time from a column, and no nesting beyond SQLite's parser.

SQLite's parser holds 100 open words at most (until 3.46). A rule takes at most 60 of them, so that it still fits into a
larger statement; PostgreSQL could do more, but a rule must mean the same on both.
"""

from __future__ import annotations

from .errors import RuleError
from .registry import operations
from .tree import Call, ListOf, Literal, Node, Reference, children, walk
from .types import Type

MOST_OPEN = 60


def why_not_sql(tree: Node) -> RuleError | None:
    """What keeps a database from evaluating the tree, or None."""
    for node in walk(tree):
        if isinstance(node, Call) and node.operation in OVER_ROWS:
            return RuleError("rows_in_sql", node.pos, operation=operations.get(node.operation).spelling)
        if _adds_working_time(node) and any(isinstance(part, Reference) for part in walk(node.args[0])):
            return RuleError("working_time_in_sql", node.args[1].pos, duration=node.args[1].value)
    if open_words(tree) > MOST_OPEN:
        return RuleError("too_deep_for_sql", tree.pos)
    return None


def open_words(tree: Node) -> int:
    """How many words SQLite's parser holds open at the deepest place, at most."""
    if isinstance(tree, Reference) and tree.function:
        return 14
    if not isinstance(tree, Call | ListOf) or not any(isinstance(node, Reference) for node in walk(tree)):
        return 2
    own = _own(tree)
    first, *others = (open_words(child) for child in children(tree))
    return max([first + own - 1, *(other + own + 1 for other in others)])


def _own(node: Node) -> int:
    if isinstance(node, ListOf):
        return 1
    if node.operation in THROUGH_SUBQUERY or _adds_duration(node):
        return 14
    if node.operation in ("min", "max"):
        return 10
    return 3 if operations.get(node.operation).infix else 5


def _adds_working_time(node: Node) -> bool:
    return _adds_duration(node) and node.args[1].value.working


def _adds_duration(node: Node) -> bool:
    if not isinstance(node, Call) or node.operation not in ("add", "subtract"):
        return False
    return isinstance(node.args[1], Literal) and node.args[1].type is Type.DURATION


# What gathers the rows of a record; a field that keeps the result is what a database can ask.
OVER_ROWS = ("sum", "count", "average", "earliest", "latest", "all_true", "some_true")
THROUGH_SUBQUERY = {
    "round",
    "floor",
    "ceil",
    "date",
    "year",
    "month",
    "day",
    "weekday",
    "hours_between",
    "days_between",
}
