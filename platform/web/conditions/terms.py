"""What the conditions of one rule may speak of: columns with their relations, and facts such as `done(call)`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from accounts import Work
from definitions import Catalog
from forms import Context, RecordColumn, record_columns
from rules import Expression, Reference, Scope, Type, words

from ..languages import language, t
from ..lists.choosing import control_of, options_of
from ..lists.wording import relation

HOLDS, HOLDS_NOT = "holds", "holds_not"
FIRST_VALUES: Mapping[str, str] = {Type.NUMBER: "0"}


@dataclass(frozen=True)
class Terms:
    """One scope with what a page needs to let somebody choose from it."""

    work: Work
    scope: Scope
    columns: Mapping[str, RecordColumn]
    facts: Mapping[str, str]

    @property
    def context(self) -> Context:
        """In whose language and zone values are read."""
        return Context(language(), self.work.timezone)

    def names(self) -> tuple[tuple[str, str], ...]:
        """Everything a row may begin with, and what it is called."""
        columns = ((name, column.label.text(language())) for name, column in self.columns.items())
        return (*columns, *self.facts.items())

    def ops(self, name: str) -> tuple[tuple[str, str], ...]:
        """The relations that a name knows."""
        if name in self.facts:
            return tuple((op, t(f"conditions.{op}")) for op in (HOLDS, HOLDS_NOT))
        return tuple((op, relation(op, language())) for op in self.columns[name].type.operators)

    def control(self, name: str) -> str:
        """The input in which its value is chosen or typed."""
        return control_of(self.columns.get(name))

    def options(self, name: str) -> tuple[tuple[str, str], ...]:
        """The values there are, where they are few and known."""
        known = self.scope.names[name].choices if name in self.scope.names else None
        if name in self.columns and not (found := options_of(self.work, self.columns[name])):
            return tuple((id, label.text(language())) for id, label in (known or {}).items())
        return found if name in self.columns else ()

    def first_value(self, name: str) -> str:
        """A value to begin with; nothing where none suggests itself."""
        options = self.options(name)
        if options:
            return options[0][0]
        column = self.columns[name]
        if self.control(name) == "date":
            return self.work.now.date().isoformat()
        return FIRST_VALUES.get(column.type.rule_type, "")

    def some_value(self, name: str) -> str:
        """The same, else a word that stands for one until somebody writes theirs."""
        return self.first_value(name) or t("conditions.some_word")


def terms_of(work: Work, catalog: Catalog, form: str, scope: Scope, *, own: bool = False) -> Terms:
    """The columns of a form that the scope knows, and the facts it adds; `own` leaves out what the platform keeps."""
    columns = {
        name: column
        for name, column in record_columns(catalog, form).items()
        if name in scope.names and column.type.operators and (column.own or not own)
    }
    return Terms(work, scope, columns, {} if own else _facts(scope))


def _facts(scope: Scope) -> dict[str, str]:
    found = {}
    for function, known in scope.functions.items():
        if known.type == Type.YES_NO and known.within is None:
            for argument in known.arguments:
                name = f"{function}({argument})"
                found[name] = words(Expression(name, Reference(name, 0)), scope, language())
    return found
