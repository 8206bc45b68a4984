"""The milestones of a record: what it has unlocked, and how it unlocks more."""

from __future__ import annotations

from typing import Any

from flask import Response

from accounts import Work
from flows import milestones
from flows import subject as subjects

from ..blueprint import v1
from ..desk import reading
from ..inputs import arguments
from ..places import record_at
from ..record_json import stamp
from ..replies import Reply


@v1.get("/records/<form>/<record>/milestones")
def list_milestones(form: str, record: str) -> Response:
    """Each milestone of the record's pipeline, reached or not, with what it opens and what it still waits for."""
    arguments()
    with reading() as work:
        subject = subjects.look(work, form, record_at(work, form, record))
        found = [_told(work, one) for one in milestones.of_record(work, subject)]
    return Reply({"milestones": found}).response()


def _told(work: Work, one: milestones.Shown) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": one.label.text(work.language),
        "reached_at": stamp(one.reached_at) if one.reached_at else None,
        "why": one.why.text(work.language) if one.why else None,
        "how": one.how.text(work.language),
        "missing": [part.text(work.language) for part in one.missing],
        "next": one.is_next,
        "reverts": one.reverts,
        "unlocks": [_unlocked(work, each) for each in one.unlocks],
    }


def _unlocked(work: Work, one: milestones.Unlocked) -> dict[str, Any]:
    words = one.words.text(work.language)
    return {"field": one.field, "most": one.most, "for": list(one.whom), "exempt": list(one.exempt), "words": words}
