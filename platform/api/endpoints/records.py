"""Records: list, read, create, edit, trash."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from accounts import Work
from definitions import NotFound, Stale
from flows import intake, trash

from ..blueprint import v1
from ..bodies import read_body
from ..desk import reading
from ..errors import Conflict
from ..idempotency import change
from ..inputs import LARGEST_ID, InputError, arguments, refuse
from ..lists import ASKED, listed
from ..places import form_at, id_at, record_at
from ..record_json import record_json, row_json, visible_records
from ..replies import Reply
from ..shapes import RESTORATION
from ..values import CHANNEL, raw_values


@v1.get("/records/<form>")
def list_records(form: str) -> Response:
    """Records that the caller may see; `where` is a condition in the rule language."""
    given = arguments(*ASKED)
    with reading() as work:
        return Reply(listed(work, form, given)).response()


@v1.post("/records/<form>")
def create_record(form: str) -> Response:
    """Let a record in; everything that follows from it happens before the answer."""
    body = read_body()

    def create(work: Work) -> Reply:
        form_at(work, form, "create")
        made = intake.submit(work, form, raw_values(work, form, body), channel=CHANNEL)
        matches = visible_records(work, form, (match.record for match in made.duplicates))
        alike = [
            {"id": match.record, "number": match.number, "rule": match.rule.id}
            for match in made.duplicates
            if match.record in matches
        ]
        return Reply({**_seen(work, form, made.record_id, made.number), "duplicates": alike}, 201)

    return change(create, body)


@v1.get("/records/<form>/<record>")
def read_record(form: str, record: str) -> Response:
    """One record, by its id or number."""
    arguments()
    with reading() as work:
        found = record_json(work, form, record_at(work, form, record))
    return Reply(found).response()


@v1.patch("/records/<form>/<record>")
def edit_record(form: str, record: str) -> Response:
    """Change fields of a record; with a version, only if nobody else did since."""
    body = read_body()
    version = _version(body)
    given = {name: value for name, value in body.items() if name != "version"}

    def edit(work: Work) -> Reply:
        id = record_at(work, form, record)
        raw = raw_values(work, form, given, partial=True)
        try:
            edited = intake.edit(work, form, id, version, raw, channel=CHANNEL)
        except Stale as stale:
            raise Conflict({"version": version, **given}, row_json(work, form, stale.current)) from None
        return Reply(_seen(work, form, id, edited.subject.number))

    return change(edit, body)


@v1.delete("/records/<form>/<record>")
def trash_record(form: str, record: str) -> Response:
    """Put a record into the trash, where it keeps everything until it is taken back."""

    def put_away(work: Work) -> Reply:
        id = record_at(work, form, record)
        number = record_json(work, form, id)["number"]
        trash.trash(work, form, id)
        return Reply({"id": id, "number": number, "trashed": True})

    return change(put_away, {})


@v1.post("/records/<form>/<record>/restoration")
def restore_record(form: str, record: str) -> Response:
    """Take a record out of the trash, by its id."""
    body = RESTORATION.read(read_body())

    def take_back(work: Work) -> Reply:
        form_at(work, form)
        trash.restore(work, form, id_at(record), with_linked=body.get("linked", False))
        return Reply(record_json(work, form, id_at(record)))

    return change(take_back, body)


def _version(body: dict[str, Any]) -> int | None:
    """The version that was read: in the body, or in If-Match as the ETag was given."""
    if "version" in body:
        version = body["version"]
        if isinstance(version, bool) or not isinstance(version, int) or abs(version) >= LARGEST_ID - 1:
            refuse(InputError("version", "wrong_type"))
        return version
    written = request.headers.get("If-Match")
    if written is None or written.strip() == "*":
        return None
    bare = written.strip().removeprefix("W/").strip('"')
    if not (bare.isascii() and bare.isdigit() and len(bare) < 10):
        refuse(InputError("If-Match", "not_a_version"))
    return int(bare)


def _seen(work: Work, form: str, record: int, number: str) -> dict[str, Any]:
    """The record; to somebody who may not see it now, only what it is called."""
    try:
        return record_json(work, form, record)
    except NotFound:
        return {"id": record, "number": number}
