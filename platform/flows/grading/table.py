"""Grades by a decision table: the first row whose condition holds gives the grade."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from definitions import Label
from rules import Env, Expression, compile_python


@dataclass(frozen=True)
class TableRow:
    """When it holds, and no row above does, this is the grade; without a condition it always holds."""

    when: Expression | None
    grade: str
    reason: Label


@dataclass(frozen=True)
class GradeTable:
    """The rows in the order in which they are asked; the last one always holds."""

    rows: tuple[TableRow, ...]

    def expressions(self) -> Iterator[Expression]:
        """Every condition of the table."""
        return (row.when for row in self.rows if row.when is not None)

    def place_of(self, values: Mapping[str, Any], env: Env) -> int:
        """The place of the row that decides."""
        asked = enumerate(self._tests)
        return next((place for place, holds in asked if holds(values, env) is True), len(self.rows) - 1)

    @cached_property
    def _tests(self) -> tuple[Callable[[Mapping[str, Any], Env], Any], ...]:
        return tuple(compile_python(row.when) if row.when is not None else _always for row in self.rows)


def _always(values: Mapping[str, Any], env: Env) -> bool:
    return True
