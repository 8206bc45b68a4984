"""Rows, columns and values as they stand, and what can be put into them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import reports
from accounts import Work

from ..languages import language
from .changing_places import COLUMNS, HEAD, ROWS, VALUES, across_of
from .grouping import grouped
from .rows import new_measures
from .view_model import Chip, Places

LAST = 99


def places_of(
    work: Work, draft: reports.ReportDefinition, data: Mapping[str, Any], offers: Mapping[str, reports.Offer]
) -> Places:
    """The three places, and the stock by headings: names first, then measures."""
    across = across_of(data)
    groups = [each for each in data.get("dimensions", ()) if isinstance(each, dict)]
    chips = [(each["id"] == across, _group(each, number, offers, across)) for number, each in enumerate(groups)]
    measures = (Chip(f"m{number}", each.label.text(language())) for number, each in enumerate(draft.measures))
    return Places(
        rows=tuple(chip for is_across, chip in chips if not is_across),
        columns=tuple(chip for is_across, chip in chips if is_across),
        values=tuple(measures),
        stock=tuple(_stock(work, draft, offers)),
    )


def _group(each: Mapping[str, Any], number: int, offers: Mapping[str, reports.Offer], across: str | None) -> Chip:
    offer = offers.get(str(each.get("by")))
    zone = ROWS if each["id"] == across else COLUMNS
    label = offer.label.text(language()) if offer else str(each.get("by"))
    return Chip(f"d{number}", label, turn=f"{HEAD}d{number}|{zone}|{LAST}")


def _stock(
    work: Work, draft: reports.ReportDefinition, offers: Mapping[str, reports.Offer]
) -> Iterator[tuple[str, tuple[Chip, ...]]]:
    for group in grouped(offers.values(), lambda offer: offer.is_dimension or offer.fits("sum")):
        yield group.label, tuple(_name(option, offers[option.value]) for option in group.options)
    for group in new_measures(work, draft):
        chips = (Chip(each.value, each.label, put=f"{HEAD}{each.value}|{VALUES}|{LAST}") for each in group.options)
        yield group.label, tuple(chips)


def _name(option: Any, offer: reports.Offer) -> Chip:
    zone = ROWS if offer.is_dimension else VALUES
    return Chip(f"n:{option.value}", option.label, put=f"{HEAD}n:{option.value}|{zone}|{LAST}")
