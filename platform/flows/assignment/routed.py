"""Records that the rules hand out: one, or thousands in one go with the same result."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from sqlalchemy import select

from accounts import Work
from forms import columns_of, record_values, table_of
from records import portions, store

from ..crew import Crew
from ..entrance.aftermath import Aftermath
from ..entrance.collecting import collecting_later
from ..noticed import facts_asked, facts_of, is_fact
from ..routing import DUPLICATE, Desk, Routing
from .handover import Assigned, Handover, hand_out, hand_over
from .in_hand import BEFORE
from .staff import desk_of, keep_turns, routing_of

Values = Mapping[str, Any]
NEEDED = ("number", DUPLICATE, *BEFORE)


def route_record(work: Work, form_id: str, record: int, values: Values | None = None) -> Assigned | None:
    """Gives one record to whoever the rules choose; `values` are its values where they are at hand.

    None where the form has no routing.
    """
    if values is None:
        values = record_values(store.lock(work.connection, table_of(work.catalog, form_id), record))
    return next(iter(route_many(work, form_id, [{**values, "id": record}])), None)


def route_many(work: Work, form_id: str, rows: Sequence[Values]) -> list[Assigned]:
    """The same for many records, in the order given; each has its `id` among its values."""
    return _route(work, form_id, _with_facts(work, form_id, rows), Crew(work), hand_over)


def route_these(work: Work, form_id: str, records: Sequence[int]) -> list[Assigned]:
    """The same for records that are there, in the order given: of each only what the rules ask for is read."""
    routing = routing_of(work, form_id)
    if routing is None or not records:
        return []
    return _route(work, form_id, _asked_of(work, routing, records), Crew(work), hand_over)


def route_new(work: Work, form_id: str, rows: Sequence[Values], *, crew: Crew, aftermath: Aftermath) -> list[Assigned]:
    """The same for records that come in; the caller has yet to write their rows and the aftermath."""
    return _route(work, form_id, rows, crew, partial(hand_out, aftermath=aftermath))


def _with_facts(work: Work, form_id: str, rows: Sequence[Values]) -> Sequence[Values]:
    """The values, with what rules ask of the trail."""
    asked = facts_asked(work.catalog, form_id)
    found = facts_of(work, form_id, [values["id"] for values in rows], asked) if asked else {}
    return [{**values, **found.get(values["id"], {})} for values in rows] if found else rows


def _asked_of(work: Work, routing: Routing, records: Sequence[int]) -> list[Values]:
    """The values that the rules of a routing and a hand-over ask for, held from now on."""
    table, known = table_of(work.catalog, routing.form), columns_of(work.catalog, routing.form)
    names = tuple(dict.fromkeys(("id", *NEEDED, *(name for name in routing.router.names if name in known))))
    columns = [table.c.id, *(known[name] if name in known else table.c[name] for name in names[1:])]
    found: dict[int, Values] = {}
    for part in portions(sorted(set(records))):
        held = select(*columns).where(table.c.id.in_(part)).order_by(table.c.id).with_for_update()
        found.update((row[0], dict(zip(names, row, strict=True))) for row in work.connection.execute(held))
    rows = [found[record] for record in records if record in found]
    asked = [name for name in routing.router.names if is_fact(name)]
    facts = facts_of(work, routing.form, list(found), asked) if asked else {}
    return [{**values, **facts.get(values["id"], {})} for values in rows] if facts else rows


def _route(
    work: Work, form_id: str, rows: Sequence[Values], crew: Crew, hand: Callable[..., list[Assigned]]
) -> list[Assigned]:
    routing = routing_of(work, form_id)
    if routing is None or not rows:
        return []
    desk = desk_of(work, routing, crew)
    desk.standing.kin.expect(rows)
    with collecting_later():
        handovers = [_handed_out(desk, values) for values in rows]
        keep_turns(work, desk)
        return hand(work, routing, handovers, staff=desk.staff, crew=crew)


def _handed_out(desk: Desk, values: Values) -> Handover:
    decision = desk.decide(values)
    desk.give(decision, values)
    return Handover(values["id"], "routed", decision, values, must_accept=decision.strategy is not None)
