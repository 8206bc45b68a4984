"""The values a reader gave for a report's params: read from text, checked, and handed to rules as constants."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from accounts import Work, default_calendar
from definitions import Catalog, Label, Refused, say
from forms import Context, FieldType, Lookups, ValueRefused, field_types
from rules import Env, Name, Type, compile_python

from .definition import ReportDefinition
from .parts import PERIOD, Param
from .period import PERIODS, chosen, options, period_label, raw_days
from .sql.vocabulary import vocabulary

TYPES: Mapping[str, Type] = {
    "date": Type.DATE,
    "datetime": Type.DATETIME,
    "number": Type.NUMBER,
    "text": Type.TEXT,
    "yes_no": Type.YES_NO,
    "choice": Type.CHOICE,
    "person": Type.LINK,
}
_SQL = {
    "date": sa.Date(),
    "datetime": sa.DateTime(),
    "number": sa.Double(),
    "text": sa.String(),
    "yes_no": sa.Boolean(),
    "choice": sa.String(),
    "person": sa.Integer(),
}


@dataclass(frozen=True)
class ParamValue:
    """One param with what it is now: the value, how it is shown, and what an input would hold."""

    param: Param
    value: Any
    shown: str
    raw: Any
    choices: tuple[tuple[str, Label], ...] = ()
    days: tuple[date | None, date | None] = (None, None)

    @property
    def id(self) -> str:
        return self.param.id

    @property
    def label(self) -> Label:
        return self.param.label


class RefusedText:
    """Why a type refused a value, in the language of whoever reads it."""

    def __init__(self, refusal: ValueRefused) -> None:
        self.refusal = refusal

    def text(self, language: str) -> str:
        return say(f"fields.error.{self.refusal.code}", language, **self.refusal.params)


def env_of(work: Work) -> Env:
    """What the rules of a report may ask: now, the reader's zone, the house's hours."""
    return Env(work.now, work.timezone, default_calendar(work.catalog))


def today_of(env: Env) -> date:
    """The day it is on the reader's clock."""
    return env.now.astimezone(env.zone).date()


def values_of(work: Work, report: ReportDefinition, given: Mapping[str, Any] | None) -> tuple[ParamValue, ...]:
    """Every param with its value: the given one, else the default; a wrong or unknown one is refused by name."""
    given = dict(given or {})
    known = [param.id for param in report.params]
    for name in given:
        if name not in known and not known:
            raise Refused("reports.refused.no_params", name=name[:80])
        if name not in known:
            raise Refused("reports.refused.unknown_param", name=name[:80], known=known)
    context = Context(work.language, work.timezone, Lookups(work))
    env = env_of(work)
    return tuple(_valued(work.catalog, report, param, given.get(param.id), (context, env)) for param in report.params)


def _valued(catalog: Catalog, report: ReportDefinition, param: Param, raw: Any, at: tuple[Context, Env]) -> ParamValue:
    context, env = at
    if param.type == PERIOD:
        return _days(report, param, raw, at)
    kind = type_of(catalog, report, param)
    raw = param.default if raw is None or raw == "" else raw
    try:
        if raw in (None, "") and param.formula is not None:
            value = _read(kind, compile_python(param.formula)({}, env), context)
        else:
            value = _read(kind, raw, context)
    except ValueRefused as refusal:
        reason = RefusedText(refusal).text(context.language)
        raise _bad(param, raw, reason) from None
    if value is None and param.required:
        raise Refused("reports.refused.param_missing", param=param.id, label=param.label)
    choices = tuple((option.id, option.label) for option in getattr(kind, "choices", ()))
    return ParamValue(param, value, kind.display(value, context), kind.raw(value, context), choices)


def _days(report: ReportDefinition, param: Param, raw: Any, at: tuple[Context, Env]) -> ParamValue:
    """The days that the reader chose, or those of the definition."""
    context, env = at
    today = today_of(env)
    try:
        found = chosen(report.period, str(raw or param.default), today)
    except ValueError:
        raise Refused("reports.refused.no_days", param=param.id, value=str(raw)[:80], known=PERIODS) from None
    shown = period_label(found.key).text(context.language)
    return ParamValue(param, found, shown, found.key, options(found.key), raw_days(found))


def _read(kind: FieldType, raw: Any, context: Context) -> Any:
    """A value of the type; a retired choice may still be asked for."""
    return None if raw is None or (isinstance(raw, str) and not raw.strip()) else kind.parse(raw, context)


def _bad(param: Param, raw: Any, reason: str) -> Refused:
    return Refused("reports.refused.param_value", param=param.id, label=param.label, value=str(raw)[:80], reason=reason)


def type_of(catalog: Catalog, report: ReportDefinition, param: Param) -> FieldType:
    """The field type that reads and shows the param."""
    if param.type == "choice":
        known = vocabulary(catalog, report.over, report.form).names.get(param.of or "")
        if known is not None and known.shown.type.name == "choice":
            return known.shown.type
        return field_types.get("text")()
    if param.type == "number":
        return field_types.get("decimal").from_options({"decimals": 6})
    return field_types.get(param.type)()


def param_names(catalog: Catalog, report: ReportDefinition) -> dict[str, Name]:
    """The params as rules see them; the choices of a choice are checked like the field's own."""
    found = {}
    known = vocabulary(catalog, report.over, report.form).names
    for param in report.params:
        if param.type == PERIOD:
            continue
        source = known.get(param.of or "")
        choices = source.name.choices if source is not None and param.type == "choice" else None
        found[param.id] = Name(TYPES[param.type], param.label, choices)
    return found


def param_columns(values: tuple[ParamValue, ...]) -> dict[str, sa.ColumnElement]:
    """The params as constants in SQL; a null keeps its type."""
    return {each.id: _constant(each.param.type, each.value) for each in values if each.param.type != PERIOD}


def _constant(kind: str, value: Any) -> sa.ColumnElement:
    if value is None:
        return sa.cast(sa.null(), _SQL[kind])
    if isinstance(value, datetime):
        value = value.astimezone(UTC).replace(tzinfo=None)
    return sa.literal(float(value) if kind == "number" else value, _SQL[kind])
