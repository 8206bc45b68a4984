"""What a role does not see, no text of ours tells it."""

import pytest

from flows import assignment, intake, task_cards, timeline
from flows.subject import look
from records import notifications, tasks
from tests.world import World, catalog_in

ROLE = """
kind: role
id: rep
label: Rep
forms:
  order: {see: own, do: [create, edit, accept, complete], hide: [amount, need]}
"""
SAYS = """
kind: message
id: assigned
form: order
title: "{{ customer }}: {{ amount }}"
body: "{{ need }}"
"""


@pytest.fixture
def world(database, now):
    """The orders, of which reps see neither amount nor need, and whose texts name both."""
    path = (
        catalog_in("orders")
        .files["pipelines/order_path.yaml"]
        .replace("{{ customer }}您好", "{{ customer }}您好，{{ amount }}，{{ need }}")
    )
    changed = {"roles/rep.yaml": ROLE, "messages/assigned.yaml": SAYS, "pipelines/order_path.yaml": path}
    return World(database, now, catalog_in("orders", **changed))


@pytest.fixture
def order(world):
    return world.submit(amount=700000, need="马上要")


def script(world, order, person):
    with world.work(person) as work:
        subject = look(work, "order", order)
        call = next(row for row in tasks.of_record(work.connection, "order", order) if row.task == "call")
        words = task_cards.record_words_of(work, subject)
        return task_cards.card_of(work, subject, call, words=words).script


def of_kind(work, record, kind):
    return [entry for entry in timeline.timeline(work, look(work, "order", record)) if entry.kind == kind]


def test_script_leaves_hidden_values_out(world, order):
    assert script(world, order, world.row(order).owner) == "润扬轴承您好，，"
    assert "马上要" in script(world, order, world.manager)


def test_notice_leaves_hidden_values_out(world, order):
    owner = world.row(order).owner
    world.deliver()
    with world.work() as work:
        told = notifications.of_person(work.connection, owner)
    assert [(one.data["title"], one.data["body"]) for one in told] == [("润扬轴承: ", "")]


def test_timeline_does_not_name_hidden_fields(world, order):
    owner = world.row(order).owner
    for changes in ({"need": "不急"}, {"need": "急", "phone": "13900001111"}):
        with world.work(world.manager) as work:
            intake.edit(work, "order", order, None, changes, channel="page")
    with world.work(owner) as work:
        told = of_kind(work, order, "edited")
    assert [entry.text("en") for entry in told] == ["Changed Phone", "Changed something that is not shown to you"]


def test_timeline_does_not_number_records_of_others(world, order):
    second = world.submit(phone="13800138000")
    with world.work(world.manager) as work:
        owner = world.zhao if look(work, "order", order).owner == world.lin else world.lin
        if look(work, "order", second).owner != owner:
            assignment.assign(work, "order", second, to=owner)
        told = of_kind(work, second, "duplicate_found")
    assert told[0].text("en").startswith("Looks like OR-")
    with world.work(owner) as work:
        told = of_kind(work, second, "duplicate_found")
    assert "OR-" not in told[0].text("en")
