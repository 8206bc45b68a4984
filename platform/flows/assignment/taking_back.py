"""An act by which records changed hands, for whoever did it: looked at, and taken back as one."""

from __future__ import annotations

from accounts import Work, allowed
from definitions import NotFound, Refused
from records import Reassignment, reassignments

from .reassigning import Left, undo


def act_of(work: Work, id: int) -> Reassignment:
    """The act, for whoever did it or arranges people; for anybody else there is none."""
    act = reassignments.get(work.connection, id)
    mine = act is not None and act.actor == work.actor.person_id
    if act is None or not (mine or allowed(work.actor, "people")):
        raise NotFound
    return act


def handed_before(work: Work, form: str, record: int) -> Reassignment:
    """The act by which the actor gave a record away, for who presses twice; NotFound where there is none."""
    act = reassignments.latest_of(work.connection, work.actor.person_id, form, record)
    if act is None or act.undone_at is not None:
        raise NotFound
    return act


def take_back(work: Work, id: int) -> tuple[int, tuple[Left, ...]]:
    """What nobody touched since goes back; where all of it stays, nothing is kept, and it can be tried again."""
    act_of(work, id)
    done, left = undo(work, id)
    if left and not done:
        raise Refused("reassign.refused.all_stays", n=len(left), why=left[0].why.text(work.language))
    return done, left
