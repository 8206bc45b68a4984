"""Looking at lines before they are imported: each portion goes in as far as something could keep it out, and is taken
back at once.

So what is foreseen cannot differ from what will be; what follows from a record's being there (its grade, owner, stage,
clocks) waits for the import. What another portion of the same file would have changed is told by the keys that were
kept of it. Lines that look like one another are named beside.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Values
from dataclasses import replace
from typing import Any

from accounts import Work
from definitions import Refused
from forms import FormDefinition, ImportMap, MappedRow, form_of, keys_of
from records import ImportLine, ImportRow, ImportRun, import_lines, imports, outbox

from . import kept_lines
from .alike_lines import CHANNEL, Alike, Looked, forget_keys, keep_keys, look_for_alike
from .mapping import BOTH, CHECK, CREATE, map_of
from .owners import named_owners
from .portion import try_portion
from .portions import PORTION, in_their_name, rows_of
from .rows import CREATED, REFUSED, UPDATED, problem_of

KEY = 300
SHORT = 200  # lines that are looked at while one waits
REFUSE = "refuse"


class _TakenBack(Exception):
    """Carries what became of lines out of a savepoint that is rolled back."""


def check_portion(work: Work, number: int, round: int, after: int = 0) -> bool:
    """Foresee the next lines and leave the rest to be done; False when there is nothing more to look at."""
    run = imports.get(work.connection, number, lock=True)
    if run.state != "checking" or run.mapping.get("round") != round:
        return False  # somebody chose other fields meanwhile, or dropped the file
    lines = kept_lines.next_of(work, number, after=after, limit=PORTION)
    if not lines:
        forget_keys(work, run)
        imports.change(work.connection, number, state="checked", counts=_counts(work, number))
        return False
    import_lines.foresee(work.connection, _foreseen(work, run, lines))
    key = f"{CHECK}:{number}:{round}:{lines[-1].line}"
    outbox.put(work.connection, CHECK, {"run": number, "round": round, "after": lines[-1].line}, work.now, key=key)
    return True


def look_at_once(work: Work, run: ImportRun) -> None:
    """A short file is looked at while one waits, so that its page begins with what needs a look."""
    run = imports.get(work.connection, run.id)
    if run.state != "checking" or (run.lines or 0) > SHORT:
        return
    line = 0
    while check_portion(work, run.id, run.mapping["round"], line):
        line = kept_lines.next_of(work, run.id, after=line, limit=PORTION)[-1].line


def _counts(work: Work, number: int) -> dict[str, int]:
    return import_lines.foreseen_counts(work.connection, number)


def _foreseen(work: Work, run: ImportRun, lines: Sequence[ImportLine]) -> list[ImportLine]:
    form = form_of(work.catalog, run.form)
    try:
        theirs, map = in_their_name(work, run), map_of(work, run)
        rows, _ = named_owners(theirs, map, rows_of(map, run, lines))
        own = {line: key for line, key in keys_of(theirs, map, rows).items() if key} if map.key else {}
        before = import_lines.keys_before(work.connection, run.id, {*map_str(own).values()}, lines[0].line)
        known = {key for key in own.values() if _text(key) in before} if map.mode == CREATE else set()
        tried, looked = _tried(theirs, map, run, rows, known)
    except Refused as refusal:
        return [_refused(run, line, refusal) for line in lines]
    keep_keys(work, run, looked.keys)
    return list(_Telling(form, map, before, looked).all(lines, {row.line: row for row in tried}, map_str(own)))


def map_str(keys: Values[int, tuple[Any, ...]]) -> dict[int, str]:
    """Keys as they are kept."""
    return {line: _text(key) for line, key in keys.items()}


def _text(key: tuple[Any, ...]) -> str:
    return repr(key)[:KEY]


def _tried(
    work: Work, map: ImportMap, run: ImportRun, rows: Sequence[MappedRow], known: set[tuple[Any, ...]]
) -> tuple[list[ImportRow], Looked]:
    try:
        with work.connection.begin_nested():
            done = try_portion(work, map, run.id, rows, known)
            raise _TakenBack(done, look_for_alike(work, map, run, done))
    except _TakenBack as done:
        return done.args


class _Telling:
    """What each line will come to, with the other lines that it is about the same thing as."""

    def __init__(self, form: FormDefinition, map: ImportMap, before: Values[str, int], looked: Looked) -> None:
        self.form, self.map, self.first, self.looked = form, map, dict(before), looked

    def all(
        self, lines: Sequence[ImportLine], tried: Values[int, ImportRow], keys: Values[int, str]
    ) -> Iterator[ImportLine]:
        for line in lines:
            key, row = keys.get(line.line), tried[line.line]
            told = self._told(line, row, self.first.get(key) if key else None)
            if key and told.foreseen != REFUSED:
                self.first.setdefault(key, line.line)
            yield replace(told, key=key)

    def _told(self, line: ImportLine, row: ImportRow, same: int | None) -> ImportLine:
        """A line about a record that an earlier one will have made changes that record, or is refused."""
        alike = self.looked.found.get(line.line, ())
        state = UPDATED if row.state == CREATED and self.map.mode == BOTH and same else row.state
        if state == REFUSED:
            return replace(line, foreseen=state, problem=self._why_not(row, same, alike))
        if same:
            return replace(line, foreseen=state, problem=_warned([Refused("imports.alike.again", line=same)]))
        refusing = [each for each in alike if each.line is not None and each.rule.does(CHANNEL) == REFUSE]
        if refusing:
            return replace(line, foreseen=REFUSED, problem=problem_of(None, refusing[0].told(self.form)))
        return replace(line, foreseen=state, problem=_warned([each.told(self.form) for each in alike]))

    def _why_not(self, row: ImportRow, same: int | None, alike: Sequence[Alike]) -> Any:
        """The line of the file that it cannot stand beside; what that will be numbered, nobody knows yet."""
        codes = {error["code"] for error in (row.problem or {}).get("errors", ())}
        if same and "is_there" in codes:
            fields = [self.form.field(name).label for name in self.map.key]
            return problem_of(None, Refused("imports.alike.line", fields=fields, line=same))
        return problem_of(None, alike[0].told(self.form)) if alike else row.problem


def _warned(several: Sequence[Refused]) -> dict[str, Any] | None:
    """What does not keep a line out, but is told."""
    return {"warnings": [error for one in several for error in problem_of(None, one)["errors"]]} if several else None


def _refused(run: ImportRun, line: ImportLine, refusal: Refused) -> ImportLine:
    return replace(line, foreseen=REFUSED, problem=problem_of(None, refusal))
