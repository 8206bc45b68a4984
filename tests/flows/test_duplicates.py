"""Duplicates are found on entry and by a scan, merged with all that hangs on them, and taken apart again exactly."""

import pytest
from sqlalchemy import select

from accounts import NewPerson, people
from definitions import AlreadyDone, Refused
from flows import contacts, duplicates, intake, look, trash
from flows.linking import linked_to
from forms import Invalid, table_of
from records import duplicates as kept
from records import events, links, tables, tasks
from tests.world import CONFIGS, World, catalog_in

RULE = """
  - id: same_company
    label: {zh: 同一家公司, en: Same company}
    enough: 80
    do: {public: merge, else: flag}
    alike: [{field: customer, as: company, points: 90}, {field: phone, points: 80}]
"""
LINKED = """
kind: form
id: visit
label: Visit
title: note
fields:
  - {id: note, type: text}
  - {id: order, type: record_link, form: order}
  - {id: orders, type: record_links, form: order}
"""
DRIVER = "kind: role\nid: driver\nlabel: Driver\nforms: {visit: {see: all, do: all}}\n"
on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def world(database, now):
    """The company with the orders, which may be alike, and visits that link to them."""
    form = (CONFIGS / "orders" / "forms" / "order.yaml").read_text("utf-8")
    form = form.replace("  - {id: same_phone, match: [phone], do: flag}\n", RULE.lstrip("\n"))
    files = {"forms/order.yaml": form, "forms/visit.yaml": LINKED, "roles/driver.yaml": DRIVER}
    return World(database, now, catalog_in("orders", **files))


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


def two(world):
    first = world.submit(world.lin, customer="恒锐精密机械有限公司", phone="13900002046", amount=5)
    second = world.submit(world.lin, customer="苏州恒锐精密机械", phone="13900002047", code="91320", amount=9)
    return first, second


def merge(world, first, second, **chosen):
    with world.work(world.manager) as work:
        return duplicates.merge(work, "order", first, second, chosen)


def story(world, record):
    with world.work() as work:
        return [event.kind for event in events.timeline(work.connection, "order", record)]


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
        work.connection.execute(tables.metadata.tables["match_key"].delete())
    done = scan(world)
    assert (done.state, done.looked, done.found) == ("done", 2, 1)
    [row] = pairs(world)
    assert [reason.text("en") for reason in row.why] == ["same Customer, but for places and legal forms"]
    assert scan(world).found == 0


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


LINKING = RULE.replace("do: {public: merge, else: flag}", "do: {api: flag, else: link}")


@pytest.fixture
def linking(database, now):
    """The same company, where orders of one customer belong together and are several."""
    form = (CONFIGS / "orders" / "forms" / "order.yaml").read_text("utf-8")
    form = form.replace("  - {id: same_phone, match: [phone], do: flag}\n", LINKING.lstrip("\n"))
    return World(database, now, catalog_in("orders", **{"forms/order.yaml": form}))


def linked(world, record):
    with world.work() as work:
        return [(one.record, one.kind, one.name.text("zh")) for one in linked_to(work, look(work, "order", record))]


def test_what_belongs_together_is_linked_and_nobody_is_alarmed(linking):
    first, second = two(linking)
    assert linked(linking, second) == [(first, "same", "同一家公司")]
    assert linked(linking, first) == [(second, "same", "同一家公司")]
    assert linking.row(second).duplicate_of is None
    assert "duplicate_found" not in story(linking, second)
    assert "duplicate_linked" in story(linking, second) and "duplicate_linked" in story(linking, first)


@on_sqlite
def test_many_that_come_at_once_are_linked_as_well(linking):
    rows = [{"customer": "恒锐精密机械"}, {"customer": "无锡恒锐精密机械有限公司"}]
    with linking.work(linking.manager) as work:
        first, second = (one.record_id for one in intake.submit_many(work, "order", rows, channel="page"))
    assert linked(linking, second) == [(first, "same", "同一家公司")]


@on_sqlite
def test_record_edited_until_it_matches_is_linked_once(linking):
    first, second = (linking.submit(linking.lin, customer=name) for name in ("恒锐精密机械", "远景"))
    for name in ("无锡恒锐精密机械", "远景", "无锡恒锐精密机械"):
        with linking.work(linking.manager) as work:
            intake.edit(work, "order", second, None, {"customer": name})
    assert linked(linking, second) == [(first, "same", "同一家公司")]


def test_two_that_are_edited_at_once_until_they_match_are_linked_once(linking, monkeypatch):
    first, second = two(linking)
    monkeypatch.setattr(links, "made", lambda connection, keys: frozenset())
    with linking.work(linking.manager) as work:
        intake.edit(work, "order", first, None, {"customer": "无锡恒锐精密机械"})
    assert linked(linking, first) == [(second, "same", "同一家公司")]


@on_sqlite
def test_two_that_were_linked_and_merged_have_no_link_to_themselves(linking):
    first, second = two(linking)
    merge(linking, first, second)
    with linking.work() as work:
        rows = links.of_record(work.connection, "order", first)
    assert rows and not [row for row in rows if row.record == row.other_record]


def visits(world, orders):
    with world.work() as work:
        return intake.submit(work, "visit", {"note": "x", "orders": orders}, channel="page").record_id


def orders_of(world, visit):
    with world.work() as work:
        return look(work, "visit", visit).values["orders"]


def test_links_to_several_follow_a_merge_and_come_back(world):
    first, second = two(world)
    third = world.submit(world.lin, customer="远景", phone="13900002048")
    places = [[third, second], [second, first], [third]]
    stood = [tuple(map(str, one)) for one in places]
    three = [visits(world, one) for one in places]
    number = merge(world, first, second)
    one, other = str(first), str(third)
    assert [orders_of(world, visit) for visit in three] == [(other, one), (one,), (other,)]
    with world.work(world.manager) as work:
        duplicates.unmerge(work, number)
    assert [orders_of(world, visit) for visit in three] == stood


@on_sqlite
def test_links_that_somebody_changed_since_keep_what_they_chose(world):
    first, second = two(world)
    third = world.submit(world.lin, customer="远景", phone="13900002048")
    visit = visits(world, [second])
    number = merge(world, first, second)
    with world.work() as work:
        intake.edit(work, "visit", visit, None, {"orders": [third, first]})
    with world.work(world.manager) as work:
        duplicates.unmerge(work, number)
    assert orders_of(world, visit) == (str(third), str(second))


@on_sqlite
def test_link_to_a_third_record_in_the_trash_holds_up_no_merge(world):
    first, second = two(world)
    third = world.submit(world.lin, customer="远景", phone="13900002048")
    visit = visits(world, [third, second])
    with world.work(world.manager) as work:
        trash.trash(work, "order", third)
    number = merge(world, first, second)
    assert orders_of(world, visit) == (str(third), str(first))
    with world.work(world.manager) as work:
        duplicates.unmerge(work, number)
    assert orders_of(world, visit) == (str(third), str(second))
    other = visits(world, [second])
    with world.work() as work, pytest.raises(Invalid):
        intake.edit(work, "visit", other, None, {"orders": [second, third]})


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
