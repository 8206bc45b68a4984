"""Grading a whole form anew, after its scorecard changed: a few statements for each range of ids, never a loop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from accounts import Work, require
from forms import columns_of, record_values, scope_of, table_of
from records import Event, events

from ..automations.many import follow_later
from ..grading import OWN_SUMS, GradeColumns, Scorecard, grade_many, scorecard_of
from ..grading.regrade_queries import Regrading, id_range, rows_of
from ..happenings import happened
from ..stored import house_env

RANGE = 50_000
PYTHON_RANGE = 2_000
# SQLite reads no expression that is nested much deeper than this.
MOST_ROWS = 300

# Called after each range with the part of all ids that is done.
Progress = Callable[[float], Any] | None


@dataclass(frozen=True, slots=True)
class Regraded:
    """How many records there are, how many changed, and how many moved from one grade to another."""

    changed: int
    total: int
    moves: Mapping[tuple[str | None, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """How far a regrade is: what it found, and the id from which it goes on; None when it is done."""

    found: Regraded = Regraded(0, 0)
    start: int | None = 0
    part: float = 0.0  # of all ids

    def as_json(self) -> dict[str, Any]:
        """What the next transaction has to know."""
        return {"start": self.start, "found": _counts(self.found)}

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Step:
        """Reads back what `as_json` wrote."""
        found = written["found"]
        moves = {(before, after): count for before, after, count in found["moves"]}
        return cls(Regraded(found["changed"], found["total"], moves), written["start"])


def regrade(work: Work, form_id: str, progress: Progress = None) -> Regraded:
    """Grades every record of a form by today's scorecard; keeps history where score, grade or urgency changed."""
    step = Step()
    while step.start is not None:
        step = regrade_range(work, form_id, step)
        if progress is not None:
            progress(step.part)
    return step.found


def regrade_range(work: Work, form_id: str, step: Step) -> Step:
    """One range of ids: as much as a transaction may hold up others for; after the last one the form has its event."""
    require(work, "edit", form_id)
    scorecard = scorecard_of(work, form_id)
    if scorecard is None:
        return replace(step, start=None, part=1.0)
    by_sql = _has_sql_face(work, form_id, scorecard)
    first, last = id_range(work.connection, table_of(work.catalog, form_id))
    start = max(first, step.start or 0)
    end = start + (RANGE if by_sql else PYTHON_RANGE) - 1
    found = step.found
    if start <= last:
        one_range = _regrade_by_sql if by_sql else _regrade_by_python
        found = _added(found, *one_range(work, form_id, scorecard, (start, end)))
    if end < last:
        return Step(found, end + 1, (end - first + 1) / (last - first + 1))
    _tell(work, form_id, found)
    return Step(found, None, 1.0)


def _added(found: Regraded, total: int, moves: Mapping[tuple[str | None, str], int], changed: int) -> Regraded:
    return Regraded(found.changed + changed, found.total + total, dict(Counter(found.moves) + Counter(moves)))


Found = tuple[int, Mapping[tuple[str | None, str], int], int]


def _regrade_by_sql(work: Work, form_id: str, scorecard: Scorecard, ids: tuple[int, int]) -> Found:
    columns = GradeColumns(
        scorecard, columns_of(work.catalog, form_id), scope=scope_of(work.catalog, form_id), env=house_env(work)
    )
    before = events.newest_id(work.connection)
    regrading = Regrading(work.connection, table_of(work.catalog, form_id), columns, work.catalog.revision)
    found = regrading.run(form_id, scorecard.id, ids, work.now)
    follow_later(work, form_id, "graded", before)
    return found


def _regrade_by_python(work: Work, form_id: str, scorecard: Scorecard, ids: tuple[int, int]) -> Found:
    """For rules that no database knows, such as working time from a field."""
    rows = [record_values(row) for row in rows_of(work.connection, table_of(work.catalog, form_id), ids)]
    changed = [one for one in grade_many(work, form_id, rows) if one.changed]
    moved = ((one.before["grade"], one.band) for one in changed)
    moves = Counter((before, after) for before, after in moved if before != after)
    return len(rows), moves, len(changed)


def _has_sql_face(work: Work, form_id: str, scorecard: Scorecard) -> bool:
    if sum(1 for _ in scorecard.rows()) > MOST_ROWS:
        return False
    known = columns_of(work.catalog, form_id).keys() | OWN_SUMS
    functions = scope_of(work.catalog, form_id).functions
    names = (name for rule in scorecard.expressions() for name in rule.names)
    has_columns = all(name in known or name.partition("(")[0] in functions for name in names)
    return has_columns and all(rule.sql_able for rule in scorecard.expressions())


def _tell(work: Work, form_id: str, found: Regraded) -> None:
    """One event for the form; every record's own history has its new grade."""
    revision = work.catalog.revision
    event = Event(form_id, 0, "regraded", work.now, work.actor.person_id, data=_counts(found), revision=revision)
    happened(work, event)


def _counts(found: Regraded) -> dict[str, Any]:
    moves = [[before, after, count] for (before, after), count in sorted(found.moves.items(), key=str)]
    return {"changed": found.changed, "total": found.total, "moves": moves}
