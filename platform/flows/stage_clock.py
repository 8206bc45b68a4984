"""How long a record may stay in its stage: the time begins again for whoever takes it over."""

from __future__ import annotations

from accounts import Work
from records import Timer, store, timers, visits

from .crew import Crew
from .subject import Subject

STAGE_LIMIT = "stage_limit"


def restart_stage_clock(work: Work, subject: Subject, owner: int) -> None:
    """A new owner has the whole limit of the stage, on their own calendar; when it was entered stays as it was."""
    stage = subject.stage
    stay = visits.current(work.connection, subject.form.id, subject.id)
    if stage is None or stay is None or not stage.is_open or not stage.limit:
        return
    form, record = subject.form.id, subject.id
    due_at = Crew(work).calendar(owner).add(work.now, stage.limit)
    visits.move_limit(work.connection, stay.id, due_at)
    store.update_unversioned(work.connection, subject.table, record, {"stage_due_at": due_at})
    timers.cancel_of(work.connection, form, record, work.now, kinds=[STAGE_LIMIT])
    # The key holds the moment: a limit that has fired once cannot be started under its old key.
    key = f"{STAGE_LIMIT}:{form}:{record}:{stay.id}:{int(due_at.timestamp())}"
    data = {"visit": stay.id, "stage": stage.id}
    timers.start(work.connection, Timer(form, record, STAGE_LIMIT, key, due_at, work.now, data))
