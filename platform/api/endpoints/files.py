"""Files: the content first, for a field of a form; its key is then the field's value. And reading one again."""

from __future__ import annotations

from typing import Any

from flask import Response, request, send_file

from accounts import Work, allowed, writable_fields
from definitions import NotFound
from flows import uploading
from forms import FieldError, Invalid, ValueRefused
from records import FileStore, StoredFile

from ..blueprint import v1
from ..desk import now, reading, workspace, writing
from ..inputs import InputError, arguments, refuse
from ..places import form_at
from ..replies import Reply

MB = 1024 * 1024


@v1.post("/forms/<form>/files")
def upload(form: str) -> Response:
    """Take a file in: the body is the content, whatever the header says it is. It is nobody's until a record has it."""
    given = arguments("field", "name")
    with reading() as work:
        field = _field(work, form, given.get("field", ""))
    request.max_content_length = field.type.max_size * MB + 1
    try:
        kept = uploading.keep_content(_store(), field, given.get("name"), request.stream, now())
    except ValueRefused as refusal:
        raise Invalid([FieldError(field.id, refusal.code, refusal.params)]) from None
    with writing() as work:
        row = uploading.remember(work, kept)
    return Reply(_told(row), 201).response()


@v1.get("/files/<key>")
def download(key: str) -> Response:
    """The content of a file, to those who may see its field of its record."""
    arguments()
    with reading() as work:
        row = uploading.file_for(work, key[:64])
    path = _store().path(row.digest)
    if not path.is_file():
        raise NotFound()
    answer = send_file(path.resolve(), mimetype=row.type, as_attachment=True, download_name=row.name, etag=row.digest)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _field(work: Work, form: str, name: str) -> Any:
    definition = form_at(work, form, "see" if allowed(work.actor, "see", form) else "create")
    field = definition.find(name)
    if field is None or name not in writable_fields(work.actor, definition) or field.type.side != "files":
        refuse(InputError("field", "unknown", {"name": name[:80], "close": ""}))
    return field


def _store() -> FileStore:
    return workspace().files


def _told(row: StoredFile) -> dict[str, Any]:
    size = {"width": row.width, "height": row.height}
    return {"key": row.key, "name": row.name, "type": row.type, "size": row.size, **size}
