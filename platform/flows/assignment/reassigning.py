"""Many records change hands in one act: seen before it is done, done through the same door, and taken back as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from accounts import Work, allowed, require
from definitions import AlreadyDone, NotFound, Reason, Refused
from records import Reassignment, assignments, reassignments

from ..routing import Candidate, Desk, RoutingDecision
from ..sending.notices import Notice, tell_grouped
from ..subject import Subject, look_many
from .handover import Handover, hand_many_over
from .in_hand import before_of, by_hand, clean
from .manual import limits_for, taker, warnings_about
from .staff import desk_of, desk_to_look, keep_turns, routing_for

MOST = 10_000


@dataclass(frozen=True)
class Target:
    """To one person, into one pool, or, where neither is named, to whomever the rules choose for each."""

    person: int | None = None
    pool: str | None = None

    @property
    def is_spread(self) -> bool:
        return self.person is None and self.pool is None

    def as_json(self) -> dict[str, Any]:
        return {"person": self.person, "pool": self.pool}


@dataclass(frozen=True)
class Part:
    """Some records of one form, and where they go."""

    form: str
    records: Sequence[int]
    to: Target


@dataclass(frozen=True)
class Left:
    """A record that stays where it is, and why."""

    form: str
    record: int
    title: str
    why: Reason


@dataclass(frozen=True)
class Share:
    """What one person or one pool gets: how many, what they hold before, and what speaks against it."""

    person: int | None
    pool: str | None
    n: int
    open: int = 0
    cap: int | None = None
    away_until: datetime | None = None
    paused: bool = False

    @property
    def after(self) -> int:
        return self.open + self.n

    @property
    def is_over(self) -> bool:
        return self.cap is not None and self.after > self.cap


@dataclass(frozen=True)
class Foreseen:
    """What an act would come to."""

    shares: tuple[Share, ...]
    left: tuple[Left, ...]
    records: int


@dataclass(frozen=True)
class Reassigned:
    """What an act came to; `id` takes it back."""

    id: int
    records: int
    shares: tuple[Share, ...]
    left: tuple[Left, ...]


def foresee(work: Work, parts: Sequence[Part]) -> Foreseen:
    """Who would get how many, with their caps and leave; nothing is written."""
    shares: list[Share] = []
    left: list[Left] = []
    for part in parts:
        chosen = _choose(work, part, look_many(work, part.form, part.records[:MOST]), _desk(work, part, lock=False))
        shares += chosen.shares
        left += chosen.left
    merged = _merged(shares)
    return Foreseen(merged, tuple(left), sum(share.n for share in merged))


def reassign(work: Work, parts: Sequence[Part], *, words: str = "", person: int | None = None) -> Reassigned:
    """Do it, as one act; `person` is whose records they are where somebody leaves."""
    said = clean(words)
    plan = [{"form": part.form, "to": part.to.as_json(), "n": len(part.records)} for part in parts]
    row = Reassignment(work.now, work.actor.person_id, person, said, plan)
    batch, shares, left = reassignments.begin(work.connection, row), [], []
    for part in parts:
        # Records first and then the desk: whoever claims or refuses one of them takes them in the same order.
        subjects = look_many(work, part.form, part.records[:MOST], lock=True)
        chosen = _choose(work, part, subjects, _desk(work, part, lock=True), words=said, batch=batch)
        keep_turns(work, chosen.desk)
        hand_many_over(work, subjects, chosen.desk.router.routing, chosen.handovers, staff=chosen.desk.staff)
        shares += chosen.shares
        left += chosen.left
    merged = _merged(shares)
    moved = sum(share.n for share in merged)
    reassignments.count(work.connection, batch, moved)
    return Reassigned(batch, moved, merged, tuple(left))


def undo(work: Work, id: int) -> tuple[int, tuple[Left, ...]]:
    """Take an act back: each record that nobody touched since goes where it was; returns how many, and what stays."""
    act = reassignments.get(work.connection, id)
    if act is None:
        raise NotFound()
    if not reassignments.take_back(work.connection, id, work.now, by=work.actor.person_id):
        raise AlreadyDone("routing.refused.undone")
    by_form: dict[str, dict[int, int]] = {}
    for row in reassignments.moved(work.connection, id):
        by_form.setdefault(row.form, {})[row.record] = row.id
    done, left = 0, []
    for form, rows in by_form.items():
        own = act.actor == work.actor.person_id and allowed(work.actor, "transfer", form)
        if not own:
            require(work, "assign", form)
        # Whoever handed over what was theirs need not see it any more to have it back.
        subjects = look_many(work.as_system() if own else work, form, rows, lock=True)
        desk = desk_of(work, routing_for(work, form))
        back, stays = _back(work, desk, subjects, form=form, rows=rows)
        if own and not allowed(work.actor, "assign", form):
            _tell(work, desk, form, back)
        done += len(back)
        left += stays
    return done, tuple(left)


@dataclass
class _Chosen:
    """Decisions over one part."""

    desk: Desk
    handovers: list[Handover] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def _desk(work: Work, part: Part, *, lock: bool) -> Desk:
    require(work, "assign", part.form)
    routing = routing_for(work, part.form)
    desk = (desk_of if lock else desk_to_look)(work, routing)
    if part.to.pool is not None and routing.pool(part.to.pool) is None:
        raise NotFound("routing.refused.unknown_pool", pool=part.to.pool)
    if part.to.is_spread and not routing.rules:
        raise Refused("routing.refused.no_rules")
    return desk


def _choose(
    work: Work, part: Part, subjects: Mapping[int, Subject], desk: Desk, *, words: str = "", batch: int | None = None
) -> _Chosen:
    chosen, before = _Chosen(desk), {}
    person = taker(work, desk, part.form, part.to.person) if part.to.person is not None else None
    refused = assignments.turned_down_by(work.connection, part.form, subjects, work.now) if part.to.is_spread else {}
    desk.standing.kin.expect([subject.values for subject in subjects.values()])
    for subject in subjects.values():
        why = _why_not(subject, part.to, person)
        if why is not None:
            chosen.left.append(Left(part.form, subject.id, subject.title, why))
            continue
        decision = _decide(desk, part.to, subject, refused.get(subject.id, frozenset()))
        if decision.owner is not None and decision.owner not in before:
            desk.standing.workload.know([decision.owner])
            before[decision.owner] = desk.standing.workload.open(decision.owner)
        handover = _handover(work, desk, subject, decision, person=person, words=words)
        chosen.handovers.append(replace(handover, batch=batch))
        desk.give(decision, subject.values)
    chosen.shares = _shares(desk, chosen.handovers, before)
    return chosen


def _why_not(subject: Subject, to: Target, person: Candidate | None) -> Reason | None:
    if person is not None and subject.owner == person.id:
        return Reason("routing.refused.has_it", {"name": person.name})
    if to.pool is not None and subject.row.pool == to.pool:
        return Reason("routing.refused.lies_there")
    return None


def _decide(desk: Desk, to: Target, subject: Subject, refused: frozenset[int]) -> RoutingDecision:
    if not to.is_spread:
        return by_hand(desk, subject, owner=to.person, pool=to.pool)
    but = refused | {subject.owner} if subject.owner is not None else refused
    return desk.decide(subject.values, but)


def _handover(
    work: Work, desk: Desk, subject: Subject, decision: RoutingDecision, *, person: Candidate | None, words: str
) -> Handover:
    mine = decision.owner is not None and decision.owner == work.actor.person_id
    by_hand_to = {"words": words}
    if person is not None:
        by_hand_to["warnings"] = [warning.as_json() for warning in warnings_about(desk, person)]
    spread = {"cause": {"what": "spread", "person": subject.owner, "words": words}, "words": words}
    asked = person is not None or decision.strategy is not None
    return Handover(
        subject.id,
        "passed_on" if _is_chosen_by_rules(decision) else "manual",
        decision,
        before_of(subject),
        must_accept=asked and not mine and subject.row.outcome == "open",  # what rests waits for nobody's yes
        accepted=mine,
        more=spread if _is_chosen_by_rules(decision) else by_hand_to,
    )


def _is_chosen_by_rules(decision: RoutingDecision) -> bool:
    """A person chose where neither a strategy nor the rules' last line did."""
    return decision.strategy is not None or decision.reason is not None


