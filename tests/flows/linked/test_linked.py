"""What records of other forms come to is kept right with every change to them."""

from datetime import date
from decimal import Decimal

import pytest

from flows import intake
from flows.trash import restore, trash
from forms import side_table_of, table_of
from records import events, store
from tests.world import World, catalog_in


class Shop(World):
    """Customers, their orders, and projects for several of them."""

    form = "customer"

    def add(self, form="order", **values):
        with self.work() as work:
            return intake.submit(work, form, {"name": "x", **values}, channel="page").record_id

    def edit(self, record, form="order", **values):
        with self.work() as work:
            version = store.fetch(work.connection, table_of(self.catalog, form), record).version
            intake.edit(work, form, record, version, values)

    def get(self, record, *names, form="customer"):
        with self.work() as work:
            row = store.fetch(work.connection, table_of(self.catalog, form), record)
            return tuple(getattr(row, f"f_{name}", None) for name in names)

    def rows(self, field, form="order"):
        with self.work() as work:
            table = side_table_of(self.catalog, form, field)
            return [row._asdict() for row in work.connection.execute(table.select().order_by(table.c.record))]


@pytest.fixture
def shop(database, now):
    return Shop(database, now, catalog_in("linked"))


def lines(*pairs):
    return [{"item": f"item {n}", "pieces": pieces, "price": price} for n, (pieces, price) in enumerate(pairs)]


def test_nothing_linked_is_nought(shop):
    assert shop.get(shop.add("customer"), "orders", "spent", "last_day", "big") == (0, 0, None, False)


def test_formulas_sum_the_rows(shop):
    order = shop.add(lines=lines((2, 100), (1, 50)))
    assert shop.get(order, "amount", form="order") == (250,)
    shop.edit(order, lines=lines((3, 100)))
    assert shop.get(order, "amount", form="order") == (300,)
    shop.edit(order, lines=[])
    assert shop.get(order, "amount", "lines", form="order") == (0, None)


def test_rows_lie_in_a_table_with_types(shop):
    order = shop.add(lines=lines((2, 100)))
    (row,) = shop.rows("lines")
    assert (row["record"], row["place"], row["f_pieces"], row["f_total"]) == (order, 0, 2, Decimal(200))


def test_serial_numbers_count_up(shop):
    assert [shop.get(shop.add(), "serial", form="order") for _ in range(2)] == [("S001",), ("S002",)]


def test_rollups_follow_in_the_same_transaction(shop):
    customer = shop.add("customer")
    order = shop.add(customer=customer, lines=lines((1, 600)), paid="yes", day="2026-03-01", state="asked")
    shop.add(customer=customer, lines=lines((1, 800)), paid="no", day="2026-03-05", state="sold")
    assert shop.get(customer, "orders", "spent", "last_day", "last_state", "mean") == (
        2, 600, date(2026, 3, 5), "sold", 700,
    )  # fmt: skip
    shop.edit(order, day="2026-04-01")
    assert shop.get(customer, "last_day", "last_state") == (date(2026, 4, 1), "asked")


def test_a_moved_link_changes_both_ends(shop):
    here, there = shop.add("customer"), shop.add("customer")
    order = shop.add(customer=here)
    shop.edit(order, customer=str(there))
    assert [shop.get(one, "orders") for one in (here, there)] == [(0,), (1,)]
    shop.edit(order, customer="")
    assert shop.get(there, "orders") == (0,)


def test_the_trash_does_not_count(shop):
    customer = shop.add("customer")
    order = shop.add(customer=customer)
    with shop.work() as work:
        trash(work, "order", order)
    assert shop.get(customer, "orders") == (0,)
    with shop.work() as work:
        restore(work, "order", order)
    assert shop.get(customer, "orders") == (1,)


def test_rollups_are_told_and_graded(shop):
    customer = shop.add("customer")
    shop.add(customer=customer, lines=lines((1, 5000)), paid="yes")
    assert shop.row(customer).grade == "A"
    assert shop.told(customer)[-2:] == ["recomputed", "graded"]
    with shop.work() as work:
        (told,) = events.timeline(work.connection, "customer", customer, kinds=["recomputed"])
    assert told.data["changes"]["big"] == [False, True]


def test_an_open_page_stays_valid(shop):
    customer = shop.add("customer")
    version = shop.row(customer).version
    shop.add(customer=customer)
    assert shop.row(customer).version == version


def test_formulas_read_along_a_link(shop):
    customer = shop.add("customer", tier="gold")
    order = shop.add(customer=customer)
    assert shop.get(order, "tier", form="order") == ("gold",)
    shop.edit(customer, "customer", tier="plain")
    shop.deliver()
    assert shop.get(order, "tier", form="order") == ("plain",)


def test_more_dependents_than_a_portion_follow(shop, monkeypatch):
    monkeypatch.setattr("flows.errands.linked.PORTION", 2)
    customer = shop.add("customer", tier="gold")
    orders = [shop.add(customer=customer) for _ in range(5)]
    shop.edit(customer, "customer", tier="plain")
    for _ in range(4):
        shop.deliver()
    assert {shop.get(order, "tier", form="order") for order in orders} == {("plain",)}


def test_links_to_many_are_rows_and_sums(shop):
    customers = [shop.add("customer", name=name) for name in "ab"]
    project = shop.add("project", customers=customers)
    assert [row["f_linked"] for row in shop.rows("customers", "project")] == customers
    assert shop.get(customers[0], "projects") == (1,)
    shop.add(customer=customers[0], lines=lines((1, 1500)), paid="yes")
    shop.deliver()
    assert shop.get(project, "worth", "all_big", form="project") == (1500, False)
    shop.edit(project, "project", customers=[customers[0]])
    assert shop.get(project, "all_big", form="project") == (True,)
    assert shop.get(customers[1], "projects") == (0,)


def test_many_at_once_mean_the_same(shop):
    from flows.entrance.many import submit_many

    customer = shop.add("customer")
    with shop.work() as work:
        rows = [{"name": str(n), "customer": customer, "lines": lines((n, 10)), "paid": "yes"} for n in range(1, 4)]
        submit_many(work, "order", rows, channel="api")
    assert shop.get(customer, "orders", "spent") == (3, 60)
    assert len(shop.rows("lines")) == 3
