"""From a page into the background: a report that takes too long to be waited for."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response

import reports

from . import desk
from .htmx import go
from .reporting import PAGE_SECONDS


def ask_later(report: str, args: Mapping[str, str]) -> int:
    """Asks it in the background with the params of an address or a form; the number of the run."""
    with desk.writing() as work:
        found = reports.report_of(work, report)
        asked = reports.background.Ask(found, reports.params_in(args, found))
        return reports.background.ask_later(work, asked).id


def moved_on(report: str, args: Mapping[str, str]) -> Response:
    """To the run of a report for which the page has waited long enough."""
    return go(f"/reports/runs/{ask_later(report, args)}?waited={PAGE_SECONDS:g}")
