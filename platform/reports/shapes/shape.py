"""What a shape brings: its settings, its statement, its table, and the records behind each of its numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select

from definitions import Problem, Registry

if TYPE_CHECKING:
    from ..answers.cell import CellRef
    from ..answers.table import ReportTable
    from ..checks.checked import Checked
    from ..sql.question import Question

# The condition on the form's records, and the number in words.
Asked = tuple[ColumnElement[bool], list[str]]


@dataclass(frozen=True)
class Shape:
    """One shape of report; `beside` are the parts of a report that it has no use for."""

    schema: Mapping[str, Any]
    statement: Callable[[Question], Select]
    table: Callable[[Question, Sequence[Any]], ReportTable]
    drill: Callable[[Question, CellRef], Asked]
    problems: Callable[[Checked], Iterator[Problem]]
    without: tuple[str, ...] = ("dimensions", "measures", "facts", "sort", "limit")
    chart: str = "table"
    names: Callable[[Mapping[str, Any]], frozenset[str]] = lambda settings: frozenset()
    # The columns that hold numbers: what an alert may watch.
    numbers: Callable[[Mapping[str, Any]], tuple[str, ...]] = lambda settings: ()


SHAPES: Registry[Shape] = Registry("report shapes", "reports.shapes")
