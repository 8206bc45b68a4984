"""The shelf of reports: cards by subject, and those that the reader made."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import reports
from accounts import Work

from .languages import language, t


@dataclass(frozen=True)
class IndexCard:
    """One report on the shelf: what it is called, what it is for, and how it is drawn."""

    href: str
    title: str
    about: str
    icon: str
    finds: bool = True


@dataclass(frozen=True)
class IndexGroup:
    """The reports on one subject."""

    label: str
    sub: str
    cards: tuple[IndexCard, ...]


def my_shelf(work: Work) -> Iterator[IndexGroup]:
    """The reader's own; one that no longer fits is told so, and opens where it can be mended."""
    cards = tuple(_card(kept.id, written) for kept, written in reports.personal.my_reports(work))
    if cards:
        yield IndexGroup(t("builder.mine"), "", cards)


def _card(id: str, written: reports.Written) -> IndexCard:
    title = reports.title_of(written.data, t("builder.untitled"))
    if written.report is None:
        return IndexCard(f"/reports/{id}/edit", title.text(language()), t("builder.broken"), "alert-triangle", False)
    chart = written.report.chart.type if written.report.chart else "table"
    about = written.report.about.text(language()) if written.report.about else ""
    return IndexCard(f"/reports/{id}", title.text(language()), about, reports.CHARTS.get(chart).icon)
