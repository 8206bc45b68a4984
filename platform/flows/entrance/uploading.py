"""Taking a file in: looked at before anything else, kept by its digest, nobody's until a record has it."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from typing import BinaryIO

from accounts import Work, readable_fields
from definitions import NotFound
from forms import FieldDefinition, ValueRefused, uploads
from records import FileStore, StoredFile, TooLarge, files

from ..subject import look

MB = 1024 * 1024
UNCLAIMED, DROPPED = timedelta(hours=24), timedelta(days=30)


def keep_content(
    store: FileStore, field: FieldDefinition, name: str | None, stream: BinaryIO, now: datetime
) -> StoredFile:
    """The file, its content kept on disk; ValueRefused where it may not stand in the field. Needs no transaction."""
    name, limit = uploads.safe_name(name), field.type.max_size * MB
    try:
        content = store.keep(stream, most=limit)
    except TooLarge:
        raise ValueRefused("file_too_large", name=name, most=f"{field.type.max_size} MB") from None
    if content.size == 0:
        raise ValueRefused("file_empty", name=name)
    if uploads.runs(name, content.head):
        raise ValueRefused("file_runs", name=name)
    type = uploads.sniff(name, content.head)
    if uploads.is_disguised(name, type):
        raise ValueRefused("file_disguised", name=name)
    field.type.fits(name, type, content.size)
    width, height = _measured(store, field, name, type, content.digest)
    return StoredFile(
        key=secrets.token_urlsafe(18),
        digest=content.digest,
        name=name,
        type=type,
        size=content.size,
        uploaded_at=now,
        width=width,
        height=height,
    )


def remember(work: Work, found: StoredFile) -> StoredFile:
    """Write down that it was uploaded, and by whom."""
    row = replace(found, uploaded_by=work.actor.person_id)
    files.add(work.connection, row)
    return row


def file_for(work: Work, key: str) -> StoredFile:
    """A file that the actor may read: of a record they see, in a field they see in its stage; or one just sent.

    Whatever may not be known is not there.
    """
    row = files.by_key(work.connection, key)
    if row is None:
        raise NotFound()
    if row.record is None:
        if work.actor.person_id is None or row.uploaded_by != work.actor.person_id:
            raise NotFound()
        return row
    if work.catalog.find("form", row.form) is None:
        raise NotFound()
    subject = look(work, row.form, row.record)
    held = subject.values.get(row.field) or ()
    seen = readable_fields(work.actor, subject.form, stage=subject.row.stage)
    if row.field not in seen or not any(one["key"] == key for one in held):
        raise NotFound()
    return row


def forget_orphans(work: Work) -> int:
    """Rows of files that nobody took, and of those that their records dropped long ago."""
    return files.forget(work.connection, unclaimed_before=work.now - UNCLAIMED, dropped_before=work.now - DROPPED)


def _measured(
    store: FileStore, field: FieldDefinition, name: str, type: str, digest: str
) -> tuple[int | None, int | None]:
    """A picture is opened once, here: what cannot be read as one is none."""
    if uploads.family_of(type) != "image":
        return None, None
    try:
        picture = uploads.look_at(store.path(digest))
    except uploads.NoPicture:
        if field.type.name == "image":
            raise ValueRefused("no_picture", name=name) from None
        return None, None
    store.keep_small(digest, picture.small)
    return picture.width, picture.height
