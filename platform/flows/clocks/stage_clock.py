"""How long a record may stay in its stage: the time begins again for whoever takes it over."""

from __future__ import annotations

from accounts import Work
from records import store, timers, visits

from ..crew import Crew
from ..stage_moves.entering import STAGE_LIMIT, stage_timers
from ..subject import Subject


def restart_stage_clock(work: Work, subject: Subject, owner: int) -> None:
    """A new owner has the whole limit of the stage, on their own calendar; when it was entered stays as it was."""
    stage = subject.stage
    stay = visits.current(work.connection, subject.form.id, subject.id)
    if stage is None or stay is None or not stage.is_open or not stage.limit:
        return
    form, record = subject.form.id, subject.id
    crew = Crew(work)
    due_at = crew.calendar(owner).add(work.now, stage.limit)
    visits.move_limit(work.connection, stay.id, due_at)
    store.update_unversioned(work.connection, subject.table, record, {"stage_due_at": due_at})
    timers.cancel_of(work.connection, form, record, work.now, kinds=[STAGE_LIMIT])
    running = stage_timers(form, record, stage, visit=stay.id, owner=owner, due_at=due_at, crew=crew, now=work.now)
    timers.start_many(work.connection, running)
