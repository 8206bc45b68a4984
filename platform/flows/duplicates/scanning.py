"""A look through all records of a form, a portion a transaction: keys for each, those that share keys compared, and
the pairs that were found before judged by today's rules and values."""

from __future__ import annotations

from sqlalchemy import func, select

from accounts import Work, require
from definitions import Refused
from forms import FormDefinition, form_of, keys_of_values, record_values, table_of
from records import Scan, duplicates, match_keys, outbox

from ..likeness import compared_values, keep_alike, points, scored

SCAN = "duplicate_scan"
PORTION = 1000
KEYS, PAIRS, AGAIN = PHASES = ("keys", "pairs", "again")


def begin_scan(work: Work, form_id: str) -> int:
    """Look through a form anew; one look at a time."""
    require(work, "merge", form_id)
    if not form_of(work.catalog, form_id).duplicates:
        raise Refused("flows.refused.no_duplicate_rules")
    last = duplicates.last_scan(work.connection, form_id)
    if last is not None and last.ended_at is None:
        return last.id
    number = duplicates.start_scan(work.connection, Scan(form_id, work.now, actor=work.actor.person_id))
    _leave(work, number, KEYS, 0)
    return number


def percent_done(work: Work, scan: Scan) -> int:
    """How far a look is: the two ways through all records are most of it."""
    if scan.state not in (KEYS, PAIRS):
        return 100 if scan.ended_at else 95
    table = table_of(work.catalog, scan.form)
    last = work.connection.execute(select(func.max(table.c.id))).scalar() or 1
    return round(45 * PHASES.index(scan.state) + 45 * min(1.0, scan.after / last))


def scan_portion(work: Work, number: int) -> None:
    """The next records, and the errand for those after them."""
    scan = duplicates.get_scan(work.connection, number)
    if scan is None or scan.ended_at is not None:
        return
    if work.catalog.find("form", scan.form) is None:
        duplicates.change_scan(work.connection, number, state="done", ended_at=work.now)
        return
    form = form_of(work.catalog, scan.form)
    if scan.state == AGAIN:
        last, looked, found = _judge_again(work, form, scan.after), 0, 0
    else:
        last, looked, found = _look_on(work, form, scan)
    if last is None:
        _next_phase(work, scan)
        return
    duplicates.change_scan(work.connection, number, after=last, looked=scan.looked + looked, found=scan.found + found)
    _leave(work, number, scan.state, last)


def _look_on(work: Work, form: FormDefinition, scan: Scan) -> tuple[int | None, int, int]:
    """The last record of this portion, how many were looked at, and how many pairs found."""
    table = table_of(work.catalog, form.id)
    mine = select(table).where(table.c.id > scan.after, table.c.trashed_at.is_(None))
    rows = work.connection.execute(mine.order_by(table.c.id).limit(PORTION)).all()
    if not rows:
        return None, 0, 0
    last = rows[-1].id
    if scan.state == PAIRS:
        pairs = match_keys.pairs(work.connection, form.id, (scan.after, last))
        return last, 0, keep_alike(work, form, pairs)
    keys = {row.id: keys_of_values(form.duplicates, record_values(row)) for row in rows}
    match_keys.keep(work.connection, form.id, keys)
    return last, len(rows), 0


def _next_phase(work: Work, scan: Scan) -> None:
    following = PHASES[PHASES.index(scan.state) + 1 :]
    if following:
        duplicates.change_scan(work.connection, scan.id, state=following[0], after=0)
        _leave(work, scan.id, following[0], 0)
    else:
        duplicates.change_scan(work.connection, scan.id, state="done", ended_at=work.now)


def _judge_again(work: Work, form: FormDefinition, after: int) -> int | None:
    """Rules and values change: what is no longer alike enough goes, the rest says why it is today."""
    pairs = duplicates.open_portion(work.connection, form.id, after=after, limit=PORTION)
    values = compared_values(work, form, {record for pair in pairs for record in (pair.one, pair.other)})
    for pair in pairs:
        if pair.one in values and pair.other in values:
            found = scored(form, values[pair.one], values[pair.other])
            if found != pair.why:
                duplicates.judge_again(work.connection, pair, points(found), found)
    return pairs[-1].id if len(pairs) == PORTION else None


def _leave(work: Work, number: int, state: str, after: int) -> None:
    outbox.put(work.connection, SCAN, {"scan": number}, work.now, key=f"{SCAN}:{number}:{state}:{after}")
