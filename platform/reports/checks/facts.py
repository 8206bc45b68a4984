"""Facts: rows that are there, rules that fit them, a link that points here."""

from __future__ import annotations

from collections.abc import Iterator

from definitions import Problem
from forms import Wanted, expression_problems
from rules import Scope, Type

from ..entities import ENTITIES
from ..parts import Fact
from ..sql.facts import fact_vocabulary
from ..sql.names import is_grouped
from ..sql.question import scope_over
from ..sql.vocabulary import vocabulary
from .checked import AMOUNTS, TIMES, Checked, Path

SHOWN = tuple(kind for kind in Type if is_grouped(kind))
TAKES = {
    "count": (Type.YES_NO,),
    "sum": AMOUNTS,
    "average": AMOUNTS,
    "min": (*AMOUNTS, *TIMES),
    "max": (*AMOUNTS, *TIMES),
    "first": SHOWN,
    "last": SHOWN,
}


def fact_problems(checked: Checked) -> Iterator[Problem]:
    """Of each fact."""
    own = vocabulary(checked.catalog, checked.report.over, checked.report.form).names
    for place, fact in enumerate(checked.report.facts):
        path = ("facts", place)
        if fact.id in own:
            yield checked.problem((*path, "id"), "param_is_a_name", name=fact.id)
        if fact.form is not None and checked.catalog.find("form", fact.form) is None:
            yield checked.unknown((*path, "form"), "form", fact.form, checked.ids("form"))
            continue
        names = fact_vocabulary(checked.catalog, checked.report, fact).names
        scope = scope_over(checked.catalog, checked.report, names)
        yield from _rules(checked, fact, scope, path)
        if ENTITIES.get(checked.report.over).of_people:
            yield from _person_problems(checked, fact, path)
        elif fact.link is not None:
            yield from _link_problems(checked, fact, (*path, "link"))


def _rules(checked: Checked, fact: Fact, scope: Scope, path: Path) -> Iterator[Problem]:
    rules = (((*path, fact.kind), fact.value, TAKES[fact.kind]), ((*path, "where"), fact.where, (Type.YES_NO,)))
    for place, rule, types in rules:
        found = list(expression_problems(checked.catalog, scope, Wanted(checked.report, place, rule, types)))
        yield from found
        if rule is not None and not found and not rule.sql_able:
            yield checked.problem(place, "not_in_sql")


def _person_problems(checked: Checked, fact: Fact, path: Path) -> Iterator[Problem]:
    """A fact about people says by which name its rows point at them."""
    names = vocabulary(checked.catalog, fact.of, checked.report.form).names
    if fact.link is None:
        yield checked.problem(path, "whose_fact")
    elif fact.link not in names:
        yield checked.unknown((*path, "link"), "name", fact.link, names)
    elif names[fact.link].shown.type.refers != "person" or names[fact.link].name.type is not Type.LINK:
        yield checked.problem((*path, "link"), "no_person", name=fact.link)


def _link_problems(checked: Checked, fact: Fact, path: Path) -> Iterator[Problem]:
    names = vocabulary(checked.catalog, fact.of, fact.form or checked.report.form).names
    known = names.get(fact.link)
    if known is None:
        yield checked.unknown(path, "name", fact.link, names)
    elif known.name.type is not Type.LINK or getattr(known.shown.type, "form", None) != checked.report.form:
        yield checked.problem(path, "link_points_elsewhere", name=fact.link, form=checked.report.form)
