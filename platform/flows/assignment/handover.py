"""A record changes hands: row, history, event, notice and timer, for one record or for thousands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts import Actor, Work
from definitions import LANGUAGES, Label, Reason
from forms import table_of
from records import AssignmentRow, Event, assignments, store, timers

from ..acceptance import ACCEPT
from ..clocks.retiming import follow_owners
from ..crew import Crew
from ..entrance.aftermath import Aftermath
from ..pausing import hold_what_began
from ..routing import NOBODY, OWNER, POOL, WAITING, Asked, Routing, RoutingDecision, Staff
from ..sending.notices import Notice, tell_grouped
from ..subject import Subject, again, look_many
from ..task_work.hands import follow_owner
from .deadlines import ASK_AGAIN, Deadlines
from .handed import Handover
from .idleness import RECYCLE

Values = Mapping[str, Any]

NAMED = "named"  # by whoever brought the record in
HANDED_BACK = "routing.back"  # under this is said to whom it went back

EVENTS = {how: how for how in ("claimed", "released", "escalated", "recycled")}
BY_DESTINATION = {OWNER: "assigned", POOL: "pooled", WAITING: "kept_waiting", NOBODY: "left_unassigned"}


@dataclass(frozen=True)
class Assigned:
    """What became of a record."""

    record: int
    to: str
    owner: int | None
    pool: str | None
    accept_by: datetime | None
    decision: RoutingDecision
    assignment: int | None = None
    warnings: tuple[Reason, ...] = ()
    act: int | None = None  # what takes it back


def hand_one_over(work: Work, subject: Subject, routing: Routing, handover: Handover, *, staff: Staff) -> Assigned:
    """One record that was there before: its open tasks go along with it."""
    assigned = hand_over(work, routing, [handover], staff=staff)[0]
    follow_owner(work, again(work, subject), assigned.owner, anew=_gives_time(work, handover))
    hold_what_began(work, subject)
    return assigned


def hand_many_over(
    work: Work, subjects: Mapping[int, Subject], routing: Routing, handovers: Sequence[Handover], *, staff: Staff
) -> list[Assigned]:
    """The same for many records: each table is written once, and then each record's tasks go along."""
    assigned = hand_over(work, routing, handovers, staff=staff)
    after = look_many(work.as_system(), routing.form, [one.record for one in assigned])
    for one, handover in zip(assigned, handovers, strict=True):
        follow_owner(work, after[one.record], one.owner, anew=_gives_time(work, handover))
        hold_what_began(work, subjects[one.record])
    return assigned


def hand_over(
    work: Work, routing: Routing, handovers: Sequence[Handover], *, staff: Staff, crew: Crew | None = None
) -> list[Assigned]:
    """Records that are there change hands: everything is written down."""
    if not handovers:
        return []
    due = Deadlines(work, routing, handovers, crew or Crew(work))
    table = table_of(work.catalog, routing.form)
    rows = [{"id": one.record, **owner_columns(work, one, staff, due(one))} for one in handovers]
    store.update_many(work.connection, table, rows)
    kept = assignments.add_many(work.connection, _rows(work, routing, handovers, staff, due))
    clocks = [ACCEPT, ASK_AGAIN, RECYCLE]
    timers.cancel_of_many(work.connection, routing.form, [one.record for one in handovers], work.now, kinds=clocks)
    follows = _follow(work, routing, handovers, kept, due)
    follows.write(work)
    follow_owners(work, routing.form, {one.record: one.decision.owner for one in handovers})
    _tell(work, routing, handovers, kept, staff)
    return _all_assigned(handovers, kept, due)


def hand_out(
    work: Work, routing: Routing, handovers: Sequence[Handover], *, staff: Staff, crew: Crew, aftermath: Aftermath
) -> list[Assigned]:
    """The same for records that come in: nobody had them, and their rows are yet to be written, by the caller."""
    due = Deadlines(work, routing, handovers, crew)
    kept = assignments.add_first(work.connection, _rows(work, routing, handovers, staff, due))
    follows = _follow(work, routing, handovers, kept, due)
    aftermath.events.extend(follows.events)
    aftermath.timers.extend(follows.timers)
    _tell(work, routing, handovers, kept, staff)
    return _all_assigned(handovers, kept, due)


def _gives_time(work: Work, one: Handover) -> bool:
    """Whoever passes on what is their own gives its clock along, and what is taken back has the time it had."""
    own = one.how in ("manual", "released") and one.previous_owner == work.actor.person_id
    return one.how != "undone" and not own


def owner_columns(work: Work, one: Handover, staff: Staff, accept_by: datetime | None) -> dict[str, Any]:
    """What the record's own row keeps of it."""
    owner = one.decision.owner
    return {
        "owner": owner,
        "team": staff.team_ids.get(owner) if owner is not None else None,
        "pool": one.decision.pool,
        "assigned_at": work.now,
        "accept_by": accept_by,
        "accepted_at": work.now if one.accepted else None,
    }


def _rows(
    work: Work, routing: Routing, handovers: Sequence[Handover], staff: Staff, due: Deadlines
) -> list[AssignmentRow]:
    return [_row(work, routing, one, staff, due(one)) for one in handovers]


