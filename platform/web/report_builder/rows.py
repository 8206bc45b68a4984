"""Dimensions and measures as rows of controls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import reports
from accounts import Work
from rules import Type

from ..languages import language, t
from .changing_dimensions import TIMES
from .changing_measures import CONDITIONS, OF_MEASURES, kind_of
from .errors import Errors
from .grouping import grouped
from .view_model import Choices, DimensionRow, Line, MeasureRow, Option

AMOUNTS = (Type.NUMBER, Type.DURATION)
SHOWS = ("share", "running", "rank")
TARGETS = ("at_least", "at_most")


def group_said(draft: reports.ReportDefinition, each: Mapping[str, Any], offers: Mapping[str, reports.Offer]) -> str:
    """What a group is called: as the report says, as its name or its fact is called, else as it is written."""
    own, by = draft.dimension(str(each.get("id"))), str(each.get("by"))
    facts = {fact.id: fact.label for fact in draft.facts}
    known = (own.label if own else None) or (offers[by].label if by in offers else facts.get(by))
    return known.text(language()) if known else by


def dimension_rows(
    draft: reports.ReportDefinition, data: Mapping[str, Any], offers: Mapping[str, reports.Offer], errors: Errors
) -> Iterator[DimensionRow]:
    """Each dimension with the settings that its type has."""
    for each in data.get("dimensions", ()):
        offer = offers.get(each["by"])
        sort = "" if offer is None else "time" if offer.type in TIMES else "amount" if offer.type in AMOUNTS else ""
        yield DimensionRow(
            said=group_said(draft, each, offers),
            by=grouped(offers.values(), lambda one: one.is_dimension, each["by"]),
            formula="" if offer else each["by"],
            sort=sort,
            grains=tuple(_grain(grain, each.get("grain")) for grain in reports.GRAINS),
            bands=_bands(each),
            top=str(each.get("top") or ""),
            errors=errors.at("dimensions", str(each["id"])),
        )


def measure_rows(
    work: Work,
    data: Mapping[str, Any],
    draft: reports.ReportDefinition,
    known: tuple[Mapping[str, reports.Offer], Errors],
) -> Iterator[MeasureRow]:
    """Each measure; what is made of measures can choose among those before it."""
    (offers, errors), said = known, reports.said_of(work, draft)
    before: list[tuple[str, str]] = []
    for each, measure in zip(data.get("measures", ()), draft.measures, strict=False):
        kind = kind_of(each)
        written = "" if kind == "ratio" else str(each[kind])
        picks = kind not in (*CONDITIONS, *OF_MEASURES) and written in offers
        part, whole = each["ratio"] if kind == "ratio" else ("", "")
        yield MeasureRow(
            label=measure.label.text(language()),
            kind=kind,
            kinds=tuple(_kinds(kind)),
            of=grouped(offers.values(), lambda one, kind=kind: one.fits(kind), written) if picks else (),
            written="" if written == "all" else written,
            parts=tuple(Option(id, said, id == part) for id, said in before),
            wholes=tuple(Option(id, said, id == whole) for id, said in before),
            where=str(each.get("where", "")),
            shows=tuple(Option(name, t(f"builder.show.{name}"), name in each.get("show", ())) for name in SHOWS),
            said=said.get(str(each["id"]), ""),
            target=_line(TARGETS, next(iter(each.get("target", {}).items()), ("", ""))),
            bounds=tuple(_line(reports.BOUNDS, bound) for bound in _bounds(each)),
            errors=errors.at("measures", str(each["id"])),
        )
        before.append((each["id"], measure.label.text(language())))


def _bounds(each: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Those that there are, and room for one more as long as there are fewer than two."""
    found = tuple(each.get("bounds", {}).items())
    return (*found, ("", ""))[:2]


def _line(ways: tuple[str, ...], chosen: tuple[str, Any]) -> Line:
    way, amount = chosen
    return Line(tuple(Option(one, t(f"builder.way.{one}"), one == way) for one in ways), str(amount))


def new_measures(work: Work, draft: reports.ReportDefinition) -> Iterator[Choices]:
    """One measure more: of any kind, or one that a report has."""
    yield Choices(t("builder.of_kind"), tuple(Option(f"new:{each.value}", each.label) for each in _kinds("")))
    ready = reports.ready_measures(work, draft.over, draft.form)
    there = {measure.id for measure in draft.measures}
    options = tuple(
        Option(f"ready:{each.id}", each.label.text(language())) for each in ready if each.written[-1]["id"] not in there
    )
    if options:
        yield Choices(t("builder.ready"), options)


def _kinds(chosen: str) -> Iterator[Option]:
    for kind in reports.MEASURE_KINDS:
        yield Option(kind, t(f"builder.kind.{kind}"), kind == chosen)


def _grain(grain: str, chosen: str | None) -> Option:
    return Option(grain, t(f"builder.grain.{grain}"), grain == chosen)


def _bands(each: Mapping[str, Any]) -> str:
    """The beginnings of the bands as one types them."""
    starts = [band.get("from") if isinstance(band, dict) else band for band in each.get("bands", ())]
    return ", ".join(str(start) for start in starts if start is not None)
