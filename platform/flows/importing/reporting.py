"""What became of each line, beside the line as it was sent: to be mended and sent again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from accounts import Work
from definitions import say
from forms import defused
from records import ImportRun, import_lines

from . import kept_lines
from .mapping import Mapping
from .results import numbers_of

PORTION = 1000


def report_csv(work: Work, run: ImportRun) -> Iterator[str]:
    """The same as a file that spreadsheets open, line by line."""
    yield "\ufeff"
    for cells in report_lines(work, run):
        out = io.StringIO()
        csv.writer(out, lineterminator="\r\n").writerow(cells)
        yield out.getvalue()


def report_lines(work: Work, run: ImportRun) -> Iterator[list[str]]:
    """The head, then a row for each line: its number, what became of it, the record, why not, and its cells."""
    words = [say(f"imports.report.{name}", work.language) for name in ("line", "result", "record", "reason")]
    yield [defused(word) for word in (*words, *(run.header or ()))]
    after = 0
    while lines := import_lines.fates(work.connection, run.id, after=after, limit=PORTION):
        numbers = numbers_of(work, run.form, [one.record for one in lines if one.record])
        for one in kept_lines.shown(work, run, lines, Mapping.of(run).columns):
            state = say(f"imports.state.{one.state}", work.language) if one.state else ""
            said = (str(one.line), state, numbers.get(one.record, ""), reason_of(one.problem, work.language))
            yield [defused(text) for text in (*said, *("" if cell is None else str(cell) for cell in one.cells))]
        after = lines[-1].line


def reason_of(problem: Any, language: str) -> str:
    """Why a line was refused, or what it looks like, in one line."""
    errors = [error for several in (problem or {}).values() for error in several]
    return "; ".join(error.get(language) or error.get("code", "") for error in errors)
