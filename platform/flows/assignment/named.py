"""Records that come in with their owner named, or with nobody for now: no rule is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts import Work, require

from ..crew import Crew
from ..entrance.aftermath import Aftermath
from ..routing import NOBODY, OWNER, Desk, RoutingDecision
from .handover import NAMED, Assigned, Handover, hand_out
from .manual import taker
from .staff import desk_of, routing_for

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """Whose a record is from the beginning; without an owner, somebody will be found for it later."""

    owner: int | None = None


def give_named(
    work: Work, form_id: str, rows: Sequence[tuple[Named, Values]], *, crew: Crew, aftermath: Aftermath
) -> list[Assigned]:
    """Hand out what comes in as it was named; whoever may assign may name."""
    if not rows:
        return []
    require(work, "assign", form_id)
    routing = routing_for(work, form_id)
    desk = desk_of(work, routing, crew)
    handovers = [_handover(work, desk, named, values) for named, values in rows]
    return hand_out(work, routing, handovers, staff=desk.staff, crew=crew, aftermath=aftermath)


def _handover(work: Work, desk: Desk, named: Named, values: Values) -> Handover:
    """Nobody is asked to accept: the work was theirs before it was written down here."""
    form = desk.router.routing.form
    owner = taker(work, desk, form, named.owner).id if named.owner is not None else None
    seen, to = desk.router.seen(values), NOBODY if owner is None else OWNER
    decision = RoutingDecision(desk.router.routing.id, to, owner=owner, seen=seen)
    desk.give(decision, values)
    return Handover(values["id"], NAMED, decision, values, accepted=owner is not None)
