"""Duplicates are found on entry and by a scan, merged with all that hangs on them, and taken apart again exactly."""

import pytest
from sqlalchemy import select

from accounts import NewPerson, people
from definitions import AlreadyDone, Refused
from flows import contacts, duplicates, intake
from forms import table_of
from records import duplicates as kept
from records import events, tables, tasks
from tests.flows.alike import DRIVER, LINKED, alike, merge, story, two
from tests.world import catalog_in

on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def world(database, now):
    """Orders that may be alike, and visits that link to them."""
    return alike(database, now)


def scan(world):
    with world.work(world.manager) as work:
        number = duplicates.begin_scan(work, "order")
    for _ in range(6):
        world.deliver()
    with world.work() as work:
        return kept.get_scan(work.connection, number)


def pairs(world):
    with world.work(world.manager) as work:
        return duplicates.pairs_of(work, "order")


def everything(world):
    """All rows of all that a merge may touch, but what only grows."""
    with world.work() as work:
        names = ("task", "timer", "stage_visit", "link", "collaborator", "stored_file")
        found = {}
        for name in names:
            table = tables.metadata.tables[name]
            passing = {"attempts", "lease_until", "due_at", "paused_at", "updated_at"}
            columns = [column for column in table.c if column.name not in passing]
            found[name] = texts(work, table, columns)
        table = table_of(work.catalog, "order")
        columns = [c for c in table.c if c.name not in ("version", "updated_at", "next_due_at")]
        found["order"] = texts(work, table, columns)
        return found


def texts(work, table, columns):
    return [tuple(map(str, row)) for row in work.connection.execute(select(*columns).order_by(table.c.id))]


def test_alike_enough_is_flagged_on_entry_with_why(world):
    world.submit(customer="恒锐精密机械有限公司", phone="13900002046")
    with world.work(world.manager) as work:
        came = intake.submit(work, "order", {"customer": "苏州恒锐精密机械", "phone": "13900002047"}, channel="page")
    [match] = came.duplicates
    assert (match.rule.id, match.score.points) == ("same_company", 90)
    assert world.row(came.record_id).duplicate_of == match.record


@on_sqlite
def test_many_at_once_find_each_other_too(world):
    rows = [{"customer": "恒锐精密机械"}, {"customer": "无锡恒锐精密机械有限公司"}, {"customer": "别家"}]
    with world.work(world.manager) as work:
        outcomes = intake.submit_many(work, "order", rows, channel="api")
    assert [len(one.duplicates) for one in outcomes] == [0, 1, 0]
    assert world.row(outcomes[1].record_id).duplicate_of == outcomes[0].record_id


@on_sqlite
def test_what_comes_in_may_be_put_into_what_is_there(world):
    first = world.submit(customer="恒锐精密机械有限公司", phone="13900002046")
    raw = {"customer": "恒锐精密机械", "phone": "13900002047", "need": "要三台"}
    with world.work() as work:
        came = intake.submit(work, "order", raw, channel="public", only=("customer", "phone", "need"))
    row = world.row(first)
    assert (came.record_id, came.merged) == (first, True)
    assert (row.f_need, row.f_phone) == ("要三台", "+8613900002046")
    with world.work() as work:
        [told] = [one for one in events.timeline(work.connection, "order", first) if one.kind == "merged_in"]
    assert told.data["values"]["phone"] == "+8613900002047"


def test_scan_finds_what_no_rule_had_seen(world):
    two(world)
    with world.work() as work:
        for name in ("match_key", "duplicate_pair"):
            work.connection.execute(tables.metadata.tables[name].delete())
    done = scan(world)
    assert (done.state, done.looked, done.found) == ("done", 2, 1)
    [row] = pairs(world)
    assert [reason.text("en") for reason in row.why] == ["same Customer, but for places and legal forms"]
    assert scan(world).found == 0


def test_pair_found_on_entry_waits_at_once_as_a_look_finds_it(world):
    first, second = two(world)
    [row] = pairs(world)
    assert (row.pair.one, row.pair.other) == (first, second)
    assert (scan(world).found, pairs(world)) == (0, (row,))


@on_sqlite
def test_pairs_among_many_at_once_wait_too(world):
    rows = [{"customer": "恒锐精密机械"}, {"customer": "无锡恒锐精密机械有限公司"}, {"customer": "别家"}]
    with world.work(world.manager) as work:
        one, other, _ = intake.submit_many(work, "order", rows, channel="import")
    assert [(row.pair.one, row.pair.other) for row in pairs(world)] == [(one.record_id, other.record_id)]


def test_pair_found_on_an_edit_waits_at_once(world):
    first = world.submit(customer="上海博华食品有限公司", phone="13900002046")
    second = world.submit(customer="恒锐精密机械", phone="13900002047")
    assert pairs(world) == ()
    with world.work() as work:
        intake.edit(work, "order", first, None, {"phone": "13900002047"})
    assert [(row.pair.one, row.pair.other) for row in pairs(world)] == [(first, second)]


