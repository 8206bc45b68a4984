"""One report under examination: what it may name, and how its problems are told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from definitions import Catalog, Problem, suggest
from forms import Wanted, expression_problems
from rules import Expression, Scope, Type

from ..definition import ReportDefinition
from ..sql.names import Known
from ..sql.question import names_of, scope_with_params

Path = tuple[Any, ...]
TIMES = (Type.DATE, Type.DATETIME)
AMOUNTS = (Type.NUMBER, Type.DURATION)


@dataclass(frozen=True)
class Checked:
    """A report with the configuration it stands in."""

    catalog: Catalog
    report: ReportDefinition

    @property
    def definition(self) -> Any:
        """In whose file its problems stand."""
        return self.report

    @cached_property
    def names(self) -> Mapping[str, Known]:
        """What its rules may name, params aside."""
        return names_of(self.catalog, self.report)

    @cached_property
    def scope(self) -> Scope:
        """The same with params, as rules see it."""
        return scope_with_params(self.catalog, self.report)

    def problem(self, path: Path, key: str, **params: Any) -> Problem:
        """Something wrong at a place of the file."""
        return self.catalog.problem(self.definition, path, f"reports.problem.{key}", **params)

    def unknown(self, path: Path, what: str, name: str, known: Iterable[str]) -> Problem:
        """A name that is not there, with the nearest one that is."""
        return self.problem(path, f"unknown_{what}", name=name, suggestion=suggest(name, known))

    def rule_problems(self, path: Path, rule: Expression | None, types: tuple[Type, ...]) -> Iterator[Problem]:
        """Unknown names, wrong types, and what no database can compute."""
        found = list(expression_problems(self.catalog, self.scope, Wanted(self.report, path, rule, types)))
        yield from found
        if rule is not None and not found and not rule.sql_able:
            yield self.problem(path, "not_in_sql")

    def ids(self, kind: str) -> list[str]:
        """The definitions of a kind."""
        return [each.id for each in self.catalog.all(kind)]
