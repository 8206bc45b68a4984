"""The one way in: what follows from a record's coming in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest

from definitions import NotAllowed, NotFound, Stale
from flows import intake
from flows.entrance.matching import Duplicate
from forms import Invalid
from records import tasks, timers, visits


def test_record_is_numbered_graded_routed_and_staged(world):
    row = world.row(world.submit(amount=600000))
    assert (row.number, row.grade, row.stage, row.outcome) == ("OR-2026-0001", "A", "touch", "open")
    assert row.owner in (world.lin, world.zhao)


def test_everything_is_told_in_order(world):
    record = world.submit()
    assert world.told(record) == ["submitted", "graded", "assigned", "stage_entered"]


def test_tasks_are_due_on_working_time(world):
    record = world.submit()
    with world.work() as work:
        call, note = tasks.open_of(work.connection, "order", record)
    assert call.due_at == datetime(2026, 11, 24, 6, 18, tzinfo=UTC)  # 10:18 + 3 h, the hour of lunch between
    assert note.due_at == datetime(2026, 11, 25, 2, 18, tzinfo=UTC)
    assert call.assignee == world.row(record).owner


def test_record_knows_its_next_task(world):
    row = world.row(world.submit())
    assert row.next_task == "call"
    assert row.next_due_at == datetime(2026, 11, 24, 6, 18, tzinfo=UTC)


def test_timers_are_running_from_the_start(world):
    record = world.submit()
    with world.work() as work:
        kinds = [timer.kind for timer in timers.running_of(work.connection, "order", record)]
    assert sorted(kinds) == [
        "accept", "first_response", "silence", "stage_limit", "task_overdue", "task_overdue", "untouched",
    ]  # fmt: skip


def test_visit_is_kept_with_its_owner(world):
    record = world.submit()
    with world.work() as work:
        visit = visits.current(work.connection, "order", record)
    assert (visit.stage, visit.how, visit.owner) == ("touch", "entered", world.row(record).owner)


def test_invalid_input_writes_nothing(world):
    with pytest.raises(Invalid), world.work() as work:
        intake.submit(work, "order", {"phone": "12", "nonsense": 1}, channel="page")
    with world.work() as work:
        assert timers.next_due_at(work.connection) is None


def test_same_phone_is_flagged(world):
    first = world.submit()
    second = world.submit(customer="另一家")
    assert world.row(second).duplicate_of == first
    assert "duplicate_found" in world.told(second)


def test_same_code_is_refused_and_names_owner(world):
    owner = world.row(world.submit(code="X1")).owner
    with pytest.raises(Duplicate) as refused, world.work(owner) as work:
        intake.submit(work, "order", {"customer": "again", "code": "X1"}, channel="page")
    assert "OR-2026-0001" in refused.value.text("en")


def test_of_many_at_once_one_comes_in(world):
    start = Barrier(6)

    def submit(_) -> bool:
        start.wait()
        try:
            return bool(world.submit(code="X1"))
        except Duplicate:
            return False

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(submit, range(6))) == [False] * 5 + [True]


def test_refusal_names_nobody_to_those_who_may_not_know(world):
    owner = world.row(world.submit(code="X1")).owner
    other = world.lin if owner == world.zhao else world.zhao
    with pytest.raises(Duplicate) as refused, world.work(other) as work:
        intake.submit(work, "order", {"customer": "again", "code": "X1"}, channel="page")
    assert "OR-2026-0001" not in refused.value.text("en")
    assert refused.value.matches == ()


def test_edit_regrades_and_recomputes(world):
    record = world.submit(amount=100)
    with world.work() as work:
        edited = intake.edit(work, "order", record, 1, {"amount": 600000})
    assert edited.version == 2
    row = world.row(record)
    assert (row.grade, float(row.f_double)) == ("A", 1200000)
    assert world.told(record)[-2:] == ["edited", "graded"]


def test_edit_keeps_what_stood_before(world):
    from records import events

    record = world.submit(amount=100)
    with world.work() as work:
        intake.edit(work, "order", record, 1, {"amount": 200})
        edited = events.timeline(work.connection, "order", record, kinds=["edited"])[0]
    assert edited.data["changes"]["amount"] == [100, 200]


def test_stale_edit_shows_what_stands_now(world):
    record = world.submit(amount=100)
    with world.work() as work:
        intake.edit(work, "order", record, 1, {"amount": 200})
    with pytest.raises(Stale) as stale, world.work() as work:
        intake.edit(work, "order", record, 1, {"amount": 300})
    assert float(stale.value.current.f_amount) == 200


def test_edit_that_changes_nothing_is_no_event(world):
    record = world.submit(amount=100)
    before = world.told(record)
    with world.work() as work:
        assert intake.edit(work, "order", record, 1, {"amount": "100"}).version == 1
    assert world.told(record) == before


def test_unseen_record_is_not_found(world):
    record = world.submit()
    other = world.lin if world.row(record).owner == world.zhao else world.zhao
    with pytest.raises(NotFound), world.work(other) as work:
        intake.edit(work, "order", record, 1, {"amount": 1})


def test_killed_in_the_middle_leaves_nothing(world, monkeypatch):
    from flows.entrance import admission

    def dies(*_):
        raise SystemExit("kill -9")

    monkeypatch.setattr(admission, "write_entries", dies)
    with pytest.raises(SystemExit):
        world.submit()
    with world.work() as work:
        assert timers.next_due_at(work.connection) is None
        assert tasks.overdue(work.connection, datetime(2030, 1, 1, tzinfo=UTC)) == ()


def test_visitor_may_fill_what_the_public_form_asks(world):
    from accounts import VISITOR

    with world.work() as work:
        visitor = work.as_actor(VISITOR)
        raw = {"customer": "访客", "phone": "13900139000"}
        record = intake.submit(visitor, "order", raw, channel="public", only={"customer", "phone"}).record_id
    assert world.row(record).owner is not None
    with pytest.raises(Invalid), world.work() as work:
        more = {"customer": "x", "amount": 1}
        intake.submit(work.as_actor(VISITOR), "order", more, channel="public", only={"customer"})


def test_visitor_without_public_form_is_refused(world):
    from accounts import VISITOR

    with pytest.raises((NotFound, NotAllowed)), world.work() as work:
        intake.submit(work.as_actor(VISITOR), "order", {"customer": "x"}, channel="public")


def test_trashed_record_rests_and_comes_back(world):
    record = world.submit()
    with world.work(world.manager) as work:
        intake.trash(work, "order", record)
    world.passes(days=10)
    assert world.tick().fired == 0
    with world.work(world.manager) as work:
        intake.restore(work, "order", record)
        due = timers.running_of(work.connection, "order", record)[0].due_at
    assert due > world.now
    assert world.told(record)[-2:] == ["trashed", "restored"]


def test_who_may_not_trash_is_refused(world):
    record = world.submit()
    with pytest.raises(NotAllowed), world.work(world.row(record).owner) as work:
        intake.trash(work, "order", record)


def test_historical_moment_is_kept(world):
    world.now = datetime(2024, 3, 1, 2, 0, tzinfo=UTC)
    row = world.row(world.submit())
    assert row.number == "OR-2024-0001"
    assert row.created_at == row.stage_entered_at == world.now
