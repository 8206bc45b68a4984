"""A report laid open: its SQL with the values written in, and in it the clause that keeps the reader's rights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ClauseElement

from accounts import Work

from ..definition import ReportDefinition
from ..shapes import SHAPES
from ..sql.question import ask
from ..sql.statement import statement_of


@dataclass(frozen=True)
class Explanation:
    """The statement as this database gets it, and the clause of rights as it stands in it."""

    sql: str
    rights: str

    @property
    def around(self) -> tuple[str, ...]:
        """The statement cut at the clause of rights, to show where it stands."""
        return tuple(self.sql.split(self.rights))


def explain(work: Work, report: ReportDefinition, params: Mapping[str, Any] | None = None) -> Explanation:
    """How the report would be answered, without asking it."""
    question = ask(work, report, params)
    written = SHAPES.get(report.shape.name).statement if report.shape else statement_of
    statement = written(question)
    return Explanation(_written(work, statement), _written(work, question.rights))


def _written(work: Work, clause: ClauseElement) -> str:
    dialect = work.connection.dialect
    return str(clause.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
