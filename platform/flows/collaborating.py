"""Working along on a record: beside its owner, with the same sight and the same verbs, as far as one's role goes."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Table

from accounts import VISIBILITY, Actor, Person, Work, allowed, people
from definitions import AlreadyDone, NotAllowed, NotFound, Reason, Refused
from records import Collaborator, collaborators

from .happenings import event, happened
from .sending.notices import Notice, tell
from .subject import Subject, take

MOST = 12  # a record on which everybody works is nobody's


def add(work: Work, form_id: str, record: int, person: int) -> None:
    """Bring somebody in; they are told, and see it from now on."""
    subject = take(work, form_id, record)
    _require_host(work, subject)
    joining = _colleague(work, person)
    there = {one.person for one in collaborators.of_record(work.connection, form_id, record)}
    if joining.id in there or joining.id == subject.owner:
        raise AlreadyDone("flows.refused.collaborates", name=joining.name)
    if len(there) >= MOST:
        raise Refused("flows.refused.too_many_collaborators", n=MOST)
    row = Collaborator(form_id, record, joining.id, work.now, work.actor.person_id)
    id = collaborators.add(work.connection, row)
    happened(work, event(work, form_id, record, "collaborator_joined", person=joining.id))
    if joining.id != work.actor.person_id:
        why = Reason("flows.why.brought_in", {"name": work.actor.name})
        tell(work, [Notice(joining.id, "collaborating", form_id, record, f"collaborator:{id}", why=why)])


def end(work: Work, form_id: str, record: int, person: int) -> None:
    """End it: oneself, or whoever may bring people in."""
    subject = take(work, form_id, record)
    if person != work.actor.person_id:
        _require_host(work, subject)
    if not collaborators.end(work.connection, form_id, record, person, work.now, by=work.actor.person_id):
        raise AlreadyDone("flows.refused.collaborates_not")
    happened(work, event(work, form_id, record, "collaborator_left", person=person))


def settle(work: Work, form_id: str, record: int, wanted: Collection[int]) -> int:
    """Make it these and no others; returns how many came or went."""
    take(work, form_id, record)
    there = {one.person for one in collaborators.of_record(work.connection, form_id, record)}
    for person in sorted(set(wanted) - there):
        add(work, form_id, record, person)
    for person in sorted(there - set(wanted)):
        end(work, form_id, record, person)
    return len(there ^ set(wanted))


def collaborates(work: Work, form_id: str, record: int) -> bool:
    """Whether the actor works along on a record."""
    return work.actor.person_id in {one.person for one in collaborators.of_record(work.connection, form_id, record)}


def may_host(work: Work, subject: Subject) -> bool:
    """Whether the actor may bring people in: the owner, and who hands records out."""
    return allowed(work.actor, "assign", subject.form.id) or (
        subject.owner is not None and subject.owner == work.actor.person_id
    )


def _require_host(work: Work, subject: Subject) -> None:
    if not may_host(work, subject):
        raise NotAllowed("flows.refused.not_the_host")


def _colleague(work: Work, person: int) -> Person:
    found = people.find(work.connection, person)
    if found is None or not found.active:
        raise NotFound("routing.refused.unknown_person")
    return found


@VISIBILITY.register("collaborators")
def records_one_works_along_on(actor: Actor, form: str, table: Table) -> ColumnElement[bool] | None:
    """Whoever works along sees the record."""
    if actor.person_id is None:
        return None
    return table.c.id.in_(collaborators.records_of(form, actor.person_id))
