"""What a choice was called that has left the list: by the form as it was published when a record held it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work
from definitions import Document, Label, NotFound, parse_document, plain
from forms import Choosing, FieldDefinition, FormDefinition
from records import revisions

FURTHER_BACK = 3  # what is moved in portions may be told while newer revisions came


def shown_then(work: Work, form: FormDefinition, field: FieldDefinition, stored: Any, revision: int) -> str | None:
    """A stored choice, or several, where one of them is none any more; None where that is not so."""
    kind = field.type
    ids = [stored] if isinstance(stored, str) else stored
    if not isinstance(kind, Choosing) or not isinstance(ids, list) or kind.by_id.keys() >= set(map(str, ids)):
        return None
    words = [_called(work, form, field, str(id), revision) for id in ids]
    return ("、" if work.language == "zh" else ", ").join(words)


def _called(work: Work, form: FormDefinition, field: FieldDefinition, id: str, revision: int) -> str:
    if id not in field.type.by_id:
        for number in range(revision, max(0, revision - FURTHER_BACK), -1):
            label = _labels(work, form, number).get((field.id, id))
            if label is not None:
                return label.text(work.language)
    return field.type.label_of(id, work.language)


def _labels(work: Work, form: FormDefinition, revision: int) -> Mapping[tuple[str, str], Label]:
    """The labels of all choices of a form as it was, by field and id; read once."""
    return work.catalog.derived(("choices of", form.id, revision), lambda: _read(work, form, revision))


def _read(work: Work, form: FormDefinition, revision: int) -> dict[tuple[str, str], Label]:
    path = work.catalog.file_of("form", form.id)
    try:
        text = revisions.files_of(work.connection, revision).get(path)
    except NotFound:
        return {}
    read = parse_document(path, text) if text else None
    if not isinstance(read, Document):
        return {}
    fields = [each for each in plain(read.data).get("fields") or [] if isinstance(each, dict)]
    choices = [(str(each.get("id")), one) for each in fields for one in each.get("choices") or []]
    written = [(field, one if isinstance(one, dict) else {"id": one}) for field, one in choices]
    return {(field, str(one.get("id"))): Label.of(one.get("label", one.get("id"))) for field, one in written}
