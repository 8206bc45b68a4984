"""Links between records: made where two belong together, moved by a merge, and back at their places when undone."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from flows import duplicates, intake, look, trash
from flows.linking import linked_to
from forms import Invalid, record_values, side_table_of, table_of
from records import events, links, tables
from tests.flows.alike import LINKING, alike, merge, story, two
from tests.world import CONFIGS, World, catalog_in

on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def world(database, now):
    """Orders that may be alike, and visits that link to them."""
    return alike(database, now)


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


def stops(world, orders):
    rows = [{"place": f"stop {n}", "order": order} for n, order in enumerate(orders)]
    with world.work() as work:
        return intake.submit(work, "visit", {"note": "x", "stops": rows}, channel="page").record_id


def stops_of(world, visit):
    """What the value says, and what the rows beside it say."""
    with world.work() as work:
        told = [row["order"] for row in look_in_trash(work, visit)["stops"]]
        side = side_table_of(work.catalog, "visit", "stops")
        mine = select(side.c.f_order).where(side.c.record == visit).order_by(side.c.place)
        assert list(work.connection.scalars(mine)) == told
        return told


def look_in_trash(work, visit):
    table = table_of(work.catalog, "visit")
    return record_values(work.connection.execute(select(table).where(table.c.id == visit)).one())


def test_links_in_rows_follow_a_merge_and_come_back(world):
    first, second = two(world)
    visit = stops(world, [second, first, second])
    number = merge(world, first, second)
    assert stops_of(world, visit) == [first, first, first]
    with world.work(world.manager) as work:
        duplicates.unmerge(work, number)
    assert stops_of(world, visit) == [second, first, second]
    assert [one for one in story_of_visit(world, visit) if one != "visit"].count("edited") == 2


def story_of_visit(world, visit):
    with world.work() as work:
        return [event.kind for event in events.timeline(work.connection, "visit", visit)]


@on_sqlite
def test_rows_that_somebody_changed_since_stay_and_the_others_go_back(world):
    first, second = two(world)
    visit = stops(world, [second, second])
    number = merge(world, first, second)
    with world.work() as work:
        rows = [{"place": "elsewhere", "order": first}, {"place": "stop 1", "order": first}]
        intake.edit(work, "visit", visit, None, {"stops": rows})
    with world.work(world.manager) as work:
        duplicates.unmerge(work, number)
    assert stops_of(world, visit) == [first, second]


def test_links_of_records_in_the_trash_follow_and_come_back(world):
    first, second = two(world)
    visit, rows = visits(world, [second]), stops(world, [second])
    with world.work() as work:
        single = intake.submit(work, "visit", {"note": "y", "order": second}, channel="page").record_id
    with world.work(world.manager) as work:
        for one in (visit, rows, single):
            trash.trash(work.as_system(), "visit", one)
    number = merge(world, first, second)

    def linked_now():
        with world.work() as work:
            values = [look_in_trash(work, one) for one in (visit, rows, single)]
            return values[0]["orders"], values[1]["stops"][0]["order"], values[2]["order"]

    assert linked_now() == ((str(first),), first, first)
    with world.work(world.manager) as work:
        duplicates.unmerge(work, number)
    assert linked_now() == ((str(second),), second, second)


@on_sqlite
def test_link_comes_back_to_its_place_in_a_list_that_was_changed_since(world):
    first, second = two(world)
    third, fourth = (world.submit(world.lin, customer=name, phone=None) for name in ("远景", "近景"))
    visit = visits(world, [third, second, first])
    number = merge(world, first, second)
    with world.work() as work:
        intake.edit(work, "visit", visit, None, {"orders": [third, first, fourth]})
    with world.work(world.manager) as work:
        duplicates.unmerge(work, number)
    assert orders_of(world, visit) == tuple(map(str, (third, second, first, fourth)))


def test_one_linked_with_both_is_linked_once_with_what_they_became(linking):
    first, second = two(linking)
    third = linking.submit(linking.lin, customer="恒锐精密机械（苏州）", phone="13900002048")
    with linking.work() as work:
        other = links.LinkRow("order", third, links.SAME, "same_company", "order", second, "by hand", work.now)
        work.connection.execute(tables.metadata.tables["link"].delete())
        first_one = replace(other, other_record=first, key="by hand too")
        links.add_many(work.connection, [other, first_one])
    number = merge(linking, first, second)
    assert [record for record, *_ in linked(linking, third)] == [first]
    assert [record for record, *_ in linked(linking, first)] == [third]
    with linking.work(linking.manager) as work:
        duplicates.unmerge(work, number)
    assert sorted(record for record, *_ in linked(linking, third)) == [first, second]