@on_sqlite
def test_pair_called_different_is_flagged_but_asked_about_no_more(world):
    first, second = two(world)
    with world.work(world.manager) as work:
        duplicates.call_different(work, "order", first, second)
        intake.edit(work, "order", second, None, {"customer": "恒锐精密机械"})
    assert pairs(world) == ()


@on_sqlite
def test_pair_called_different_is_asked_about_no_more(world):
    first, second = two(world)
    scan(world)
    with world.work(world.manager) as work:
        duplicates.call_different(work, "order", first, second)
    scan(world)
    assert pairs(world) == ()


def test_merge_moves_everything_and_undo_brings_both_back(world):
    first, second = two(world)
    with world.work(world.manager) as work:
        said = {"way": "call", "outcome": "reached", "content": "quoted", "task": None}
        contacts.log(work, "order", second, **said)
    with world.work() as work:
        visit = intake.submit(work, "visit", {"note": "x", "order": second}, channel="page").record_id
    scan(world)
    before = everything(world)
    number = merge(world, first, second, amount="other")
    row = world.row(first)
    assert (row.f_code, float(row.f_amount), row.f_customer) == ("91320", 9, "恒锐精密机械有限公司")
    assert world.row(second).trashed_at is not None
    assert "contact_logged" in story(world, first)
    with world.work(world.manager) as work:
        assert {task.record for task in tasks.live_of(work.connection, "order", first)} == {first}
        assert tasks.live_of(work.connection, "order", second) == ()
        assert work.connection.execute(select(table_of(work.catalog, "visit").c.f_order)).scalar_one() == first
        assert duplicates.now_in(work, "order", second) == first
        assert duplicates.unmerge(work, number).left == ()
    assert everything(world) == before
    assert visit and "contact_logged" in story(world, second) and "contact_logged" not in story(world, first)
    assert len(pairs(world)) == 1


@on_sqlite
def test_undo_leaves_what_was_changed_since(world):
    first, second = two(world)
    number = merge(world, first, second)
    with world.work(world.manager) as work:
        intake.edit(work, "order", first, None, {"code": "changed"})
        done = duplicates.unmerge(work, number)
    assert (done.left, world.row(first).f_code) == (("code",), "changed")
    with pytest.raises(AlreadyDone), world.work(world.manager) as work:
        duplicates.unmerge(work, number)


@on_sqlite
def test_merged_record_is_not_restored_from_the_trash(world):
    first, second = two(world)
    merge(world, first, second)
    with pytest.raises(Refused) as refused, world.work(world.manager) as work:
        intake.restore(work, "order", second)
    assert refused.value.code == "merged_away"


@on_sqlite
def test_pairs_of_others_neither_count_nor_take_the_place_of_ones_own(world):
    two(world)
    scan(world)
    with world.work(world.lin) as work:
        hidden = select(table_of(work.catalog, "order").c.id).where(False)
        assert kept.open_pairs(work.connection, "order", hidden) == ()
    with world.work(world.manager) as work:
        assert len(duplicates.pairs_of(work, "order", limit=1)) == duplicates.count_of(work, "order") == 1
    with world.work() as work:
        away = people.add(work, NewPerson("bo", "Bo", "manager")).id
    with world.work(away) as work:
        assert (duplicates.pairs_of(work, "order"), duplicates.count_of(work, "order")) == ((), 0)


@on_sqlite
def test_merge_is_undone_although_a_field_is_gone(world):
    first, second = two(world)
    number = merge(world, first, second, code="other")
    lines = world.catalog.files["forms/order.yaml"].splitlines()
    fewer = "\n".join(line for line in lines if "id: code" not in line and "[code]" not in line)
    files = {"forms/order.yaml": fewer, "forms/visit.yaml": LINKED, "roles/driver.yaml": DRIVER}
    world.catalog = catalog_in("orders", **files)
    with world.work(world.manager) as work:
        assert duplicates.unmerge(work, number).left == ("code",)


def test_pair_that_is_no_longer_alike_goes_with_the_next_look(world):
    first, second = two(world)
    scan(world)
    assert [(row.pair.one, row.pair.other) for row in pairs(world)] == [(first, second)]
    with world.work() as work:
        intake.edit(work, "order", second, None, {"customer": "上海博华食品有限公司"})
    scan(world)
    assert pairs(world) == ()


def test_pair_says_why_it_is_one_today(world):
    _, second = two(world)
    scan(world)
    before = pairs(world)[0].pair.points
    with world.work() as work:
        intake.edit(work, "order", second, None, {"phone": "13900002046"})
    scan(world)
    assert pairs(world)[0].pair.points > before


@pytest.mark.parametrize("why", [[], [{"rule": "same_company", "points": 99, "enough": 80}]])
def test_pair_decided_while_a_look_goes_on_stays_decided(world, why):
    two(world)
    scan(world)
    with world.work(world.manager) as work:
        [read_before] = kept.open_portion(work.connection, "order", after=0, limit=1)
        duplicates.call_different(work, "order", read_before.one, read_before.other)
        kept.judge_again(work.connection, read_before, 99, why)
        now = kept.pair_of(work.connection, "order", read_before.one, read_before.other)
        assert (now.state, now.points, now.why) == (kept.DIFFERENT, read_before.points, read_before.why)
