"""A look through all records of a form, a portion a transaction: keys for each, those that share keys compared, and
the pairs that were found before judged by today's rules and values."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from accounts import Work, require
from definitions import Refused
from forms import FormDefinition, form_of, keys_of_values, record_values, score, table_of
from records import Pair, Scan, duplicates, match_keys, outbox, portions

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
        return last, 0, _compare(work, form, (scan.after, last))
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
    values = _values(work, form, {record for pair in pairs for record in (pair.one, pair.other)})
    for pair in pairs:
        if pair.one in values and pair.other in values:
            found = _scored(form, values[pair.one], values[pair.other])
            if found != pair.why:
                duplicates.judge_again(work.connection, pair, _points(found), found)
    return pairs[-1].id if len(pairs) == PORTION else None


def _compare(work: Work, form: FormDefinition, between: tuple[int, int]) -> int:
    """Points for each two that share a key; what has enough of them is kept to be looked at."""
    pairs = match_keys.pairs(work.connection, form.id, between)
    values = _values(work, form, {record for pair in pairs for record in pair})
    alike = []
    for one, other in pairs:
        if one in values and other in values:
            found = _scored(form, values[one], values[other])
            if found:
                alike.append(Pair(form.id, one, other, _points(found), found, work.now))
    return duplicates.keep_pairs(work.connection, alike)


def _points(found: list[dict[str, Any]]) -> int:
    """Of what is enough, in percent, by the rule that says most."""
    return max((100 * each["points"] // each["enough"] for each in found), default=0)


def _scored(form: FormDefinition, one: dict[str, Any], other: dict[str, Any]) -> list[dict[str, Any]]:
    scores = (score(rule, one, other) for rule in form.duplicates if not rule.keeps_both)
    return [each.as_json() for each in scores if each.is_enough]


def _values(work: Work, form: FormDefinition, records: set[int]) -> dict[int, dict[str, Any]]:
    """Only the columns that rules compare."""
    table = table_of(work.catalog, form.id)
    names = sorted({name for rule in form.duplicates for name in rule.fields})
    columns = [table.c[f"f_{name}"] for name in names]
    found: dict[int, dict[str, Any]] = {}
    for part in portions(sorted(records)):
        mine = select(table.c.id, *columns).where(table.c.id.in_(part), table.c.trashed_at.is_(None))
        for id, *cells in work.connection.execute(mine):
            found[id] = dict(zip(names, cells, strict=True))
    return found


def _leave(work: Work, number: int, state: str, after: int) -> None:
    outbox.put(work.connection, SCAN, {"scan": number}, work.now, key=f"{SCAN}:{number}:{state}:{after}")
