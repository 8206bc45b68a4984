"""Importing in portions: each is one transaction with the errand for the next, so a crash loses and repeats nothing."""

from __future__ import annotations

from dataclasses import replace

from accounts import Work
from definitions import Refused
from records import ImportRun, import_lines, imports, outbox

from . import kept_lines
from .mapping import RULES, Mapping, is_known_owner, map_of
from .owners import named_owners
from .portion import import_portion
from .portions import PORTION, in_their_name, rows_of
from .rows import in_order, problem_of

RUN = "import_run"


def begin(work: Work, run: ImportRun) -> None:
    """Import a file that was looked at."""
    run = imports.get(work.connection, run.id, lock=True)
    if run.state != "checked":
        raise Refused("flows.refused.import_not_checked", number=run.id)
    _leave(work, run)


def go_on(work: Work, run: ImportRun) -> None:
    """Go on with one that was stopped, where it stopped, in the name of whoever says so.

    Where whose the records were to be has left, the rules find owners for the rest.
    """
    run = imports.get(work.connection, run.id, lock=True)
    if run.state != "failed":
        raise Refused("flows.refused.import_begun", number=run.id)
    chosen = Mapping.of(run)
    if not is_known_owner(work, run.form, chosen.owner):
        kept = {**run.mapping, **replace(chosen, owner=RULES).as_json()}
        imports.change(work.connection, run.id, mapping=kept)
    imports.change(work.connection, run.id, actor=work.actor.person_id)
    _leave(work, run)


def run_portion(work: Work, number: int) -> bool:
    """Import the next lines and leave the rest to be done; False at the end, or where it cannot go on."""
    run = imports.get(work.connection, number, lock=True)
    if run.state != "running":
        return False
    after = import_lines.last_imported(work.connection, number)
    lines = kept_lines.next_of(work, number, after=after, limit=PORTION)
    if not lines:
        imports.end(work.connection, number, work.now)
        return False
    try:
        with work.connection.begin_nested():
            theirs, map = in_their_name(work, run), map_of(work, run)
            rows, owners = named_owners(theirs, map, rows_of(map, run, lines))
            dated = in_order(theirs, map, rows)
            imports.add_rows(work.connection, import_portion(theirs, map, number, dated, set(), owners=owners))
    except Refused as refusal:  # of the whole portion: the right is gone, the form, or who imports
        imports.change(work.connection, number, state="failed", problem=problem_of(None, refusal))
        return False
    imports.change(work.connection, number, counts=imports.counts_of(work.connection, number))
    _put(work, number, lines[-1].line)
    return True


def _leave(work: Work, run: ImportRun) -> None:
    imports.change(work.connection, run.id, state="running", problem=None, counts={})
    _put(work, run.id, import_lines.last_imported(work.connection, run.id), begun=work.now.isoformat())


def _put(work: Work, number: int, after: int, *, begun: str = "") -> None:
    outbox.put(work.connection, RUN, {"run": number}, work.now, key=f"{RUN}:{number}:{after}:{begun}")
