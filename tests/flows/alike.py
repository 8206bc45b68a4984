"""Orders that may be alike, and visits that link to them: what tests of duplicates and of merges begin with."""

from flows import duplicates
from records import events
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
  - {id: stops, type: child_table, fields: [{id: place, type: text}, {id: order, type: record_link, form: order}]}
"""
DRIVER = "kind: role\nid: driver\nlabel: Driver\nforms: {visit: {see: all, do: all}}\n"
LINKING = RULE.replace("do: {public: merge, else: flag}", "do: {api: flag, else: link}")


def alike(database, now):
    """The company with the orders, which may be alike, and visits that link to them."""
    form = (CONFIGS / "orders" / "forms" / "order.yaml").read_text("utf-8")
    form = form.replace("  - {id: same_phone, match: [phone], do: flag}\n", RULE.lstrip("\n"))
    files = {"forms/order.yaml": form, "forms/visit.yaml": LINKED, "roles/driver.yaml": DRIVER}
    return World(database, now, catalog_in("orders", **files))


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
