"""Acts by which records changed hands: what one was, and the way back."""

from __future__ import annotations

from typing import Any

from flask import Response

from accounts import Work
from flows import assignment
from forms import Lookups
from records import Reassignment

from ..blueprint import v1
from ..desk import reading
from ..idempotency import change as once
from ..inputs import arguments
from ..places import id_at
from ..record_json import person_json, stamp
from ..replies import Reply


@v1.get("/reassignments/<reassignment>")
def read_reassignment(reassignment: str) -> Response:
    """One act: who did it, of how many records, and whether it was taken back."""
    arguments()
    with reading() as work:
        return Reply(_told(work, assignment.act_of(work, id_at(reassignment)))).response()


@v1.post("/reassignments/<reassignment>/undoing")
def undo_reassignment(reassignment: str) -> Response:
    """Every record that nobody touched since goes back to where it was."""

    def undo(work: Work) -> Reply:
        id = id_at(reassignment)
        done, left = assignment.take_back(work, id)
        stays = [{"form": one.form, "record": one.record, "why": one.why.text(work.language)} for one in left]
        return Reply({**_told(work, assignment.act_of(work, id)), "taken_back": done, "left": stays})

    return once(undo, {})


def _told(work: Work, act: Reassignment) -> dict[str, Any]:
    lookups = Lookups(work)
    return {
        "id": act.id,
        "at": stamp(act.at),
        "by": person_json(lookups, act.actor),
        "person": person_json(lookups, act.person),
        "reason": act.words,
        "records": act.records,
        "undone_at": stamp(act.undone_at),
        "undone_by": person_json(lookups, act.undone_by),
    }
