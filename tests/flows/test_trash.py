"""The trash: what lies there, who put it there, and what comes back with a record."""

import pytest

from flows import duplicates, intake, trash
from tests.world import World, catalog_in

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
LINKED = """
kind: form
id: visit
label: Visit
title: note
fields:
  - {id: note, type: text}
  - {id: order, type: record_link, form: order}
"""
DRIVER = "kind: role\nid: driver\nlabel: Driver\nforms: {visit: {see: all, do: all}}\n"


@pytest.fixture
def world(database, now):
    """Orders, and visits that link to them."""
    return World(database, now, catalog_in("orders", **{"forms/visit.yaml": LINKED, "roles/driver.yaml": DRIVER}))


def test_linked_records_come_back_with_the_one_they_link_to(world):
    order = world.submit()
    with world.work() as work:
        visit = intake.submit(work, "visit", {"note": "x", "order": order}, channel="page").record_id
        trash.trash(work, "visit", visit)
        trash.trash(work, "order", order)
        [lies] = trash.trashed(work, "order")
        assert (lies.id, lies.linked, trash.linked_in_trash(work, "order", order)[0].record) == (order, 1, visit)
        assert trash.restore(work, "order", order, with_linked=True) == 2
        assert trash.trashed(work, "order") == trash.trashed(work, "visit") == ()


def test_living_links_are_counted(world):
    order = world.submit()
    with world.work() as work:
        intake.submit(work, "visit", {"note": "x", "order": order}, channel="page")
        assert trash.living_links_to(work, "order", order) == 1


def test_what_became_part_of_another_does_not_hold_up_the_return(world):
    order = world.submit()
    with world.work(world.manager) as work:
        rows = [{"note": note, "order": order} for note in ("x", "y")]
        kept, gone = (intake.submit(work.as_system(), "visit", row, channel="page").record_id for row in rows)
        duplicates.merge(work.as_system(), "visit", kept, gone, {})
        trash.trash(work.as_system(), "order", order)
        [lies] = trash.trashed(work.as_system(), "order")
        assert lies.linked == 0
        assert trash.restore(work.as_system(), "order", order, with_linked=True) == 1
