"""Uploaded files: sent one by one while a form is filled in, and read again by those who may see their field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, request, send_file

from accounts import require, writable_fields
from definitions import NotFound
from flows import uploading
from forms import BoundFile, FieldDefinition, FieldError, Invalid, ValueRefused, bound_file, form_of
from records import StoredFile

from .. import desk
from ..htmx import page
from ..installation import installation
from ..uploading import keep

blueprint = Blueprint("files", __name__, url_prefix="/files")
SHOWN = ("image/png", "image/jpeg", "image/gif", "image/webp")
# Whatever a file holds, nothing in it runs here or loads anything.
SEALED = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@dataclass(frozen=True)
class ItemContext:
    """One file of a field, as the form shows it."""

    file: BoundFile
    name: str


@blueprint.post("")
def upload():
    """One file for a field of a form; it is nobody's until the form is sent."""
    form, name = request.form.get("form", ""), request.form.get("field", "")
    with desk.reading() as work:
        if work.catalog.find("form", form) is None:
            raise NotFound
        definition = form_of(work.catalog, form)
        require(work, "create" if request.form.get("new") else "edit", form)
        if name not in writable_fields(work.actor, definition):
            raise NotFound
    return taken(definition.find(name))


def taken(field: FieldDefinition | None) -> Response:
    """The file of this request as an item of its field, or why it cannot be."""
    sent = request.files.get("file")
    if field is None or field.type.side != "files" or sent is None:
        raise NotFound
    try:
        row = keep(field, sent)
    except ValueRefused as refusal:
        raise Invalid([FieldError(field.id, refusal.code, refusal.params)]) from None
    return page("partials/files/item.html", ItemContext(bound_file(row), field.id))


@blueprint.get("/<key>/<path:name>")
def show(key: str, name: str):
    """The file, to those who may see it; pictures in the page, everything else to be saved."""
    row = _readable(key)
    return _sent(row, installation().workspace.files.path(row.digest), row.type, inline=row.type in SHOWN)


@blueprint.get("/small/<key>")
def small(key: str):
    """The small copy of a picture."""
    row, store = _readable(key), installation().workspace.files
    if not store.has(row.digest, small=True):
        raise NotFound
    return _sent(row, store.path(row.digest, small=True), "image/webp", inline=True)


def _readable(key: str) -> StoredFile:
    with desk.reading() as work:
        return uploading.file_for(work, key[:64])


def _sent(row: StoredFile, path: Any, type: str, *, inline: bool) -> Response:
    if not path.is_file():
        abort(404)
    answer = send_file(
        path.resolve(), mimetype=type, as_attachment=not inline, download_name=row.name, etag=row.digest[:32],
        conditional=True,
    )  # fmt: skip
    answer.headers["Content-Security-Policy"] = SEALED
    answer.headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
