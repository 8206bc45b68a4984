"""A rule while somebody writes it: what it says in words and in rows, or what is wrong with it, and where."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from forms import type_words
from rules import RuleError, Scope, Type, check, parse, words

from ..languages import language, t
from .drawing import conditions_of
from .terms import Terms
from .view_model import Conditions


@dataclass(frozen=True)
class RuleSaid:
    """A rule in words, row by row where it is a condition, or its mistake with a caret under the place."""

    words: str = ""
    error: str = ""
    picture: tuple[str, str] = ("", "")
    conditions: Conditions | None = None


def said_of(rule: str, scope: Scope, wanted: Collection[Type], *, rows: tuple[str, Terms] | None = None) -> RuleSaid:
    """What a rule says; `rows` names the setting that is a condition, and what can be chosen in it."""
    conditions = conditions_of(rows[0], rule, rows[1]) if rows else None
    if not rule.strip():
        return RuleSaid(conditions=conditions)
    try:
        tree = parse(rule)
        found = check(tree, scope)
    except RuleError as error:
        return RuleSaid(error=error.sentence(language()), picture=_picture(error))
    if found not in wanted and found is not Type.NULL:
        got, needed = type_words((found,)), type_words(tuple(wanted))
        return RuleSaid(error=t("forms.problem.rule_type", got=got, wanted=needed))
    return RuleSaid(words=words(tree, scope, language()), conditions=conditions)


def _picture(error: RuleError) -> tuple[str, str]:
    """The rule and the caret below it, as the error draws them."""
    lines = error.text(language()).split("\n")[1:]
    return (lines[0].strip("\n"), lines[1]) if len(lines) == 2 else ("", "")
