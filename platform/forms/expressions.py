"""Rules inside definitions: read when the file loads, held against a scope when all files are there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from definitions import LANGUAGES, Catalog, Problem, Source, say
from rules import Expression, RuleError, Scope, Type, check, parse


@dataclass(frozen=True)
class Said:
    """A rule's error as one sentence, in the language of whoever reads the problem."""

    error: RuleError

    def text(self, language: str) -> str:
        return self.error.sentence(language)


def read_expression(source: Source, path: tuple[Any, ...], text: str) -> Expression | None:
    """Parse a rule of a file; a rule that cannot be read becomes a problem at its place."""
    try:
        return parse(text)
    except RuleError as error:
        source.problem(path, "forms.problem.rule", error=Said(error), column=error.column)
        return None


@dataclass(frozen=True)
class Wanted:
    """A rule with its place in a definition's file and the types it may give."""

    definition: Any
    path: tuple[Any, ...]
    expression: Expression | None
    types: tuple[Type, ...] = (Type.YES_NO,)


def expression_problems(catalog: Catalog, scope: Scope, wanted: Wanted) -> Iterator[Problem]:
    """Unknown names and wrong types of one rule."""
    if wanted.expression is None:
        return
    try:
        found = check(wanted.expression, scope)
    except RuleError as error:
        params = {"error": Said(error), "column": error.column}
        yield catalog.problem(wanted.definition, wanted.path, "forms.problem.rule", **params)
        return
    if found not in wanted.types and found is not Type.NULL:
        params = {"got": type_words((found,)), "wanted": type_words(wanted.types)}
        yield catalog.problem(wanted.definition, wanted.path, "forms.problem.rule_type", **params)


def type_words(types: tuple[Type, ...]) -> dict[str, str]:
    """The types' names in each language."""
    between = {"zh": "或", "en": " or "}
    return {lang: between[lang].join(say(f"rules.type.{t.name.lower()}", lang) for t in types) for lang in LANGUAGES}
