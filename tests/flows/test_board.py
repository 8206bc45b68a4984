"""A team's board: what stands still, why, and who carries how much."""

from datetime import timedelta

import pytest

from accounts import people
from definitions import NotFound
from flows import assignment, contacts, record_page, task_opening
from flows.subject import look
from flows.team_board.board import board_of
from records import store, tasks
from tests.world import done


def board(world, person=None):
    with world.work(person or world.manager) as work:
        return board_of(work, world.team)


def accepted(world, **values):
    order = world.submit(**values)
    with world.work(world.row(order).owner) as work:
        assignment.accept(work, "order", order)
    return order


def counts(found):
    return {watch.id: watch.count for watch in found.watches}


def test_quiet_morning_has_nothing_to_watch(world):
    assert set(counts(board(world)).values()) == {0}


def test_waiting_for_acceptance_names_who_and_how_long(world):
    world.submit()
    world.passes(minutes=40)
    row = board(world).watch("unaccepted").oldest
    assert row.why.text("zh") == f"分给{row.owner_name}已 40 分钟，没有接受"


def test_overdue_task_says_which_and_by_whom(world):
    accepted(world)
    world.passes(hours=6)
    row = board(world).watch("overdue").oldest
    assert row.why.text("en") == f"“First call” is 2 h late, no action by {row.owner_name}"


def only_task(world, order, title, *, to):
    """All else is done; this one is due in half an hour."""
    with world.work(world.row(order).owner) as work:
        for row in tasks.open_of(work.connection, "order", order):
            done(work, row.id)
        task_opening.add(work, "order", order, title=title, due_at=world.now + timedelta(minutes=30), to=to)


def test_overdue_task_names_whoever_has_it_not_the_owner(world):
    order = accepted(world)
    owner = world.row(order).owner
    only_task(world, order, "陪同拜访", to=world.manager)
    with world.work() as work:
        name = people.names(work.connection, [world.manager])[world.manager]
    world.passes(hours=2)
    row = board(world).watch("overdue").oldest
    assert row.owner == owner
    assert row.why.text("zh") == f"「陪同拜访」超时 1 小时 30 分钟，{name}还没动"


def test_overdue_task_that_nobody_has_says_so(world):
    order = accepted(world)
    with world.work(world.row(order).owner) as work:
        for row in tasks.open_of(work.connection, "order", order):
            tasks.hand_to(work.connection, row.id, None)
    world.passes(hours=6)
    assert board(world).watch("overdue").oldest.why.text("en") == "“First call” is 2 h late and nobody has it"


def test_whoever_got_it_late_is_told_since_when(world):
    order = accepted(world)
    owner = world.row(order).owner
    only_task(world, order, "寄样品", to=owner)
    world.passes(hours=2)
    other = world.zhao if owner == world.lin else world.lin
    with world.work(world.manager) as work:
        assignment.assign(work, "order", order, to=other)
    world.passes(minutes=3)
    row = board(world).watch("overdue").oldest
    assert row.why.text("zh") == f"「寄样品」超时 1 小时 33 分钟；{row.owner_name}接手 3 分钟"


def test_a_task_of_ones_own_is_named_by_its_title(world):
    order = accepted(world)
    owner = world.row(order).owner
    only_task(world, order, "寄样品", to=owner)
    world.passes(hours=2)
    assert board(world).watch("overdue").oldest.why.text("zh").startswith("「寄样品」")


def test_long_stay_says_what_is_missing_as_the_record_does(world):
    order = accepted(world)
    world.passes(days=2)
    watch = board(world).watch("stuck")
    with world.work(world.manager) as work:
        page = record_page.of(work, "order", order)
    stuck, lacks = page.questions.stuck.text("zh"), [one.label.text("zh") for one in page.gate.missing]
    assert watch.oldest.why.text("zh") == f"{stuck}；往前还差{lacks[1]}"
    with world.work(world.row(order).owner) as work:
        for row in tasks.open_of(work.connection, "order", order):
            done(work, row.id)
    after = board(world).watch("stuck")
    assert after.oldest.why.text("zh") == "卡在客户上：事都做了，还差需求"
    assert (watch.count, watch.undone, after.count, after.undone) == (1, 1, 1, 0)


def test_silence_counts_from_the_last_contact(world):
    order = accepted(world)
    with world.work(world.row(order).owner) as work:
        contacts.log(work, "order", order, way="call", outcome="reached", content="x")
    world.passes(days=29)
    assert board(world).watch("silent").count == 0
    world.passes(days=2)
    assert board(world).watch("silent").oldest.why.text("zh") == "31 天没有联系"


def test_unowned_is_seen_by_those_who_hand_out(world):
    order = accepted(world)
    with world.work(world.manager) as work:
        assignment.assign(work, "order", order, pool="shelf")
    assert counts(board(world))["unowned"] == 1
    assert "公海" in board(world).watch("unowned").oldest.why.text("zh")


def test_overdue_counts_records_and_says_how_many_tasks_that_are(world):
    world.submit()
    world.passes(days=4)
    watch = board(world).watch("overdue")
    with world.work() as work:
        late = tasks.overdue(work.connection, world.now)
    assert (watch.count, watch.tasks) == (1, len(late)) and watch.tasks == 2


def test_oldest_stands_first(world):
    first = accepted(world, phone="13800138001")
    world.passes(hours=2)
    accepted(world, phone="13800138002")
    world.passes(hours=8)
    assert board(world).watch("overdue").oldest.record == first


def test_load_is_held_against_the_cap(world):
    for number in range(4):
        accepted(world, phone=f"1380013800{number}")
    load = {one.person: (one.open, one.cap) for one in board(world).load}
    assert load == {world.lin: (2, 1000), world.zhao: (2, 1000)}


def test_response_is_counted_in_working_minutes(world):
    order = accepted(world)
    world.passes(hours=4)
    with world.work(world.row(order).owner) as work:
        contacts.log(work, "order", order, way="call", outcome="reached", content="x")
    response = board(world).response
    assert (response.median_minutes, response.answered, response.waiting) == (180, 1, 0)


def test_others_team_is_not_found(world):
    from accounts import NewPerson, NewTeam, people, teams

    with world.work() as work:
        other = teams.add(work, NewTeam("other", "Other"))
        stranger = people.add(work, NewPerson("qian", "钱", "rep", team=other.id)).id
    with pytest.raises(NotFound):
        board(world, stranger)


def test_trashed_records_are_not_watched(world):
    order = accepted(world)
    world.passes(hours=6)
    with world.work() as work:
        subject = look(work, "order", order)
        store.update_unversioned(work.connection, subject.table, order, {"trashed_at": world.now})
    assert counts(board(world))["overdue"] == 0
