"""Grading a whole form anew, after its scorecard changed: a few statements for each range of ids, never a loop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from accounts import Work, require
from forms import columns_of, record_values, scope_of, table_of
from records import Event, events

from .grading import GradeColumns, Scorecard, keep_grades, plan_grades, scorecard_of
from .grading.regrade_queries import Regrading, id_range, rows_of
from .stored import house_env

RANGE = 50_000
PYTHON_RANGE = 2_000
# SQLite reads no expression that is nested much deeper than this.
MOST_ROWS = 300

# Called after each range with (records looked at, records in all).
Progress = Any


@dataclass(frozen=True, slots=True)
class Regraded:
    """How many records there are, how many changed, and how many moved from one grade to another."""

    changed: int
    total: int
    moves: Mapping[tuple[str | None, str], int] = field(default_factory=dict)


def regrade(work: Work, form_id: str, progress: Progress = None) -> Regraded:
    """Grades every record of a form by today's scorecard; keeps history where score, grade or urgency changed."""
    require(work, "edit", form_id)
    scorecard = scorecard_of(work, form_id)
    table = table_of(work.catalog, form_id)
    if scorecard is None:
        return Regraded(0, 0)
    by_sql = _has_sql_face(work, form_id, scorecard)
    one_range = _regrade_by_sql if by_sql else _regrade_by_python
    changed, total, moves = 0, 0, Counter()
    first, last = id_range(work.connection, table)
    for start, end in _ranges(first, last, RANGE if by_sql else PYTHON_RANGE):
        looked, moved, count = one_range(work, form_id, scorecard, (start, end))
        total, changed = total + looked, changed + count
        moves.update(moved)
        if progress is not None:
            progress(min(end, last) - first + 1, last - first + 1)
    found = Regraded(changed, total, dict(moves))
    _tell(work, form_id, found)
    return found


Found = tuple[int, Mapping[tuple[str | None, str], int], int]


def _regrade_by_sql(work: Work, form_id: str, scorecard: Scorecard, ids: tuple[int, int]) -> Found:
    columns = GradeColumns(
        scorecard, columns_of(work.catalog, form_id), scope=scope_of(work.catalog, form_id), env=house_env(work)
    )
    found = Regrading(work.connection, table_of(work.catalog, form_id), columns, work.catalog.revision)
    return found.run(form_id, scorecard.id, ids, work.now)


def _regrade_by_python(work: Work, form_id: str, scorecard: Scorecard, ids: tuple[int, int]) -> Found:
    """For rules that no database knows, such as working time from a field."""
    rows = [record_values(row) for row in rows_of(work.connection, table_of(work.catalog, form_id), ids)]
    planned = plan_grades(work, form_id, rows)
    changed = [one for one in planned if one.changed]
    keep_grades(work, form_id, changed)
    moves = Counter((one.band_before, one.grade.band) for one in changed if one.band_before != one.grade.band)
    return len(rows), moves, len(changed)


def _has_sql_face(work: Work, form_id: str, scorecard: Scorecard) -> bool:
    known = columns_of(work.catalog, form_id)
    if sum(1 for _ in scorecard.rows()) > MOST_ROWS:
        return False
    return all(rule.sql_able and rule.names <= known.keys() for rule in scorecard.expressions())


def _ranges(first: int, last: int, size: int) -> Iterator[tuple[int, int]]:
    return ((start, start + size - 1) for start in range(first, last + 1, size)) if last else iter(())


def _tell(work: Work, form_id: str, found: Regraded) -> None:
    """One event for the form; every record's own history has its new grade."""
    moves = [[before, after, count] for (before, after), count in sorted(found.moves.items(), key=str)]
    data = {"changed": found.changed, "total": found.total, "moves": moves}
    revision = work.catalog.revision
    event = Event(form_id, 0, "regraded", work.now, work.actor.person_id, data=data, revision=revision)
    events.append(work.connection, event)
