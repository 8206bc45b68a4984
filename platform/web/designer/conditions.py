"""One more condition for a rule, chosen and not written: a field, a relation, a value."""

from __future__ import annotations

from typing import Any

from accounts import Work
from definitions import Catalog
from forms import Context, Filter, RecordColumn, read_filter, record_columns
from rules import Call, RuleError, parse

from ..languages import language, t
from ..lists.choosing import control_of, options_of
from ..lists.wording import relation
from .settings import CONDITIONS
from .view_model import NewCondition, Option

TO = CONDITIONS
NO_VALUE = ("filled", "empty")


def new_condition(work: Work, catalog: Catalog, form: str, field: str, chosen: str) -> NewCondition:
    """What can be chosen: the rule that gets it, the other field, and what that one knows."""
    columns = record_columns(catalog, form)
    column = columns.get(chosen)
    own = (each for each in columns.values() if each.own and each.name != field and each.type.operators)
    return NewCondition(
        to=tuple(Option(name, t(f"designer.setting.{name}")) for name in TO),
        by=tuple(Option(each.name, each.label.text(language()), each.name == chosen) for each in own),
        ops=tuple(Option(op, relation(op, language())) for op in (column.type.operators if column else ())),
        control=control_of(column),
        values=tuple(Option(value, label) for value, label in options_of(work, column)),
    )


def with_condition(rule: str, posted: Any, work: Work, catalog: Catalog, form: str) -> str:
    """The rule with what was chosen in it; Invalid where that is no condition."""
    op = posted.get("r.op", "")
    values = () if op in NO_VALUE else tuple(filter(None, (posted.get("r.value", "").strip(),)))
    columns: dict[str, RecordColumn] = dict(record_columns(catalog, form))
    read = read_filter(Filter(posted.get("r.by", ""), op, values), columns, Context(language(), work.timezone))
    if not rule.strip():
        return read.rule
    return f"{_grouped(rule)} and {read.rule}"


def _grouped(rule: str) -> str:
    """A rule of alternatives stands in brackets before something joins it."""
    try:
        top = parse(rule).tree
    except RuleError:
        return f"({rule})"
    return f"({rule})" if isinstance(top, Call) and top.operation == "or" else rule
