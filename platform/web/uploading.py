"""Files that come with a form: kept before anything else, so that a mistake elsewhere does not lose them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import request
from werkzeug.datastructures import FileStorage

from flows import uploading
from forms import FieldDefinition, FieldError, FormDefinition, ValueRefused
from records import StoredFile

from . import desk
from .installation import installation

MOST_AT_ONCE = 50


@dataclass(frozen=True)
class Received:
    """The keys of what was kept, by field, and why the rest was not."""

    keys: Mapping[str, list[str]] = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()

    def with_raw(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """The raw values with the new files behind those that stay."""
        merged = dict(raw)
        for name, keys in self.keys.items():
            there = merged.get(name) or []
            merged[name] = [*(there if isinstance(there, list) else [there]), *keys]
        return merged


def received(form: FormDefinition, fields: Iterable[str]) -> Received:
    """Keep the files of this request that belong to these fields."""
    keys: dict[str, list[str]] = {}
    errors: dict[str, FieldError] = {}
    wanted = {name for name in fields if form.find(name) and form.field(name).type.side == "files"}
    for name, sent in request.files.lists():
        for each in [one for one in sent if one.filename][:MOST_AT_ONCE] if name in wanted else ():
            try:
                keys.setdefault(name, []).append(keep(form.field(name), each).key)
            except ValueRefused as refusal:
                errors.setdefault(name, FieldError(name, refusal.code, refusal.params))
    return Received(keys, tuple(errors.values()))


def keep(field: FieldDefinition, sent: FileStorage) -> StoredFile:
    """One file, kept and remembered."""
    store = installation().workspace.files
    found = uploading.keep_content(store, field, sent.filename, sent.stream, desk.now())
    with desk.writing() as work:
        return uploading.remember(work, found)
