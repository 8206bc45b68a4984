"""Reports as the pages show them: a sentence, a picture whose numbers are doors, the same as a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import reports
from accounts import Work

from .languages import language

# So long somebody waits for a page, and so long for a file, before the question is stopped.
PAGE_SECONDS, FILE_SECONDS = 20.0, 60.0


@dataclass(frozen=True)
class ReportCard:
    """One report in a card: its finding and its picture."""

    id: str
    href: str
    title: str
    about: str
    finding: str
    drawing: reports.Drawing | None


def card_of(work: Work, report: reports.ReportDefinition) -> ReportCard:
    """The report with its default params."""
    table = reports.run(work, report, within=PAGE_SECONDS)
    return ReportCard(
        id=report.id,
        href=f"/reports/{report.id}",
        title=report.label.text(language()),
        about=report.about.text(language()) if report.about else "",
        finding=table.finding.text(language()),
        drawing=reports.draw(table, language(), href=lambda ref: records_href(report.id, {}, ref)),
    )


def records_href(report: str, given: Mapping[str, Any], ref: reports.CellRef) -> str:
    """The address of the records behind a number."""
    return f"/reports/{report}/records?{urlencode([*given.items(), ('cell', str(ref))])}"