def _shares(desk: Desk, handovers: Sequence[Handover], before: Mapping[int, int]) -> list[Share]:
    counted = Counter((one.decision.owner, one.decision.pool) for one in handovers)
    return [_share(desk, owner, pool, n, before.get(owner, 0)) for (owner, pool), n in counted.items()]


def _share(desk: Desk, owner: int | None, pool: str | None, n: int, open: int) -> Share:
    if owner is None:
        return Share(None, pool, n)
    person = desk.staff.by_id[owner]
    cap = limits_for(desk, person).open
    return Share(owner, None, n, open, cap, person.away_until, person.paused)


def _merged(shares: Sequence[Share]) -> tuple[Share, ...]:
    """One share for each, whatever parts it comes from, the largest first."""
    found: dict[tuple[int | None, str | None], Share] = {}
    for share in shares:
        key = share.person, share.pool
        known = found.get(key)
        found[key] = replace(known, n=known.n + share.n) if known else share
    return tuple(sorted(found.values(), key=lambda share: -share.n))


def _back(
    work: Work, desk: Desk, subjects: Mapping[int, Subject], *, form: str, rows: Mapping[int, int]
) -> tuple[dict[int, int | None], list[Left]]:
    """Those that went back, each with whoever had it meanwhile, and those that stay."""
    current = assignments.current_of_many(work.connection, form, subjects)
    before = assignments.before_of(work.connection, form, {record: rows[record] for record in subjects})
    handovers, left = [], []
    for subject in subjects.values():
        held, earlier = current.get(subject.id), before.get(subject.id)
        why = _why_it_stays(desk, subject, held, earlier, act=rows[subject.id])
        if why is not None:
            left.append(Left(form, subject.id, subject.title, why))
            continue
        decision = by_hand(desk, subject, owner=earlier.owner, pool=earlier.pool)
        accepted = earlier.owner is not None and (earlier.accepted_at is not None or earlier.accept_by is None)
        handovers.append(
            Handover(
                subject.id, "undone", decision, before_of(subject),
                must_accept=earlier.owner is not None and not accepted, accepted=accepted,
            )
        )  # fmt: skip
    hand_many_over(work, subjects, desk.router.routing, handovers, staff=desk.staff)
    return {one.record: current[one.record].owner for one in handovers}, left


