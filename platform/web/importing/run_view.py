"""One import: what is foreseen, how far it is, what came of it, and each line that cannot come in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from accounts import Work, people
from flows import duplicates, importing
from forms import form_of
from records import ImportRun, import_lines, imports

from ..due import ago
from ..languages import t
from .first_view import FirstLines, first_lines
from .owner_view import owners_told
from .telling import Piece, Telling, words_of
from .unit_view import readings
from .words_view import WordRow, word_rows

SHOWN = 100
STATES = ("created", "updated", "unchanged", "refused")
MOVING = ("checking", "running", "undoing")
KINDS = {"done": "good", "failed": "late", "undone": "rest", "running": "soon", "checking": "soon", "undoing": "soon"}


@dataclass(frozen=True, slots=True)
class RunLine:
    """One import in the list of them."""

    href: str
    file: str
    who: str
    when: str
    state: str
    kind: str
    counts: str


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many lines come to what."""

    label: str
    n: int
    refused: bool


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """One thing that is wrong with a line."""

    line: int
    column: str
    reason: tuple[Piece, ...]
    value: str


@dataclass(frozen=True, slots=True)
class WarningRow:
    """One line that would come in, and what it looks like."""

    line: int
    reason: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class FlaggedRow:
    """One line that came in, the record that it made and the one that this looks like."""

    line: int
    record: Piece
    other: Piece
    compare: str


@dataclass(frozen=True)
class RunContext:
    """The page of one import."""

    title: str
    file: str
    who: str
    state: str
    words: str
    kind: str
    moving: bool
    foreseen: bool
    done: int
    lines: int
    counts: tuple[CountRow, ...]
    problems: tuple[ProblemRow, ...]
    more: int
    come_in: int
    href: str
    list_href: str
    back: str
    failed: str = ""
    left: tuple[str, ...] = ()
    error: str = ""
    unclear: tuple[WordRow, ...] = ()
    warnings: tuple[WarningRow, ...] = ()
    warned: int = 0
    flagged: tuple[FlaggedRow, ...] = ()
    readings: tuple[str, ...] = ()
    first: FirstLines | None = None
    owners: str = ""


def run_lines(work: Work, runs: Iterable[ImportRun]) -> tuple[RunLine, ...]:
    """Imports as they are listed."""
    runs = tuple(runs)
    names = people.names(work.connection, {run.actor for run in runs})
    return tuple(
        RunLine(
            f"/records/{run.form}/imports/{run.id}",
            run.file,
            names.get(run.actor, t("routing.system")),
            ago(run.started_at),
            t(f"imports.run_state.{run.state}"),
            KINDS.get(run.state, ""),
            _counted(run.counts),
        )
        for run in runs
    )


def run_page(work: Work, run: ImportRun, *, error: str = "") -> RunContext:
    """Everything the page of an import says."""
    foreseen = run.state in ("checking", "checked")
    counts = importing.counts_so_far(work, run)
    problems, warnings = _told(work, run, foreseen)
    let_in = run.state in ("done", "failed")
    names = people.names(work.connection, {run.actor})
    who = t("reassign.by", who=names.get(run.actor, t("routing.system")), when=ago(run.started_at))
    title = t("imports.of", form=form_of(work.catalog, run.form).plural.inside(work.language))
    base = f"/records/{run.form}"
    return RunContext(
        title=title,
        file=run.file,
        who=who,
        state=run.state,
        words=t(f"imports.run_state.{run.state}"),
        kind=KINDS.get(run.state, ""),
        moving=run.state in MOVING,
        foreseen=foreseen,
        done=sum(counts.values()),
        lines=run.lines or sum(counts.values()),
        counts=tuple(
            CountRow(t(f"imports.{'will' if foreseen else 'state'}.{state}"), counts.get(state, 0), state == "refused")
            for state in STATES
        ),
        problems=problems[:SHOWN],
        more=max(0, counts.get("refused", 0) - SHOWN),
        come_in=counts.get("created", 0) + counts.get("updated", 0),
        href=f"{base}/imports/{run.id}",
        list_href=f"{base}/imports/{run.id}/records" if let_in else base,
        back=f"{base}/imports",
        failed=_said(run.problem),
        left=tuple(_left(run)),
        error=error,
        unclear=word_rows(work, run) if run.state == "checked" else (),
        warnings=warnings,
        warned=importing.count_warned(work, run),
        flagged=tuple(_flagged(work, run)) if let_in else (),
        readings=tuple(readings(work, run)) if run.state == "checked" else (),
        first=first_lines(work, run) if run.state == "checked" else None,
        owners=owners_told(work, run) if foreseen else "",
    )


def _told(work: Work, run: ImportRun, foreseen: bool) -> tuple[tuple[ProblemRow, ...], tuple[WarningRow, ...]]:
    """What is wrong with lines, and what others look like; a record that is named is a link for who may see it."""
    rows: Sequence[Any]
    if foreseen:
        rows = kept = import_lines.foreseen_problems(work.connection, run.id, limit=SHOWN)
    else:
        rows = imports.rows_of(work.connection, run.id, states=("refused",), limit=SHOWN)
        kept = import_lines.of_lines(work.connection, run.id, [row.line for row in rows])
    checked = run.state == "checked"
    warned = import_lines.foreseen_warnings(work.connection, run.id, limit=SHOWN) if checked else ()
    telling = Telling.of(work, run.form, (*rows, *warned))
    warnings = tuple(WarningRow(line.line, telling.reasons(line.problem, "warnings")) for line in warned)
    return tuple(_problems(work, run, rows, kept, telling)), warnings


def _problems(work: Work, run: ImportRun, rows: Sequence[Any], kept: Any, telling: Telling) -> Iterable[ProblemRow]:
    sent = importing.kept_lines.shown(work, run, kept, importing.Mapping.of(run).columns)
    cells = {line.line: line.cells for line in sent}
    columns = {name: column for column, name in importing.Mapping.of(run).columns.items()}
    for row in rows:
        for error in (row.problem or {}).get("errors", ()):
            column = columns.get(error.get("field", ""), "")
            yield ProblemRow(row.line, column, telling.reason(error), _cell(run, column, cells.get(row.line)))


def _flagged(work: Work, run: ImportRun) -> Iterable[FlaggedRow]:
    base, may_merge = f"/records/{run.form}", duplicates.can_merge(work, run.form)
    for one in importing.flagged(work, run, limit=SHOWN):
        seen = one.other_number is not None
        other = Piece(one.other_number, f"{base}/{one.other}") if seen else Piece(t("imports.unseen"))
        compare = f"{base}/duplicates/{one.other}/{one.record}" if seen and may_merge else ""
        yield FlaggedRow(one.line, Piece(one.number, f"{base}/{one.record}"), other, compare)


def _cell(run: ImportRun, column: str, cells: list[Any] | None) -> str:
    place = (run.header or []).index(column) if column in (run.header or ()) else None
    if place is None or not cells or place >= len(cells) or cells[place] is None:
        return ""
    return str(cells[place])[:60]


def _said(problem: dict[str, Any] | None) -> str:
    return "; ".join(words_of(error) for error in (problem or {}).get("errors", ()))


def _left(run: ImportRun) -> Iterable[str]:
    """The records that an undo left, because somebody had changed them since."""
    return (f"/records/{run.form}/{id}" for id in ((run.problem or {}).get("undone") or {}).get("left", ()))


def _counted(counts: dict[str, int]) -> str:
    parts = (f"{t(f'imports.state.{state}')} {counts[state]}" for state in STATES if counts.get(state))
    return " · ".join(parts)
