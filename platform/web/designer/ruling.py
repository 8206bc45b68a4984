"""A rule while somebody writes it: what it says in words, or what is wrong with it, with a caret under the place."""

from __future__ import annotations

from definitions import Catalog
from forms import FieldDefinition, gives, own_scope_of, type_words
from rules import RuleError, Type, check, parse, words

from ..languages import language, t
from .rule_rows import rows_of
from .settings import CONDITIONS
from .view_model import RuleSaid


def said_of(
    catalog: Catalog, form: str, text: str, field: FieldDefinition | None = None, *, setting: str = ""
) -> RuleSaid:
    """The rule in words; `field` is the one whose formula it is, and decides what the rule must give.

    With the setting that it belongs to, conditions come row by row.
    """
    if not text.strip():
        return RuleSaid()
    scope, wanted = own_scope_of(catalog, form), gives(field) if field else (Type.YES_NO,)
    try:
        rule = parse(text)
        found = check(rule, scope)
    except RuleError as error:
        return RuleSaid(error=error.sentence(language()), picture=_picture(error))
    if found not in wanted and found is not Type.NULL:
        got, needed = type_words((found,)), type_words(wanted)
        return RuleSaid(error=t("forms.problem.rule_type", got=got, wanted=needed))
    rows = rows_of(rule, scope, setting) if setting in CONDITIONS else ()
    return RuleSaid(words=words(rule, scope, language()), rows=rows)


def _picture(error: RuleError) -> tuple[str, str]:
    """The rule and the caret below it, as the error draws them."""
    lines = error.text(language()).split("\n")[1:]
    return (lines[0].strip("\n"), lines[1]) if len(lines) == 2 else ("", "")
