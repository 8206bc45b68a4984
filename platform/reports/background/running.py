"""Working on a report in the background: begun in one transaction, asked in one that reads, settled in a third."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from accounts import Work, people
from definitions import Refused
from records import ReportRun, report_runs

from ..answers.answering import report_of, run
from ..answers.explaining import explain
from ..definition import ReportDefinition
from .keeping import as_kept
from .telling import tell_ended

KIND = "report_run"
# Whoever worked on it died so often: it is told as lost instead of taking the next one down.
MOST_ATTEMPTS = 3


@dataclass(frozen=True)
class Begun:
    """A run that somebody works on now."""

    run: ReportRun
    person: int


@dataclass(frozen=True)
class Answered:
    """What came of it: an answer, or why there is none."""

    state: str
    answer: dict[str, Any] | None = None
    rows: int | None = None
    statement: str | None = None
    trouble: dict[str, Any] | None = None


STOPPED = Answered(report_runs.CANCELLED)


def begin(work: Work, id: int, *, attempts: int) -> Begun | None:
    """Takes it in hand; None where nobody wants it any more, or too many died of it."""
    row = report_runs.find(work.connection, id, lock=True)
    if row is None or not row.is_open:
        return None
    person = people.find(work.connection, row.person)
    if row.cancelled_at is not None or person is None or not person.active:
        report_runs.change(work.connection, id, state=report_runs.CANCELLED, ended_at=work.now)
        return None
    if attempts > MOST_ATTEMPTS:
        settle(work, row, Answered(report_runs.LOST))
        return None
    report_runs.change(work.connection, id, state=report_runs.RUNNING, began_at=work.now, attempts=attempts)
    return Begun(row, person.id)


def answer(work: Work, begun: Begun, *, within: float) -> Answered:
    """The answer in the asker's rights, as of the moment of asking; what is refused is kept as it was said."""
    asked = begun.run
    then = work.at(asked.asked_at)
    try:
        report = report_of(then, asked.report)
        table = run(then, report, asked.params, within=within)
        statement = statement_of(then, report, asked)
    except Refused as refused:
        said = {language: refused.text(language) for language in ("zh", "en")}
        return Answered(report_runs.FAILED, trouble=said)
    return Answered(report_runs.DONE, as_kept(table), len(table.rows), statement)


def settle(work: Work, asked: ReportRun, ended: Answered) -> None:
    """Keeps what came of it and tells the asker; whoever stopped it themselves knows."""
    report_runs.change(work.connection, asked.id, ended_at=work.now, **vars(ended))
    if ended.state != report_runs.CANCELLED:
        tell_ended(work, asked, ended.state)


def let_go(work: Work, id: int) -> None:
    """Puts it back as it was: whoever worked on it was told to end."""
    report_runs.change(work.connection, id, state=report_runs.WAITING, began_at=None)


def statement_of(work: Work, report: ReportDefinition, asked: ReportRun) -> str:
    """A digest of what the database is asked, rights and all: another one means that the answer is another's."""
    written = explain(work.at(asked.asked_at), report, asked.params).sql
    return hashlib.sha256(written.encode()).hexdigest()
