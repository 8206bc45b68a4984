"""A past period is lived again under other rules and compared with what happened; nothing is written."""

from collections import Counter
from datetime import timedelta

import pytest

from accounts import SYSTEM, absences, actor_of
from definitions import NotAllowed, Refused
from flows import assignment, backtest, intake, stages
from records import tables
from tests.flows.workshop import POOL, Workshop, catalog_of
from tests.world import CONFIGS, World, catalog_in

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
EVERYBODY = "rules: [{id: all, who: {role: rep}, limits: {open: 1000}}]"
HEAD = "kind: routing\nid: order_routing\nform: order\nlabel: {zh: 派单, en: Orders}\n"
SHELF = "\nelse: {pool: shelf}\npools: [{id: shelf, label: {zh: 公海, en: Shelf}, who: {role: rep}}]\n"


def lived(world: World, amounts=(None,) * 6, *, apart: timedelta = HOUR) -> list[int]:
    """Orders that come in one after the other."""
    found = []
    for n, amount in enumerate(amounts):
        worth = {"amount": amount} if amount else {}
        found.append(world.submit(phone=f"138001380{n:02}", customer=f"客户 {n}", **worth))
        world.now += apart
    return found


def again(world: World, routing: str = "", *, card: str = "", since=None, **more) -> backtest.Backtest:
    changed = {"routing/order_routing.yaml": HEAD + routing + SHELF} if routing else {}
    if card:
        changed["grading/order_card.yaml"] = card
    draft = backtest.Draft.of(catalog_in("orders", **changed), world.form, regrade=bool(card))
    with world.work() as work:
        return backtest.backtest(work, draft, since or world.now - 30 * DAY, world.now + DAY, **more)


def would(found: backtest.Backtest) -> dict[int | None, int]:
    return {row.person: row.would.n for row in found.rows}


def everything(world: World) -> dict[str, list]:
    from forms import table_of

    with world.work() as work:
        named = {**tables.metadata.tables, "r_order": table_of(world.catalog, world.form)}
        return {name: work.connection.execute(table.select()).all() for name, table in named.items()}


def test_the_same_rules_give_the_same(world: World):
    lived(world)
    found = again(world)
    assert (found.records, found.moved) == (6, 0)
    assert {row.person: row.was.n for row in found.rows} == would(found)


def test_nothing_is_written(world: World):
    lived(world)
    before = everything(world)
    again(world, "rules: [{id: one, who: {people: [lin]}}]")
    assert everything(world) == before


def test_it_is_read_from_a_snapshot_alone(world: World):
    lived(world)
    draft = backtest.Draft.of(world.catalog, world.form)
    from accounts import Work

    with world.database.reading() as connection:
        work = Work(connection, world.catalog, SYSTEM, world.now)
        assert backtest.backtest(work, draft, world.now - DAY, world.now).records == 6


def test_what_would_go_elsewhere_is_named(world: World):
    records = lived(world)
    found = again(world, "rules: [{id: one, who: {people: [lin]}}]")
    assert would(found) == {world.lin: 6, world.zhao: 0}
    theirs = [record for record in records if world.row(record).owner == world.zhao]
    assert [one.record for one in found.elsewhere] == theirs
    assert {(one.was_owner, one.owner, one.rule) for one in found.elsewhere} == {(world.zhao, world.lin, "one")}


def test_limits_hold_and_what_is_over_makes_room(world: World):
    records = lived(world, (None,) * 3)
    with world.work(world.row(records[0]).owner) as work:
        stages.advance(work, world.form, records[0], "lost", answers={"lost_reason": "贵"})
    world.passes(hours=1)
    lived(world, (None,) * 2)
    found = again(world, "rules: [{id: one, who: {people: [lin]}, limits: {open: 2}}]")
    # The third finds Lin full; when the first is lost there is room for one more.
    assert would(found) == {world.lin: 3, world.zhao: 0, None: 2}
    assert next(row.peak for row in found.rows if row.person == world.lin) == 2


def test_an_hour_is_counted_as_it_was(world: World):
    lived(world, (None,) * 6, apart=timedelta(minutes=20))
    found = again(world, "rules: [{id: one, who: {people: [lin]}, limits: {per_hour: 2}}]")
    assert would(found)[world.lin] == 4


def test_who_was_away_then_is_left_out(world: World):
    with world.work() as work:
        absences.add(work, world.lin, world.now.date(), world.now.date())
    lived(world, (None,) * 3, apart=DAY)
    found = again(world, EVERYBODY)
    assert would(found) == {world.lin: 1, world.zhao: 2}


def test_a_wait_ends_in_its_time(world: World):
    lived(world, (None,) * 2, apart=timedelta(minutes=1))
    rule = "{id: one, who: {people: [lin]}, limits: {per_hour: 1}, else: {wait: 2 hours}}"
    found = again(world, f"rules: [{rule}]")
    assert (would(found)[world.lin], found.waited) == (2, 1)


def test_values_count_as_they_came_in(world: World):
    [record] = lived(world, (900_000,))
    with world.work(world.row(record).owner) as work:
        intake.edit(work, world.form, record, None, {"amount": 5})
    found = again(world, "rules: [{id: big, when: 'amount > 1000', who: {people: [zhao]}}]")
    assert would(found)[world.zhao] == 1


