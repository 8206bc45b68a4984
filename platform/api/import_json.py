"""Imports as JSON: how far one is, how its columns are sorted, what is foreseen, and what became of each line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from accounts import Work
from flows import importing
from forms import OWNER, Lookups, readable_columns
from records import Fate, ImportRun

from .record_json import person_json, stamp, writer_of

STATES = ("created", "updated", "unchanged", "refused")
LONGEST_CELL = 200


def heads(work: Work, runs: Iterable[ImportRun]) -> list[dict[str, Any]]:
    """Imports as they are listed."""
    lookups = Lookups(work)
    return [_head(work, run, lookups) for run in runs]


def in_full(work: Work, run: ImportRun) -> dict[str, Any]:
    """One import with its columns: as somebody sorted them, else as they can be guessed."""
    lookups = Lookups(work)
    found = importing.suggested(work, run)
    told = {**_head(work, run, lookups), "columns": run.header or [], "mapping": _mapping(found.mapping, lookups)}
    undone = (run.problem or {}).get("undone")
    return {
        **told,
        "chosen": bool(run.mapping),
        "why": found.why,
        "look_alike": importing.count_warned(work, run),
        "trouble": _said((run.problem or {}).get("errors", ()), work.language) or None,
        "undone": undone and {**undone, "left": list(undone.get("left", ()))},
    }


def _head(work: Work, run: ImportRun, lookups: Lookups) -> dict[str, Any]:
    counts = importing.counts_so_far(work, run)
    return {
        "id": run.id,
        "form": run.form,
        "file": run.file,
        "state": run.state,
        "lines": run.lines if run.lines is not None else sum(counts.values()),
        "done": sum(counts.values()),
        "counts": {state: counts.get(state, 0) for state in STATES},
        "by": person_json(lookups, run.actor),
        "started_at": stamp(run.started_at),
        "ended_at": stamp(run.ended_at),
        "undone_at": stamp(run.undone_at),
    }


def _mapping(chosen: importing.Mapping, lookups: Lookups) -> dict[str, Any]:
    named = chosen.owner not in (importing.RULES, importing.LATER)
    owner = person_json(lookups, int(chosen.owner)) if named else chosen.owner
    return {**chosen.as_json(), "owner": owner, "map": chosen.map or None}


def preview(work: Work, run: ImportRun) -> dict[str, Any]:
    """The first lines as they will be saved, and the words that are no value of their field."""
    rows = importing.first_rows(work, run)
    return {"rows": _Preview(work, run).rows(rows), "words": [_word(one) for one in importing.meanings(work, run)]}


class _Preview:
    """Writes the lines with what the caller may see of records."""

    def __init__(self, work: Work, run: ImportRun) -> None:
        self.lookups, seen = Lookups(work), readable_columns(work, run.form)
        chosen = importing.Mapping.of(run)
        names = dict.fromkeys((*chosen.columns.values(), *chosen.fixed))
        self.names = [name for name in names if name in seen and name != OWNER]
        self.types = {name: seen[name].type for name in self.names}
        self.write = {name: writer_of(self.types[name], self.lookups) for name in self.names}

    def rows(self, found: Sequence[importing.FirstRow]) -> list[dict[str, Any]]:
        self.lookups.expect_shown(self.types, [row.foreseen.values for row in found])
        return [self._row(row) for row in found]

    def _row(self, row: importing.FirstRow) -> dict[str, Any]:
        values = {name: row.foreseen.values.get(name) for name in self.names}
        decision = row.foreseen.decision if row.is_new else None
        return {
            "line": row.line,
            "becomes": "created" if row.is_new else "updated",
            "written": {name: _cell(row.cells.get(name)) for name in self.names},
            "values": {name: None if value is None else self.write[name](value) for name, value in values.items()},
            "grade": row.foreseen.grade if row.is_new else None,
            "owner": person_json(self.lookups, decision.owner if decision else None),
            "pool": decision.pool if decision else None,
        }


def _word(one: importing.Meaning) -> dict[str, Any]:
    known = "guessed" if one.guessed else "said" if one.lines == 0 else "unknown"
    means = one.means if one.means or known == "said" else None
    told = {"column": one.column, "field": one.field.id, "word": one.word, "lines": one.lines}
    return {**told, "known": known, "means": means}


def lines(work: Work, run: ImportRun, found: Sequence[Fate]) -> list[dict[str, Any]]:
    """Lines with what became of each, or is foreseen."""
    telling = _Telling(work, run, found)
    return [telling.line(one) for one in found]


class _Telling:
    """Knows where in a line the value of a field stands, and the records that the caller may see."""

    def __init__(self, work: Work, run: ImportRun, found: Sequence[Fate]) -> None:
        self.language = work.language
        self.columns = {field: column for column, field in importing.Mapping.of(run).columns.items()}
        self.places = {name: place for place, name in enumerate(run.header or ()) if name}
        self.numbers = importing.numbers_of(work, run.form, [one.record for one in found if one.record])

    def line(self, one: Fate) -> dict[str, Any]:
        record = {"id": one.record, "number": self.numbers[one.record]} if one.record in self.numbers else None
        problem = one.problem or {}
        said = {what: [self._said(one, each) for each in problem.get(what, ())] for what in ("errors", "warnings")}
        return {"line": one.line, "state": one.state, "record": record, **said}

    def _said(self, line: Fate, error: dict[str, Any]) -> dict[str, Any]:
        field = error.get("field") or None
        column = self.columns.get(field or "")
        place = self.places.get(column or "")
        value = line.cells[place] if place is not None and place < len(line.cells) else None
        told = {"code": error.get("code", ""), "message": _said([error], self.language)}
        return {"field": field, "column": column, **told, "value": _cell(value)}


def _said(errors: Iterable[dict[str, Any]], language: str) -> str:
    return importing.reason_of({"errors": list(errors)}, language)


def _cell(value: Any) -> str | None:
    return None if value in (None, "") else str(value)[:LONGEST_CELL]
