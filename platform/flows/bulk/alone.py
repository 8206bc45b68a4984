"""One record that is changed or moved by hand in a list, kept so that it can be taken back as an act on many can."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accounts import Work, require
from records import BulkAct, BulkChange, bulk_acts, store

from ..editing import edit_subject
from ..importing.state import state_of
from ..stage_moves import stages
from ..subject import take
from .act import Act, Going, Setting
from .editing import came_of


def edit_one(
    work: Work, form: str, record: int, raw: Mapping[str, Any], *, field: str, version: int | None = None
) -> int | None:
    """Change a record, above all this field; the act that takes it back, None where nothing has changed."""
    subject = take(work, form, record)
    require(work, Setting.right, form)
    edited = edit_subject(work, subject, raw, channel="page", version=version)
    came = came_of(work, subject.form, subject, {name: now for name, (_, now) in edited.changes.items()})
    return _keep(work, form, Setting(field, None), record, came.before, came.after) if came.after else None


def move_one(work: Work, form: str, record: int, going: Going, *, answers: Mapping[str, Any] | None = None) -> int:
    """Move a record to another stage, with what its gate asks for; the act that takes it back."""
    subject = take(work, form, record)
    before = state_of(work, subject)
    reason = {"skip_reason": going.reason, "skip_words": going.words}
    stages.advance(work, form, record, going.to, answers=answers, **reason)
    row = store.fetch(work.connection, subject.table, record)
    return _keep(work, form, going, record, before, {"version": row.version, "stage": row.stage})


def _keep(work: Work, form: str, act: Act, record: int, before: Any, after: Any) -> int:
    """What was typed is in the record, and need not stand here as well."""
    row = BulkAct(form, act.kind, act.as_json(), work.now, work.actor.person_id, asked=1)
    id = bulk_acts.begin(work.connection, row)
    bulk_acts.add(work.connection, [BulkChange(id, record, bulk_acts.DONE, before, after)])
    return id
