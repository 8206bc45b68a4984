"""The records that a record is linked with."""

from __future__ import annotations

from typing import Any

from flask import Response

from accounts import Work
from flows import linking
from flows import subject as subjects

from ..blueprint import v1
from ..desk import reading
from ..inputs import arguments
from ..places import record_at
from ..record_json import stamp
from ..replies import Reply


@v1.get("/records/<form>/<record>/links")
def list_links(form: str, record: str) -> Response:
    """What was opened, made or found for a record, and what it was made for; of hidden ones only that they are."""
    arguments()
    with reading() as work:
        subject = subjects.look(work, form, record_at(work, form, record))
        found = [_told(work, one) for one in linking.linked_to(work, subject)]
    return Reply({"links": found}).response()


def _told(work: Work, one: linking.LinkedRecord) -> dict[str, Any]:
    return {
        "form": one.form,
        "form_label": one.form_label.text(work.language),
        "record": one.record if one.is_seen else None,
        "number": one.number,
        "title": one.title,
        "stage": one.stage.text(work.language) if one.stage else None,
        "outcome": one.outcome,
        "owner": one.owner,
        "kind": one.kind,
        "name": one.name.text(work.language),
        "outward": one.outward,
        "found": one.found,
        "task": one.task if one.outward else None,
        "task_state": one.state,
        "made_at": stamp(one.made_at),
    }
