"""Reports of one's own: kept by their writer, found by them alone, opened by whoever has the link and the rights."""

from __future__ import annotations

import secrets
from dataclasses import replace

from accounts import Work, require
from definitions import NotAllowed, NotFound, Refused
from records import PersonalReport, personal_reports

from ..definition import ReportDefinition
from ..sql.question import is_for
from .written import LONGEST, Written, read_written, sees_form

PREFIX = "my-"
MOST = 200


def is_personal(id: str) -> bool:
    """Whether an id is that of somebody's own report; no definition can have one like it."""
    return id.startswith(PREFIX)


def my_reports(work: Work) -> tuple[tuple[PersonalReport, Written], ...]:
    """Whoever acts finds their own, sound or not."""
    kept = personal_reports.of_person(work.connection, work.actor.person_id) if work.actor.person_id else ()
    return tuple((each, read_written(work.catalog, each.text)) for each in kept)


def personal_of(work: Work, id: str) -> PersonalReport:
    """A report of one's own by its link; the rights of the reader decide, not those of the writer."""
    found = personal_reports.find(work.connection, id) if is_personal(id) else None
    if found is None or (found.removed_at is not None and found.person != work.actor.person_id):
        raise NotFound
    require(work, "report")
    return found


def personal_report(work: Work, id: str) -> ReportDefinition:
    """The same as something that can be asked; what no longer fits is said."""
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


def keep(work: Work, written: Written) -> str:
    """Puts a report on the writer's own shelf; its id is a link that nobody guesses."""
    require(work, "report")
    _refuse_unsound(work, written)
    if len(personal_reports.of_person(work.connection, work.actor.person_id)) >= MOST:
        raise Refused("reports.refused.too_many_own", n=MOST)
    id = f"{PREFIX}{secrets.token_hex(12)}"
    kept = PersonalReport(id, work.actor.person_id, written.text, work.now, work.now)
    personal_reports.keep(work.connection, kept)
    return id


def change(work: Work, id: str, written: Written) -> None:
    """Puts another text in the place of one's own report."""
    mine(work, id)
    _refuse_unsound(work, written)
    personal_reports.change(work.connection, id, written.text, work.now)


def remove(work: Work, id: str) -> None:
    """Takes it from the shelf; nothing of it is lost."""
    mine(work, id)
    personal_reports.remove(work.connection, id, work.now)


def put_back(work: Work, id: str) -> None:
    """The undo of that."""
    mine(work, id)
    personal_reports.remove(work.connection, id, None)


def mine(work: Work, id: str) -> PersonalReport:
    """The report, if it is the actor's own."""
    kept = personal_of(work, id)
    if kept.person != work.actor.person_id:
        raise NotAllowed("reports.refused.not_yours")
    return kept


def _refuse_unsound(work: Work, written: Written) -> None:
    """Only what can be asked is kept; the page shows where each problem stands."""
    if len(written.text) > LONGEST:
        raise Refused("reports.refused.too_long_own", n=LONGEST)
    if written.report is None:
        raise Refused("reports.refused.mend_first", n=sum(each.is_error for each in written.problems))
    if not sees_form(work, written.report.form) or not is_for(work, written.report):
        raise NotAllowed("reports.refused.hidden", report=written.report.label)