def _row(work: Work, routing: Routing, one: Handover, staff: Staff, accept_by: datetime | None) -> AssignmentRow:
    decision = one.decision
    return AssignmentRow(
        form=routing.form,
        record=one.record,
        how=one.how,
        at=work.now,
        owner=decision.owner,
        team=staff.team_ids.get(decision.owner) if decision.owner is not None else None,
        pool=decision.pool,
        previous_owner=one.previous_owner,
        routing=decision.routing,
        rule=decision.rule,
        strategy=decision.strategy,
        decision={**decision.as_json(), **one.more},
        actor=work.actor.person_id,
        revision=work.catalog.revision,
        accept_by=accept_by,
        accepted_at=work.now if one.accepted else None,
        reason=one.more.get("reason"),
        grade=one.before.get("grade"),
        from_pool=one.more.get("from_pool"),
        batch=one.batch,
    )


def _follow(
    work: Work, routing: Routing, handovers: Sequence[Handover], kept: Sequence[int], due: Deadlines
) -> Aftermath:
    """The events of the hand-overs, and the clocks of those who have to accept."""
    form, revision, actor = routing.form, work.catalog.revision, work.actor.person_id
    follows = Aftermath()
    for one, id in zip(handovers, kept, strict=True):
        follows.events.append(
            Event(form, one.record, _kind(one), work.now, actor, data=_data(one, id), revision=revision)
        )
        follows.timers.extend(due.timers(one, id))
    return follows


def _kind(one: Handover) -> str:
    if one.how in EVENTS:
        return EVENTS[one.how]
    return BY_DESTINATION[one.decision.to]


def _data(one: Handover, assignment: int) -> dict[str, Any]:
    decision = one.decision
    return {
        "assignment": assignment,
        "how": one.how,
        "owner": decision.owner,
        "pool": decision.pool,
        "rule": decision.rule,
        "previous_owner": one.previous_owner,
        "words": one.more.get("words"),
        **({"until": decision.until.isoformat()} if decision.until else {}),
    }


def _tell(work: Work, routing: Routing, handovers: Sequence[Handover], kept: Sequence[int], staff: Staff) -> None:
    hear = _Hearers(work, routing, staff)
    notices = [
        notice for one, id in zip(handovers, kept, strict=True) for notice in _notices(work, routing, one, id, hear)
    ]
    tell_grouped(work, notices, cause=f"{routing.id}:{int(work.now.timestamp())}")


class _Hearers:
    """Who hears of records that nobody in particular got; found once for many."""

    def __init__(self, work: Work, routing: Routing, staff: Staff) -> None:
        self._work, self._routing, self._staff = work, routing, staff
        self._found: dict[str | None, tuple[int, ...]] = {}

    def of(self, decision: RoutingDecision) -> tuple[int, ...]:
        """Who watches the pool; without one, whoever answers for the house."""
        if decision.pool not in self._found:
            pooled = decision.to == POOL
            self._found[decision.pool] = self._watching(decision.pool) if pooled else Crew(self._work).house
        return self._found[decision.pool]

    def _watching(self, id: str | None) -> tuple[int, ...]:
        pool = self._routing.pool(id)
        if pool is None or pool.watch is None:
            return ()
        watch = Asked(pool.watch)
        return tuple(person.id for person in self._staff.people if person.is_there and watch.means(person))


def _notices(work: Work, routing: Routing, one: Handover, assignment: int, hear: _Hearers) -> list[Notice]:
    decision, key, form = one.decision, f"assigned:{assignment}", routing.form
    if decision.to == OWNER:
        if decision.owner == work.actor.person_id:
            return []
        notify, why = routing.notify, short_reason(routing, one, work.actor)
        by = work.now.timestamp() + notify.within.seconds if notify and notify.within else None
        message = notify.message if notify else None
        return [Notice(decision.owner, "assigned", form, one.record, key, message, why, params={"by": by})]
    if decision.to == WAITING or one.how == NAMED:  # whoever left it with nobody knows
        return []
    kind = "pooled" if decision.to == POOL else "unassigned"
    lost = [one.previous_owner] if one.how == "recycled" and one.previous_owner is not None else []
    told = {**dict.fromkeys(hear.of(decision), kind), **dict.fromkeys(lost, "recycled")}
    return [
        Notice(person, kind, form, one.record, f"{key}:{person}", why=decision.reason)
        for person, kind in told.items()
        if person != work.actor.person_id
    ]


def short_reason(routing: Routing, one: Handover, by: Actor) -> Reason:
    """Why this person, in one sentence: for the notice; `by` is who handed it over, where somebody did."""
    rule = routing.rule(one.decision.rule)
    if one.decision.reason is not None or rule is None:
        name = Label.of({language: by.label(language) for language in LANGUAGES})
        if (reason := one.decision.reason) is not None and reason.code.startswith(HANDED_BACK):
            return Reason("routing.why.refused", {"name": name, "words": Label.of(one.more["words"])})
        if one.how == "manual" and (words := one.more.get("words")):
            return one.decision.reason or Reason("routing.why.manual_words", {"name": name, "words": words})
        return one.decision.reason or Reason(f"routing.how.{one.how}", {"name": name})
    return Reason("routing.because_rule", {"rule": rule.label})


def _all_assigned(handovers: Sequence[Handover], kept: Sequence[int], due: Deadlines) -> list[Assigned]:
    return [_assigned(one, due(one), id) for one, id in zip(handovers, kept, strict=True)]


def _assigned(one: Handover, accept_by: datetime | None, assignment: int) -> Assigned:
    decision = one.decision
    warnings = tuple([Reason.from_json(warning) for warning in one.more.get("warnings", ())])
    at = (decision.to, decision.owner, decision.pool, accept_by)
    return Assigned(one.record, *at, decision, assignment, warnings, one.batch)
