"""The shelf of the builder, drawn from a report that could be read: sound or not, everything of it can be changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import reports
from accounts import Work
from definitions import Label
from forms import Invalid
from rules import RuleError, Type, words

from ..languages import language, t
from ..lists.choosing import control_of, options_of
from ..lists.wording import relation
from .changing_dimensions import TIMES
from .errors import Errors
from .grouping import grouped
from .places import places_of
from .posted import Posted
from .rows import dimension_rows, measure_rows, new_measures
from .view_model import NewCondition, Option, Shelf
from .whats import what_of


def shelf_of(work: Work, written: reports.Written, posted: Posted, *, refused: Invalid | None = None) -> Shelf:
    """Every choice there is, with what is chosen."""
    draft, data = written.draft, written.data
    offers = reports.offers(work, draft.over, draft.form)
    shape = draft.shape.name if draft.shape else ""
    period, errors = data.get("period") or {}, Errors(written.problems)
    times = sorted(
        (offer for offer in offers.values() if offer.type in TIMES and "." not in offer.whose),
        key=lambda offer: _place_of(offer.id, draft.over),
    )
    return Shelf(
        title=draft.label.text(language()),
        what=what_of(work, draft.form, draft.over),
        shape=t(f"builder.shape.{shape}") if shape else "",
        dimensions=tuple(dimension_rows(draft, data, offers, errors)),
        new_dimension=grouped(offers.values(), lambda offer: offer.is_dimension),
        measures=tuple(measure_rows(work, data, draft, (offers, errors))),
        new_measure=tuple(new_measures(work, draft)),
        conditions=tuple(_conditions(work, draft)),
        new_condition=_new_condition(work, offers, posted, refused),
        period_by=tuple(_option(each.id, each.label.text(language()), period.get("by")) for each in times),
        period_default=tuple(_period(key, period.get("default", "90d")) for key in _periods(period)),
        period_compare=tuple(
            Option(key, t(f"reports.compare.{key}"), key == period.get("compare")) for key in reports.COMPARES
        ),
        sorts=tuple(_sorts(draft, offers, data)),
        limit=str(data.get("limit") or ""),
        charts=tuple(_charts(data, offers)),
        places=places_of(work, draft, data, offers),
        errors=errors.by_part(),
    )


def _place_of(name: str, over: str) -> int:
    """When a row began stands first, then when its record ended: days are mostly looked at by these."""
    first = (reports.ENTITIES.get(over).time, "closed_at")
    return first.index(name) if name in first else len(first)


def _option(value: str, label: str, chosen: Any) -> Option:
    return Option(value, label, value == chosen)


def _periods(period: Mapping[str, Any]) -> tuple[str, ...]:
    """The choices, and before them a stretch of days that is none of them."""
    now = str(period.get("default", "90d"))
    return reports.PERIODS if now in reports.PERIODS or not reports.is_period(now) else (now, *reports.PERIODS)


def _period(key: str, chosen: str) -> Option:
    return Option(key, reports.period_label(key).text(language()), key == chosen)


def _conditions(work: Work, draft: reports.ReportDefinition) -> Iterator[str]:
    """What must hold, part by part, in words; a part that is wrong as it is written."""
    scope = reports.scope_with_params(work.catalog, draft)
    for part in reports.conjuncts(draft.where):
        try:
            yield words(part, scope, language())
        except RuleError:
            yield part.text


def _new_condition(
    work: Work, offers: Mapping[str, reports.Offer], posted: Posted, refused: Invalid | None
) -> NewCondition:
    offer = offers.get(posted.one("w_by"))
    names = grouped(offers.values(), lambda each: bool(each.column.type.operators), offer.id if offer else "")
    if offer is None:
        return NewCondition(names, "", (), "", (), "")
    chosen, values = posted.one("w_op"), posted.several("w_value")
    return NewCondition(
        names,
        offer.id,
        tuple(Option(op, relation(op, language()), op == chosen) for op in offer.column.type.operators),
        control_of(offer.column),
        tuple(Option(value, label, value in values) for value, label in options_of(work, offer.column)),
        " ".join(each.message(language()) for each in refused.errors) if refused else "",
    )


def _sorts(
    draft: reports.ReportDefinition, offers: Mapping[str, reports.Offer], data: Mapping[str, Any]
) -> Iterator[Option]:
    chosen = next(iter(data.get("sort", ())), "")
    for each in (*draft.dimensions, *draft.measures):
        offer = offers.get(getattr(each, "name", None) or "")
        label = each.label or (offer.label if offer else Label.of(each.id))
        said = label.text(language())
        yield Option(f"-{each.id}", t("builder.downwards", name=said), chosen == f"-{each.id}")
        yield Option(each.id, t("builder.upwards", name=said), chosen == each.id)


def _charts(data: Mapping[str, Any], offers: Mapping[str, reports.Offer]) -> Iterator[Option]:
    """The pictures; one that cannot be drawn of this says why."""
    chosen = (data.get("chart") or {}).get("type", "table")
    for name in reports.CHARTS.names():
        needs = reports.CHARTS.get(name).needs
        if not needs.shape or name == chosen:
            label, why = t(f"builder.chart.{name}"), _why_not(needs, data, offers)
            said = t("builder.chart_not", chart=label, why=why) if why else label
            yield Option(name, said, name == chosen, disabled=bool(why) and name != chosen)


def _why_not(needs: Any, data: Mapping[str, Any], offers: Mapping[str, reports.Offer]) -> str:
    """What a picture lacks, or has too much of."""
    groups, (fewest, most) = [each for each in data.get("dimensions", ()) if isinstance(each, dict)], needs.dimensions
    if len(groups) < fewest:
        return t("builder.chart_needs", n=fewest)
    if len(groups) > most:
        return t("builder.chart_takes", n=most)
    if len(data.get("measures", ())) < needs.measures:
        return t("builder.chart_measures", n=needs.measures)
    along = not needs.first or _goes_on(groups[0], offers, needs.first)
    return "" if along else t(f"builder.chart_first_{needs.first}")


def _goes_on(group: Mapping[str, Any], offers: Mapping[str, reports.Offer], sort: str) -> bool:
    """Whether its values go from one to the next: days, or anything that is ordered."""
    offer = offers.get(str(group.get("by")))
    if sort == "day":
        return offer is None or (offer.type in TIMES and group.get("grain", "day") == "day")
    return offer is None or "bands" in group or "width" in group or offer.type in (*TIMES, Type.NUMBER)
