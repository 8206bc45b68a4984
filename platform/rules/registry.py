"""The registry of operators and functions: one entry holds spelling, signature, Python face and SQL face."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from definitions import Registry

from .signatures import Signature

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from .checker import Typed

OR, AND, NOT, COMPARE, ADD, MULTIPLY, NEGATE = 10, 20, 30, 40, 50, 60, 70

operations: Registry[Operation] = Registry("rule operations", "rules.operations")


@dataclass(frozen=True)
class Operation:
    """An operator or a function of the language.

    `python(env, *values)` and `sql(face, *operands)` are its two faces. A strict operation is null as soon as one of
    its arguments is, and its Python face is then not asked. `inline` is the Python face for numbers and texts alone,
    as an expression over {0}, {1}. `negated` are the spellings of its negative (`not in`). `check` may look further
    than the signatures do.
    """

    id: str
    signatures: tuple[Signature, ...]
    python: Callable[..., Any]
    sql: Callable[..., ColumnElement]
    names: tuple[str, ...] = ()
    infix: tuple[str, ...] = ()
    prefix: tuple[str, ...] = ()
    postfix: tuple[str, ...] = ()
    negated: tuple[str, ...] = ()
    power: int = 0
    strict: bool = True
    inline: str | None = None
    chained: bool = False
    check: Callable[[Typed], None] | None = field(default=None, compare=False)

    @property
    def spelling(self) -> str:
        """How it is written in English, for messages and for writing a tree out again."""
        return (*self.infix, *self.prefix, *self.names, *self.postfix)[0]

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every way to write it."""
        return (*self.names, *self.infix, *self.prefix, *self.postfix, *self.negated)


def operation(name: str, *signatures: str, python: Callable, sql: Callable, **rest: Any) -> None:
    """Register an operation; what may be given is what `Operation` holds."""
    made = Operation(name, tuple(map(Signature.of, signatures)), python, sql, **rest)
    operations.register(name)(made)


@dataclass(frozen=True)
class Grammar:
    """The registry as the parser reads it: operations by their words."""

    functions: dict[str, str]
    prefix: dict[tuple[str, ...], str]
    infix: dict[tuple[str, ...], str]
    postfix: dict[tuple[str, ...], str]
    negatives: frozenset[tuple[str, ...]]

    @property
    def longest(self) -> int:
        """How many words the longest operator has."""
        return max(len(words) for table in (self.prefix, self.infix, self.postfix) for words in table)


@cache
def grammar() -> Grammar:
    """The words of all operations; made once, when every module of them is loaded."""
    entries = [entry for _, entry in operations.items()]
    return Grammar(
        {name.casefold(): entry.id for entry in entries for name in entry.names},
        _words(entries, "prefix"),
        _words(entries, "infix") | _words([entry for entry in entries if entry.infix], "negated"),
        _words(entries, "postfix") | _words([entry for entry in entries if not entry.infix], "negated"),
        frozenset(_words(entries, "negated")),
    )


def _words(entries: Sequence[Operation], place: str) -> dict[tuple[str, ...], str]:
    return {tuple(written.split()): entry.id for entry in entries for written in getattr(entry, place)}