def _tell(work: Work, desk: Desk, form: str, back: Mapping[int, int | None]) -> None:
    """Whoever was told that a colleague's record goes to somebody hears that it went back: they, and the superior."""
    superior = desk.staff.superior_of(work.actor.person_id)
    why = Reason("routing.why.undone", {"name": work.actor.name})
    at = int(work.now.timestamp())
    notices = [
        Notice(person, "taken_back", form, record, f"taken_back:{record}:{person}:{at}", why=why)
        for record, meanwhile in back.items()
        for person in dict.fromkeys((meanwhile, superior.id if superior is not None else None))
        if person is not None and person != work.actor.person_id
    ]
    tell_grouped(work, notices, cause=f"taken_back:{form}:{work.actor.person_id}:{at}")


def _why_it_stays(desk: Desk, subject: Subject, held: Any, earlier: Any, *, act: int) -> Reason | None:
    if held is None or held.id != act:
        return Reason("routing.refused.moved_since")
    if held.owner is not None and held.accepted_at is not None and held.accepted_at > held.at:
        return Reason("routing.refused.accepted_since", {"name": desk.staff.by_id[held.owner].name})
    if earlier is None or (earlier.owner is None and earlier.pool is None):
        return Reason("routing.refused.nobody_before")
    if earlier.owner is not None and not desk.staff.by_id[earlier.owner].active:
        return Reason("routing.refused.left", {"name": desk.staff.by_id[earlier.owner].name})
    return None
