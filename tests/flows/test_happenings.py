"""What happens is told in one place: with the reason where no person decided, and to whoever begins something."""

import pytest

from accounts import Cause
from definitions import Label
from flows import happenings, intake
from records import events
from records import tasks as task_rows
from tests.world import done


@pytest.fixture
def heard(monkeypatch):
    """What a follower gets to hear: kind, and the record's grade at that moment."""
    found = []

    def listen(work, told):
        from forms import table_of
        from records import store

        for one, id in zip(told.events, told.ids, strict=True):
            assert id
            row = store.fetch(work.connection, table_of(work.catalog, one.form), one.record)
            found.append((one.kind, row.grade))

    happenings.FOLLOWERS.names()
    monkeypatch.setitem(happenings.FOLLOWERS._items, "listener", listen)
    return found


def test_follower_hears_of_everything(world, heard):
    world.submit()
    assert [kind for kind, _ in heard][:3] == ["submitted", "graded", "assigned"]


def test_follower_sees_the_record_as_it_will_be(world, heard):
    record = world.submit()
    heard.clear()
    with world.work() as work:
        intake.edit(work, "order", record, None, {"amount": "600000"})
    assert ("edited", "A") in heard


def test_follower_hears_of_a_task_after_its_contact(world, heard):
    record = world.submit()
    with world.work() as work:
        call = next(row for row in task_rows.open_of(work.connection, "order", record) if row.task == "call")
        heard.clear()
        done(work, call.id)
    assert heard[-1][0] == "task_completed"
    assert world.row(record).last_contact_at == world.now


def test_events_say_what_they_came_of(world):
    cause = Cause("automation", "push", Label.of({"zh": "推送", "en": "Push"}), run=7, depth=2)
    with world.work() as work:
        raw = {"customer": "润扬轴承", "phone": "13800138000"}
        record = intake.submit(work.because(cause), "order", raw, channel="page").record_id
    with world.work() as work:
        told = events.timeline(work.connection, "order", record)
    assert len(told) > 3
    assert {one.data["because"]["run"] for one in told} == {7}
