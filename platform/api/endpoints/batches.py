"""Many records in one call: each row is answered for itself, and all that was taken is kept together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import Response

from accounts import Work
from definitions import Refused, Stale
from flows import intake

from ..blueprint import v1
from ..bodies import LARGEST_BATCH, read_body
from ..desk import language
from ..errors import Conflict, reply_to
from ..idempotency import change
from ..places import form_at, record_at
from ..record_json import row_json, visible_records
from ..replies import Reply
from ..shapes import BATCH
from ..values import CHANNEL, raw_values

Row = dict[str, Any]


@v1.post("/records/<form>/batches")
def write_batch(form: str) -> Response:
    """Let in, or change, up to 1,000 records; the answer has a row for each, in the order sent."""
    body = BATCH.read(read_body(LARGEST_BATCH))

    def write(work: Work) -> Reply:
        rows = _create(work, form, body["create"]) if "create" in body else _edit(work, form, body["edit"])
        taken = sum(row["status"] < 300 for row in rows)
        return Reply({"results": rows, "taken": taken, "refused": len(rows) - taken})

    return change(write, body)


def _create(work: Work, form: str, sent: Sequence[Mapping[str, Any]]) -> list[Row]:
    """All good rows in one go, with what follows from each; the bad ones beside them."""
    form_at(work, form, "create")
    read = [_raw(work, form, row) for row in sent]
    good = [values for values in read if not isinstance(values, Refused)]
    outcomes = iter(intake.submit_many(work, form, good, channel=CHANNEL) if good else ())
    found = [one if isinstance(one, Refused) else next(outcomes) for one in read]
    seen = visible_records(work, form, (one.record_id for one in found if isinstance(one, intake.Outcome)))
    return [_refused(one) if isinstance(one, Refused) else _came_in(one, seen) for one in found]


def _raw(work: Work, form: str, row: Mapping[str, Any]) -> dict[str, Any] | Refused:
    try:
        return raw_values(work, form, row)
    except Refused as refused:
        return refused


def _came_in(outcome: intake.Outcome, seen: frozenset[int]) -> Row:
    """What became of a row; of a record that the caller may not see, only what it is called."""
    if outcome.refused is not None:
        return _refused(outcome.refused)
    alike = [match.number for match in outcome.duplicates if match.record in seen]
    return {"status": 201, "id": outcome.record_id, "number": outcome.number, "duplicates": alike}


def _edit(work: Work, form: str, sent: Sequence[Mapping[str, Any]]) -> list[Row]:
    form_at(work, form)
    return list(_edited(work, form, sent))


def _edited(work: Work, form: str, sent: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """One by one, each undone alone if it is refused."""
    for row in sent:
        try:
            with work.connection.begin_nested():
                yield _edit_one(work, form, row)
        except Refused as refused:
            yield _refused(refused)


def _edit_one(work: Work, form: str, row: Mapping[str, Any]) -> Row:
    given = {name: value for name, value in row.items() if name not in ("id", "version")}
    id = record_at(work, form, str(row["id"]))
    try:
        raw = raw_values(work, form, given, partial=True)
        edited = intake.edit(work, form, id, row.get("version"), raw, channel=CHANNEL)
    except Stale as stale:
        raise Conflict({"version": row["version"], **given}, row_json(work, form, stale.current)) from None
    return {"status": 200, "id": id, "number": edited.subject.number, "version": edited.version}


def _refused(refused: Refused) -> Row:
    reply = reply_to(refused, language())
    return {"status": reply.status, **reply.data}
