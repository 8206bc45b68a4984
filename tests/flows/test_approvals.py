"""Approvals: who is asked, how many must agree, what a no does, and what a change makes of a yes."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import NewPerson, people
from definitions import AlreadyDone, NotAllowed, NotFound, Refused
from flows import approving, assignment, intake, record_page, task_hands
from flows.approving.deciding import outcome_of
from flows.subject import look
from records import tasks
from tests.flows.paths import PathWorld, problems
from tests.world import done

PATH = """
start: one
stages:
  - id: one
    next: [two]
  - id: two
    next: [won, one]
    tasks:
      - id: yes
        label: {zh: 报价审批, en: Quote approval}
        must: true
        within: 1 working day
        skip: {with: reason}
        overdue: [{notify: owner}]
        approve:
          tiers:
            - {id: large, label: Large, when: "amount >= 1000", by: [{role: engineer}, superior], need: all}
            - {id: some, label: Some, when: "amount >= 100", by: {role: engineer}, need: one}
          shows: [need]
          remind: 2 working hours
          rejected: {to: back}
      - {id: send, label: Send, after: yes}
    leave_when: "amount > 0"
  - {id: won, outcome: won}
"""


@pytest.fixture
def world(database, now):
    return PathWorld(database, now, PATH)


@pytest.fixture
def order(world):
    return in_two(world, amount=150)


def in_two(world, **values):
    order = world.submit(**values)
    give(world, order, world.lin)
    world.advance(order, "two")
    return order


def give(world, order, person):
    if world.row(order).owner != person:
        with world.work() as work:
            assignment.assign(work, "order", order, to=person)


def parts(world, order):
    """By person, the newest part."""
    with world.work() as work:
        rows = tasks.of_record(work.connection, "order", order)
        return {row.assignee: row for row in rows if row.how == "asked"}


def asked(world, order):
    with world.work() as work:
        rows = tasks.of_record(work.connection, "order", order)
        return [row for row in rows if row.task == "yes" and row.parent is None][-1]


def answer(world, order, person, yes=True, words="可以"):
    part = parts(world, order)[person].id
    with world.work(person) as work:
        return approving.approve(work, part, words) if yes else approving.reject(work, part, words)


def test_tier_that_holds_says_who_is_asked(world, order):
    assert set(parts(world, order)) == {world.gong, world.wu}
    assert asked(world, order).state == "waiting" and asked(world, order).why["tier"] == "some"
    large = in_two(world, amount=5000, phone="13900139000")
    assert set(parts(world, large)) == {world.gong, world.wu, world.manager}


def test_where_no_tier_holds_nobody_is_asked(world):
    order = in_two(world, amount=5)
    assert asked(world, order).state == "done" and asked(world, order).why["not_needed"] is True
    assert world.states(order)["send"] == "open"


def test_nobody_is_asked_about_what_is_their_own(world):
    order = in_two(world, amount=150)
    world.advance(order, "one")
    give(world, order, world.manager)
    world.edit(order, amount=2000)
    world.advance(order, "two")
    assert {person for person, row in parts(world, order).items() if row.state == "open"} == {world.gong, world.wu}


def test_one_yes_is_enough_where_one_is_needed(world, order):
    assert answer(world, order, world.gong).state == "done"
    assert asked(world, order).state == "done"
    assert parts(world, order)[world.wu].state == "closed"
    assert world.states(order)["send"] == "open"


def test_all_must_agree_where_all_are_needed(world):
    order = in_two(world, amount=5000)
    assert [answer(world, order, one).state for one in (world.gong, world.wu, world.manager)] == [
        "waiting", "waiting", "done",
    ]  # fmt: skip


def test_one_no_among_all_takes_the_record_back(world):
    order = in_two(world, amount=5000)
    answer(world, order, world.gong)
    assert answer(world, order, world.wu, yes=False, words="毛利太低").state == "rejected"
    assert world.row(order).stage == "one" and world.stays(order)[-1] == ("one", "rejected")
    assert parts(world, order)[world.manager].state == "closed"


def test_owner_reads_who_refused_and_why(world, order):
    for person in (world.gong, world.wu):
        answer(world, order, person, yes=False, words="毛利太低")
    world.deliver()
    assert "润扬轴承 的「报价审批」被驳回" in world.notices(world.lin)


def test_no_without_words_is_refused(world, order):
    with pytest.raises(Refused, match="Say why"):
        answer(world, order, world.gong, yes=False, words=" ")


def test_open_approval_holds_the_gate(world, order):
    from definitions import GuardNotMet

    with pytest.raises(GuardNotMet, match="Quote approval"):
        world.advance(order, "won")
    answer(world, order, world.wu)
    assert world.advance(order, "won").stage.id == "won"


def test_nobody_answers_for_another(world, order):
    part = parts(world, order)[world.gong].id
    for person in (world.wu, world.manager, world.lin):
        with pytest.raises((NotAllowed, Refused)), world.work(person) as work:
            approving.approve(work, part)


def test_part_is_not_simply_completed(world, order):

    part = parts(world, order)[world.gong].id
    with pytest.raises(Refused, match="approved or rejected"), world.work(world.gong) as work:
        done(work, part)


def test_second_answer_of_one_person_is_told(world):
    order = in_two(world, amount=5000)
    answer(world, order, world.gong)
    with pytest.raises((AlreadyDone, NotFound)):
        answer(world, order, world.gong)


def test_changed_value_asks_anew(world):
    order = in_two(world, amount=5000)
    answer(world, order, world.gong)
    world.edit(order, need="另加一条线")
    assert parts(world, order)[world.gong].state == "open"
    assert world.event(order, "approval_void")["changed"] == ["need"]
    assert [answer(world, order, one).state for one in (world.gong, world.wu, world.manager)][-1] == "done"


def test_yes_to_less_is_no_yes_to_more(world, order):
    answer(world, order, world.gong)
    world.edit(order, amount=9000)
    assert asked(world, order).state == "waiting" and asked(world, order).why["tier"] == "large"
    from definitions import GuardNotMet

    with pytest.raises(GuardNotMet):
        world.advance(order, "won")


def test_change_below_every_tier_asks_nobody(world):
    order = in_two(world, amount=5)
    world.edit(order, amount=6)
    assert parts(world, order) == {}


def test_value_nobody_was_shown_changes_nothing(world, order):
    world.edit(order, phone="13900139000")
    assert [row.state for row in parts(world, order).values()] == ["open", "open"]


def test_approver_hands_their_part_on(world, order):
    with world.work() as work:
        deputy = people.add(work, NewPerson("deputy", "副手", "rep", team=world.team)).id
    part = parts(world, order)[world.gong].id
    with world.work(world.gong) as work:
        task_hands.hand(work, part, deputy, "我在外面")
    answer(world, order, deputy)
    assert asked(world, order).state == "done"


def test_part_goes_neither_to_owner_nor_to_who_is_asked(world, order):
    part = parts(world, order)[world.gong].id
    for person in (world.lin, world.wu):
        with pytest.raises(Refused, match="neither to the owner"), world.work(world.gong) as work:
            task_hands.hand(work, part, person)


def test_silence_is_reminded_until_there_is_an_answer(world, order):
    world.passes(hours=2, minutes=30)
    world.tick()
    world.passes(hours=2, minutes=30)
    world.tick()
    assert world.notices(world.gong).count("还在等你审批：润扬轴承，报价审批") >= 1
    before = len(world.notices(world.wu))
    answer(world, order, world.gong)
    world.passes(days=3)
    world.tick()
    assert len(world.notices(world.wu)) == before


def test_reminding_by_hand_tells_each_once_an_hour(world, order):
    ask = asked(world, order).id
    for _ in range(2):
        with world.work(world.lin) as work:
            assert approving.remind(work, ask) == 2
    world.deliver()
    assert world.notices(world.gong).count("还在等你审批：润扬轴承，报价审批") == 1


def test_refused_approval_is_asked_for_again(database, now):
    world = PathWorld(database, now, PATH.replace("          rejected: {to: back}\n", ""))
    order = in_two(world, amount=150)
    for person in (world.gong, world.wu):
        answer(world, order, person, yes=False, words="毛利太低")
    assert world.row(order).stage == "two"
    old = asked(world, order).id
    with world.work(world.lin) as work:
        approving.ask_again(work, old)
    answer(world, order, world.gong)
    assert asked(world, order).state == "done"
    with pytest.raises(Refused), world.work(world.lin) as work:
        approving.ask_again(work, old)


def test_leaving_the_stage_ends_what_was_asked(world, order):
    world.advance(order, "one")
    assert {row.state for row in parts(world, order).values()} == {"closed"}


def test_skipped_approval_asks_nobody_any_more(world, order):
    world.skip(order, "yes")
    assert {row.state for row in parts(world, order).values()} == {"closed"}


def test_page_says_whom_it_waits_for(world, order):
    with world.work(world.lin) as work:
        page = record_page.of(work, "order", order)
    (asking,) = page.askings.values()
    assert {voice.name for voice in asking.waited_for} == {"工一", "吴二"} and asking.need == 1
    assert page.questions.stuck_kind == "others" and "工一" in page.questions.stuck.text("zh")
    assert [card.task for card in page.tasks] == ["yes", "send"]


def test_approver_sees_the_record_and_their_part_in_the_day(world, order):
    from flows.day.ahead import day_of

    with world.work(world.gong) as work:
        assert look(work, "order", order).id == order
        day = day_of(work)
        assert [item.kind for item in day.items] == ["approval"] and day.ahead == ()


def test_batch_asks_like_one_by_one(database, now):
    path = PATH.replace("start: one", "start: two")
    world = PathWorld(database, now, path)
    rows = [{"customer": f"客户{n}", "amount": amount} for n, amount in enumerate((5, 150, 5000))]
    with world.work() as work:
        several = [one.record_id for one in intake.submit_many(work, "order", rows, channel="api")]
        single = [intake.submit(work, "order", row, channel="api").record_id for row in rows]
    for one, other in zip(several, single, strict=True):
        assert world.states(one) == world.states(other)
        assert {row.assignee for row in parts(world, one).values()} == {
            row.assignee for row in parts(world, other).values()
        }
        assert (world.row(one).next_task, world.told(one)) == (world.row(other).next_task, world.told(other))


def test_overdue_part_is_told_to_its_approver(world, order):
    world.passes(days=2)
    world.tick()
    assert any("报价审批" in title and "超时" in title for title in world.notices(world.gong))


AT = "stages.two.tasks.yes.approve"
CHANGES = [
    ("shows: [need]", "shows: [ned]", "unknown_field", "stages.two.tasks.yes.approve.shows[0]"),
    ("rejected: {to: back}", "rejected: {to: tow}", "unknown_stage", "stages.two.tasks.yes.approve.rejected.to"),
    ('when: "amount >= 1000", ', "", "hides_the_rest", "stages.two.tasks.yes.approve.tiers.large"),
    ("amount >= 1000", "amnt >= 1000", "rule", "stages.two.tasks.yes.approve.tiers.large.when"),
    ("by: {role: engineer}, need", "by: {role: enginer}, need", "unknown_role", f"{AT}.tiers.some.by"),
    ("by: {role: engineer}, need", "by: {field: customer}, need", "not_a_person", AT),
]  # fmt: skip


@pytest.mark.parametrize(("was", "now", "key", "path"), CHANGES)
def test_what_is_wrong_is_found_and_located(was, now, key, path):
    assert (key, path) in problems(PATH.replace(was, now), roles__engineer=_ENGINEER)


def test_the_path_itself_has_no_problem():
    assert problems(PATH, roles__engineer=_ENGINEER) == []


_ENGINEER = "kind: role\nid: engineer\nlabel: Engineer\nforms: {order: {see: own, do: [complete]}}\n"

STATES = st.lists(st.sampled_from(["open", "done", "rejected", "closed"]), min_size=1, max_size=6)


@given(STATES, st.integers(1, 6))
def test_an_outcome_never_waits_for_nobody(states, need):
    outcome = outcome_of(need, states)
    if outcome is None:
        assert "open" in states


@given(STATES, st.integers(1, 6))
def test_more_agreement_never_turns_into_a_no(states, need):
    if outcome_of(need, states) == "done":
        assert outcome_of(need, ["done" if state == "open" else state for state in states]) == "done"


def test_time_is_measured_for_those_who_answer(world, order):
    world.passes(hours=1)
    answer(world, order, world.gong)
    assert parts(world, order)[world.gong].ended_at == world.now
    assert world.now - parts(world, order)[world.gong].opened_at == timedelta(hours=1)
