"""Rows, columns and values as they stand, and what can be put into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import reports
from accounts import Work

from ..languages import language, t
from .changing_places import COLUMNS, HEAD, ROWS, VALUES, across_of
from .grouping import grouped
from .rows import group_said, new_measures
from .view_model import Chip, Chips, Option, Places

LAST = 99
FIRST_KINDS = ("count", "sum", "average")


def places_of(
    work: Work, draft: reports.ReportDefinition, data: Mapping[str, Any], offers: Mapping[str, reports.Offer]
) -> Places:
    """The three places, and the stock by headings: names first, then measures."""
    across = across_of(data)
    groups = [each for each in data.get("dimensions", ()) if isinstance(each, dict)]
    chips = [
        (each["id"] == across, _group(group_said(draft, each, offers), number, is_across=each["id"] == across))
        for number, each in enumerate(groups)
    ]
    said = reports.said_of(work, draft)
    measures = (
        Chip(f"m{number}", each.label.text(language()), about=said.get(each.id, ""))
        for number, each in enumerate(draft.measures)
    )
    return Places(
        rows=tuple(chip for is_across, chip in chips if not is_across),
        columns=tuple(chip for is_across, chip in chips if is_across),
        values=tuple(measures),
        stock=tuple(_stock(work, draft, offers)),
    )


def _group(label: str, number: int, *, is_across: bool) -> Chip:
    zone = ROWS if is_across else COLUMNS
    return Chip(f"d{number}", label, turn=f"{HEAD}d{number}|{zone}|{LAST}")


def _stock(work: Work, draft: reports.ReportDefinition, offers: Mapping[str, reports.Offer]) -> Iterator[Chips]:
    """The few that are mostly chosen, then everything else, folded."""
    names = reports.names_first(work, draft.over, draft.form, offers)
    often = {f"ready:{id}" for id in reports.measures_first(reports.ready_measures(work, draft.over, draft.form))}
    often |= {f"new:{kind}" for kind in FIRST_KINDS}
    measures = [(group, each) for group in new_measures(work, draft) for each in group.options]
    said = _counted(work, draft)
    first = tuple(_measure(each, said) for _, each in measures if each.value in often)
    yield Chips(t("builder.often_grouped"), tuple(_name(id, offers[id]) for id in names), folded=False)
    yield Chips(t("builder.often_measured"), first, folded=False)
    for group in grouped(offers.values(), lambda offer: offer.is_dimension or offer.fits("sum")):
        rest = tuple(_name(each.value, offers[each.value]) for each in group.options if each.value not in names)
        yield from [Chips(group.label, rest)] if rest else []
    for group in dict.fromkeys(group.label for group, _ in measures):
        rest = tuple(_measure(each, said) for own, each in measures if own.label == group and each.value not in often)
        yield from [Chips(group, rest)] if rest else []


def _counted(work: Work, draft: reports.ReportDefinition) -> dict[str, str]:
    """What the measures of other reports count: names alone do not tell them apart."""
    ready = reports.ready_measures(work, draft.over, draft.form)
    return {f"ready:{each.id}": _said(work, draft, each) for each in ready}


def _said(work: Work, draft: reports.ReportDefinition, ready: reports.ReadyMeasure) -> str:
    def build() -> str:
        head = {"kind": "report", "id": "known", "form": draft.form, "over": draft.over, "label": "-"}
        made = reports.write(work.catalog, {**head, "measures": [dict(each) for each in ready.written]}).draft
        return reports.said_of(work, made).get(str(ready.written[-1]["id"]), "") if made else ""

    return work.catalog.derived(("counted", ready.id, draft.over, language()), build)


def _measure(option: Option, said: Mapping[str, str]) -> Chip:
    put = f"{HEAD}{option.value}|{VALUES}|{LAST}"
    return Chip(option.value, option.label, put=put, about=said.get(option.value, ""))


def _name(id: str, offer: reports.Offer) -> Chip:
    zone = ROWS if offer.is_dimension else VALUES
    return Chip(f"n:{id}", offer.label.text(language()), put=f"{HEAD}n:{id}|{zone}|{LAST}")
