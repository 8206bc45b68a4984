"""What is stored beside a decision is enough to decide again, and gives the same."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows import assignment, grading
from flows.routing import STRATEGIES, Choice, Ranked, Rotation, Workload
from flows.stored import house_env, restored
from records import assignments, grades
from tests.flows.workshop import BANDS, POOL, Workshop

CARD = (
    """
groups:
  - id: harm
    cap: 70
    rows:
      - {id: stopped, when: "stopped and broke_on >= today() - 3d", points: 40}
      - {id: loss, when: "loss > 0", points: "loss / 700"}
      - {id: signs, when: "any_of(signs, ['smoke', 'leak'])", points: 25}
      - {id: share, points: "share * 30"}
urgent: [{id: late, when: "seen_at < now - 2h"}]
"""
    + BANDS
)
ROUTING = "rules: [{id: all, who: {role: fitter}, how: HOW, limits: {open: 4}}]" + POOL
TICKETS = st.fixed_dictionaries(
    {
        "stopped": st.sampled_from([None, True, False]),
        "loss": st.one_of(st.none(), st.decimals(0, 90000, places=2)),
        "share": st.one_of(st.none(), st.decimals(0, 1, places=4)),
        "signs": st.sampled_from([None, ("smoke",), ("noise", "leak")]),
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(TICKETS)
def test_values_seen_give_the_grade_again(shop: Workshop, values: dict):
    record = shop.ticket(**values, broke_on=shop.work.now.date(), seen_at=shop.work.now)
    grading.grade_record(shop.work, "ticket", record)
    stored = grades.latest(shop.connection, "ticket", record)
    card = grading.scorecard_of(shop.work, "ticket")
    seen = restored(stored.reasons["seen"], shop.scope)
    again = grading.grade(card, seen, house_env(shop.work))
    assert (again.score, again.band, again.is_urgent) == (stored.score, stored.band, stored.urgent)
    assert again.reasons == grading.restored_grade(card, stored, shop.scope).reasons


@pytest.fixture
def shop(open_shop) -> Workshop:
    return open_shop(card=CARD)


WRITTEN = {"best_match": "{strategy: best_match, criteria: [{measure: load}, {measure: attribute, person: weight}]}"}


@pytest.mark.parametrize("how", STRATEGIES.names())
def test_candidates_kept_give_the_owner_again(open_shop, how: str):
    shop = open_shop(routing=ROUTING.replace("HOW", WRITTEN.get(how, how)))
    for number in range(4):
        shop.hire(f"p{number}", attributes={"weight": number + 1})
    for _ in range(12):
        record = shop.ticket()
        assignment.route_record(shop.work, "ticket", record)
        kept = assignments.current(shop.connection, "ticket", record)
        candidates = [Ranked(*stored) for stored in kept.decision["candidates"]]
        assert chosen_again(shop, how, candidates) == kept.owner


def chosen_again(shop: Workshop, how: str, candidates: list[Ranked]) -> int:
    """Whom the strategy chooses from what was stored."""
    people = {person.id: person for person in assignment.staff_of(shop.work).people}
    turns = {one.person: one.turn for one in candidates if one.turn}
    workload = Workload({one.person: one.open for one in candidates}, {one.person: one.today for one in candidates})
    meant = [people[one.person] for one in candidates]
    rule = assignment.routing_of(shop.work, "ticket").rules[0]
    choice = Choice(meant, Rotation(turns), workload, rule.how.options, rule.limits)
    return STRATEGIES.get(how)().order(choice)[0].person


def test_exact_numbers_come_back_exactly(shop: Workshop):
    assert restored({"loss": 1234.56, "units": 3.0}, shop.scope) == {"loss": Decimal("1234.56"), "units": 3}
