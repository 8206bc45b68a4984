"""Text to tree: a Pratt parser, with caps on depth and size so that no rule can exhaust the machine."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from .errors import RuleError
from .lexer import Token, read_date, read_datetime, tokens
from .registry import Grammar, Operation, grammar, operations
from .tree import Call, Expression, ListOf, Literal, Node, Reference, children
from .types import Type

MAX_DEPTH = 60
MAX_NODES = 600

CONSTANTS: Mapping[str, tuple[Any, Type]] = {
    "true": (True, Type.YES_NO), "真": (True, Type.YES_NO),
    "false": (False, Type.YES_NO), "假": (False, Type.YES_NO),
    "null": (None, Type.NULL), "空": (None, Type.NULL),
}  # fmt: skip
WRITTEN_OUT = {"date": read_date, "日期": read_date, "datetime": read_datetime, "日期时间": read_datetime}
NOW = {"now", "现在"}


@lru_cache(maxsize=4096)
def parse(text: str) -> Expression:
    """Read a rule, or raise a RuleError that shows the place."""
    try:
        return Expression(text, _Parser(tokens(text)).whole())
    except RuleError as error:
        raise error.located_in(text) from None


class _Parser:
    """One pass over the tokens; `depth` and `nodes` count against the caps."""

    def __init__(self, found: list[Token]) -> None:
        self.tokens = found
        self.index = 0
        self.depth = 0
        self.nodes = 0
        self.grammar: Grammar = grammar()

    def whole(self) -> Node:
        """The whole text as one tree."""
        if self.here.sort == "end":
            raise RuleError("nothing", 0)
        tree = self.expression(0)
        if self.here.sort != "end":
            raise self._unexpected()
        if depth_of(tree) > MAX_DEPTH:
            raise RuleError("too_deep", tree.pos, limit=MAX_DEPTH)
        return tree

    @property
    def here(self) -> Token:
        """The token that comes next."""
        return self.tokens[self.index]

    def expression(self, power: int) -> Node:
        """A tree of operators that bind tighter than `power`."""
        self._deeper(self.here.pos)
        left = self._operand()
        while (longer := self._continued(left, power)) is not None:
            left = longer
        self.depth -= 1
        return left

    def _operand(self) -> Node:
        token = self.here
        if token.sort in ("literal", "text"):
            self.index += 1
            return self._made(Literal(token.value, token.type, token.pos))
        if token.said in ("(", "["):
            return self._group() if token.said == "(" else self._list()
        found = self._operator(self.grammar.prefix)
        if found:
            return self._prefixed(*found)
        if token.sort == "word":
            return self._function() if self._is_function() else self._word()
        raise self._unexpected()

    def _is_function(self) -> bool:
        """A word before a bracket, unless it is an operator whose left side is missing."""
        if self._said(1) != "(":
            return False
        return self.here.said.casefold() in self.grammar.functions or not self._operator(self.grammar.infix)

    def _word(self) -> Node:
        """A constant, the present moment, or a name."""
        token = self.here
        word = token.said.casefold()
        if self._operator(self.grammar.infix) or self._operator(self.grammar.postfix):
            raise RuleError("operator_alone", token.pos, name=token.said)
        self.index += 1
        if word in CONSTANTS:
            return self._made(Literal(*CONSTANTS[word], token.pos))
        if word in NOW:
            return self._made(Call("now", (), token.pos))
        return self._made(Reference(token.said, token.pos))

    def _group(self) -> Node:
        self.index += 1
        inside = self.expression(0)
        self._close(")")
        return inside

    def _list(self) -> Node:
        pos = self.here.pos
        items = self._several("]")
        if not items:
            raise RuleError("empty_list", pos)
        return self._made(ListOf(items, pos))

    def _function(self) -> Node:
        """A call: of a written-out date, of a function of ours, or of one the scope adds."""
        token = self.here
        word = token.said.casefold()
        self.index += 1
        if word in WRITTEN_OUT and self._said(2) == ")" and self.tokens[self.index + 1].sort == "text":
            return self._written_out(word)
        args = self._several(")")
        name = self.grammar.functions.get(word)
        if name:
            return self._made(Call(name, args, token.pos))
        said = _context_call(token.said, args)
        if said is not None:
            return self._made(Reference(said, token.pos))
        raise RuleError("unknown_function", token.pos, name=token.said, known=tuple(self.grammar.functions))

    def _written_out(self, word: str) -> Node:
        token = self.tokens[self.index + 1]
        self.index += 3
        return self._made(Literal(*WRITTEN_OUT[word](token.value, token.pos), token.pos))

    def _several(self, closing: str) -> tuple[Node, ...]:
        """What stands between brackets, separated by commas."""
        self.index += 1
        if self.here.said == closing:
            self.index += 1
            return ()
        found = [self.expression(0)]
        while self.here.said == ",":
            self.index += 1
            found.append(self.expression(0))
        self._close(closing)
        return tuple(found)

    def _prefixed(self, name: str, words: int) -> Node:
        pos = self.here.pos
        self.index += words
        inner = self.expression(operations.get(name).power)
        if name == "negative" and isinstance(inner, Literal) and inner.type is Type.NUMBER:
            return Literal(-inner.value, Type.NUMBER, pos)
        return self._made(Call(name, (inner,), pos))

    def _continued(self, left: Node, power: int) -> Node | None:
        """The tree so far, grown by the operator that comes next, if it binds tighter than `power`."""
        pos = self.here.pos
        after = self._operator(self.grammar.postfix)
        found = after or self._operator(self.grammar.infix)
        if not found or operations.get(found[0]).power <= power:
            return None
        entry, words = operations.get(found[0]), found[1]
        negated = self._ahead(words) in self.grammar.negatives
        self.index += words
        right = () if after else (self.expression(entry.power),)
        made = _longer(entry, left, right) or self._made(Call(entry.id, (left, *right), pos))
        return self._made(Call("not", (made,), pos)) if negated else made

    def _operator(self, table: Mapping[tuple[str, ...], str]) -> tuple[str, int] | None:
        """The longest operator of the table that starts here, and how many tokens it has."""
        if self.here.sort not in ("word", "symbol"):
            return None
        ahead = self._ahead(self.grammar.longest)
        for count in range(len(ahead), 0, -1):
            if ahead[:count] in table:
                return table[ahead[:count]], count
        return None

    def _ahead(self, count: int) -> tuple[str, ...]:
        return tuple(token.said.casefold() for token in self.tokens[self.index : self.index + count])

    def _said(self, ahead: int) -> str:
        return self.tokens[min(self.index + ahead, len(self.tokens) - 1)].said

    def _close(self, closing: str) -> None:
        if self.here.said != closing or self.here.sort != "symbol":
            raise self._unexpected(closing)
        self.index += 1

    def _made(self, node: Node) -> Node:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise RuleError("too_many_nodes", node.pos, limit=MAX_NODES)
        return node

    def _deeper(self, pos: int) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise RuleError("too_deep", pos, limit=MAX_DEPTH)

    def _unexpected(self, wanted: str | None = None) -> RuleError:
        token = self.here
        if token.sort == "end":
            return RuleError("unexpected_end_wanted" if wanted else "unexpected_end", token.pos, wanted=wanted)
        return RuleError("unexpected_wanted" if wanted else "unexpected", token.pos, said=token.said, wanted=wanted)


def _context_call(name: str, args: tuple[Node, ...]) -> str | None:
    """`done(call)` or `times(call, 7 days)` as the one name that it is."""
    if not args or not isinstance(args[0], Reference) or args[0].function:
        return None
    if len(args) == 1:
        return f"{name}({args[0].name})"
    return f"{name}({args[0].name}, {args[1].value})" if len(args) == 2 and _is_duration(args[1]) else None


def _is_duration(node: Node) -> bool:
    return isinstance(node, Literal) and node.type is Type.DURATION


def _longer(entry: Operation, left: Node, right: tuple[Node, ...]) -> Call | None:
    """`a and b and c` is one call with three arguments, so that long lists of conditions do not nest."""
    if entry.chained and isinstance(left, Call) and left.operation == entry.id:
        return Call(entry.id, (*left.args, *right), left.pos)
    return None


def depth_of(tree: Node) -> int:
    """How many nodes lie on the longest way down."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting:
        node, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting.extend((child, depth + 1) for child in children(node))
    return deepest