def test_grades_are_made_anew_by_a_draft(world: World):
    lived(world, (1_000, 600_000))
    text = (CONFIGS / "orders" / "grading" / "order_card.yaml").read_text("utf-8")
    found = again(world, card=text.replace("amount >= 500000", "amount >= 500"))
    assert (found.was.grades, found.would.grades) == (Counter(C=1, A=1), Counter(A=2))


def test_grades_stay_as_they_were_otherwise(world: World):
    lived(world, (1_000, 600_000))
    assert again(world, EVERYBODY).would.grades == Counter(C=1, A=1)


def test_what_people_had_before_weighs(world: World):
    earlier = lived(world, (None,) * 2)
    world.passes(days=3)
    lived(world, (None,) * 2)
    one = "rules: [{id: one, who: {people: [lin]}, limits: {open: 2}}, {id: two, who: {people: [zhao]}}]"
    found = again(world, one, since=world.now - DAY)
    assert {world.row(record).owner for record in earlier} == {world.lin, world.zhao}
    assert would(found) == {world.lin: 1, world.zhao: 1}


def test_kin_are_those_of_the_time(world: World):
    for phone in ("13800138001", "13800138002", "13800138003"):
        world.submit(customer="同一家", phone=phone)
        world.passes(hours=1)
    kin = "{id: kin, who: {owner_of: {same: [customer]}}}"
    found = again(world, f"rules: [{kin}, {{id: all, who: {{role: rep}}}}]")
    assert sorted(would(found).values()) == [0, 3]
    assert found.by_rule == {"all": 1, "kin": 2}


def test_wins_are_expected_by_what_each_makes_of_a_grade(open_shop):
    shop = expecting(open_shop, won=30, lost=10)
    found = lived_again(shop, "rules: [{id: ann, who: {people: [ann]}}]")
    ann = next(row for row in found.rows if row.person == shop.id("ann"))
    assert (ann.would.decided, ann.was.wins) == (40, 30)
    assert ann.would.wins == pytest.approx(40 * 0.75, abs=0.5)


def test_few_cases_expect_the_average(open_shop):
    shop = expecting(open_shop, won=30, lost=10)
    found = lived_again(shop, "rules: [{id: bo, who: {people: [bo]}}]")
    bo = next(row for row in found.rows if row.person == shop.id("bo"))
    assert bo.would.win_rate == pytest.approx(0.75)


def expecting(open_shop, *, won: int, lost: int) -> Workshop:
    """Records of one grade that Ann won and lost."""
    shop = open_shop(routing="rules: [{id: all, who: {role: fitter}}]" + POOL)
    shop.hire("ann")
    shop.hire("bo")
    row = {"grade": "B", "closed_at": shop.work.now + HOUR, "owner": shop.id("ann")}
    records = shop.tickets([{**row, "outcome": "won"}] * won + [{**row, "outcome": "lost"}] * lost)
    for record in records:
        from records import AssignmentRow, assignments

        given = AssignmentRow("ticket", record, "routed", shop.work.now, shop.id("ann"), grade="B")
        assignments.add(shop.connection, given)
    return shop


def lived_again(shop: Workshop, routing: str) -> backtest.Backtest:
    draft = backtest.Draft.of(catalog_of(routing=routing + POOL), "ticket")
    later = shop.work.at(shop.work.now + 2 * DAY)
    return backtest.backtest(later, draft, shop.work.now - DAY, later.now)


def test_a_time_that_ends_before_it_begins_is_refused(world: World):
    with world.work() as work, pytest.raises(Refused, match="end after"):
        backtest.backtest(work, backtest.Draft.of(world.catalog, world.form), world.now, world.now)


def test_who_configures_nothing_tries_nothing(world: World):
    with world.work() as work:
        rep = work.as_actor(actor_of(work.connection, world.catalog, world.lin))
        with pytest.raises(NotAllowed):
            backtest.backtest(rep, backtest.Draft.of(world.catalog, world.form), world.now - DAY, world.now)


def test_turns_that_fall_otherwise_are_not_the_drafts_doing(world: World):
    """The rules are the same; only who begins is not."""
    lived(world, (None,))
    world.now += 40 * DAY
    lived(world, (None,) * 2)
    found = again(world)
    assert found.moved == 2 and found.by_draft == 0
    assert "0 by the draft" in backtest.sentence(found, "en")


def test_the_sentence_says_what_it_comes_to(world: World):
    lived(world)
    found = again(world, "rules: [{id: one, who: {people: [lin]}}]")
    assert backtest.sentence(found, "en").startswith("Of 6, 3 would have gone to somebody else;")


def test_both_ways_of_looking_are_the_same_desk(world: World):
    """What the backtest decides for the newest record is what the desk would decide for it now."""
    lived(world, (None,) * 3)
    found = again(world)
    with world.work() as work:
        routing = assignment.routing_of(work, world.form)
        next_one = assignment.desk_to_look(work, routing).decide({}).owner
    last = max((row for row in found.rows if row.person is not None), key=lambda row: row.would.n)
    assert next_one is not None and next_one != last.person
