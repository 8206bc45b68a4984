"""Reports of one's own: kept by their writer, found by them alone, opened by whoever has the link and the rights."""

from __future__ import annotations

from dataclasses import replace

from accounts import Work
from definitions import NotAllowed, NotFound, Refused
from records import PersonalReport

from ..definition import ReportDefinition
from ..sql.question import is_for
from .shelf import Shelf, refuse_long
from .written import Written, read_written, sees_form

SHELF = Shelf("report", "my-", 200, "reports.refused")
is_personal, personal_of, remove = SHELF.holds, SHELF.find, SHELF.remove


def my_reports(work: Work) -> tuple[tuple[PersonalReport, Written], ...]:
    """Whoever acts finds their own, sound or not, as far as they may ask about its form."""
    found = ((each, read_written(work.catalog, each.text)) for each in SHELF.all_of(work))
    return tuple((kept, written) for kept, written in found if sees_form(work, str(written.data.get("form", ""))))


def personal_report(work: Work, id: str) -> ReportDefinition:
    """A report of one's own as something that can be asked; what no longer fits is said."""
    kept = personal_of(work, id)
    written = read_written(work.catalog, kept.text)
    if not sees_form(work, str(written.data.get("form", ""))):
        raise NotFound
    if written.report is None:
        problem = next(each for each in written.problems if each.is_error)
        raise Refused("reports.refused.no_longer_fits", problem=problem.sentence(work.language))
    report = replace(written.report, id=kept.id)
    if not is_for(work, report):
        raise NotFound
    return report


def keep(work: Work, written: Written, id: str = "") -> str:
    """Puts a report on the writer's own shelf, or another text in the place of one that is there."""
    if id:
        SHELF.mine(work, id)
    _refuse_unsound(work, written)
    if not id:
        return SHELF.keep(work, written.text)
    SHELF.change(work, id, written.text)
    return id


def _refuse_unsound(work: Work, written: Written) -> None:
    """Only what can be asked is kept; the page shows where each problem stands."""
    refuse_long(written.text)
    if written.report is None:
        raise Refused("reports.refused.mend_first", n=sum(each.is_error for each in written.problems))
    if not sees_form(work, written.report.form) or not is_for(work, written.report):
        raise NotAllowed("reports.refused.hidden", report=written.report.label)
