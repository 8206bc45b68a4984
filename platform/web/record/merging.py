"""What a record grew by, with the way back."""

from __future__ import annotations

from collections.abc import Iterator

from accounts import Work
from flows import Subject, duplicates
from records import store

from ..due import ago
from ..languages import t
from .view_model import Banner

SHOWN = 3


def banners(work: Work, subject: Subject) -> Iterator[Banner]:
    """For those who may undo it."""
    if not duplicates.can_merge(work, subject.form.id):
        return
    for one in duplicates.merges_of(work, subject.form.id, subject.id)[:SHOWN]:
        gone = store.fetch(work.connection, subject.table, one.gone)
        title = getattr(gone, f"f_{subject.form.title}", None) or gone.number
        words = t("duplicates.grew", title=title, number=gone.number, when=ago(one.at))
        undo = f"/records/{subject.form.id}/duplicates/undoing"
        yield Banner("", words, action=undo, button=t("duplicates.undo"), fields={"merge": one.id})
