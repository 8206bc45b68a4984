"""Tasks that others do in a record of another form: opened, waited for, done or failed with its outcome."""

import pytest

from definitions import Refused
from flows import assignment, intake, linking, record_page, stages
from forms import table_of
from records import links, store
from tests.flows.paths import PathWorld, loaded, problems

PATH = """
start: one
stages:
  - id: one
    next: [two, lost]
  - id: two
    next: [won, one, lost]
    tasks:
      - id: review
        label: {zh: 技术预审, en: Technical review}
        must: true
        within: 1 working day
        skip: {with: reason}
        overdue: [{notify: owner}]
        opens:
          form: review
          values: {what: "{{ need }}", worth: {formula: amount}, who: "{{ customer }}"}
          origin: of_order
          link: the_review
          rejected: {to: back}
          brings: {code: "{{ verdict }}"}
      - {id: send, label: Send, after: review}
    leave_when: "done(review)"
  - {id: won, outcome: won}
  - {id: lost, outcome: lost}
"""
REVIEW_PATH = """
kind: pipeline
id: review_path
form: review
label: Review
start: waiting
stages:
  - {id: waiting, label: {zh: 待评审, en: To review}, next: [passed, refused]}
  - {id: passed, label: {zh: 通过, en: Passed}, outcome: won}
  - {id: refused, label: {zh: 不可行, en: Not feasible}, outcome: lost, next: [waiting, passed]}
"""
FORM = """
kind: form
id: review
label: {zh: 技术预审单, en: Technical review}
number: "TR-{serial:4}"
title: who
fields:
  - {id: who, type: text, required: true}
  - {id: what, type: text, required: true}
  - {id: worth, type: money, currency: CNY}
  - {id: verdict, type: text}
  - {id: of_order, type: record_link, form: order}
"""
ORDER = """
kind: form
id: order
label: {zh: 订单, en: Order}
number: "OR-{year}-{serial:4}"
title: customer
fields:
  - {id: customer, type: text, label: {zh: 客户, en: Customer}, required: true}
  - {id: phone, type: phone, label: {zh: 电话, en: Phone}}
  - {id: code, type: text, label: {zh: 税号, en: Tax code}}
  - {id: need, type: long_text, label: {zh: 需求, en: Need}}
  - {id: amount, type: money, currency: CNY, label: {zh: 金额, en: Amount}}
  - {id: region, type: choice, label: {zh: 地区, en: Region}, choices: [{id: east}, {id: west}]}
  - {id: the_review, type: record_link, form: review, label: {zh: 评审, en: Review}}
duplicates:
  - {id: same_phone, match: [phone], do: flag}
"""
ENGINEER = """
kind: role
id: engineer
label: Engineer
forms:
  order: {see: none}
  review: {see: all, do: [create, edit, advance, complete, trash]}
"""
MORE = {
    "roles__engineer": ENGINEER, "forms__order": ORDER, "forms__review": FORM, "pipelines__review_path": REVIEW_PATH,
}  # fmt: skip


class Reviewed(PathWorld):
    """The small company whose engineers review orders."""

    def __init__(self, database, now, pipeline=PATH, **files):
        super().__init__(database, now, pipeline, **MORE, **files)

    def review(self, order):
        """The newest review of an order."""
        with self.work() as work:
            link = links.from_record(work.connection, "order", order)[-1]
            return store.fetch(work.connection, table_of(self.catalog, "review"), link.other_record)

    def move_review(self, order, to, person=None, **more):
        review = self.review(order)
        with self.work(person) as work:
            stages.advance(work, "review", review.id, to, **more)


@pytest.fixture
def world(database, now):
    return Reviewed(database, now)


@pytest.fixture
def order(world):
    return in_two(world)


def in_two(world, **values):
    order = world.submit(**{"need": "六十台联网", "amount": 9000, **values})
    if world.row(order).owner != world.lin:
        with world.work() as work:
            assignment.assign(work, "order", order, to=world.lin)
    world.advance(order, "two")
    return order


def test_task_opens_a_record_with_its_values(world, order):
    review = world.review(order)
    assert (review.f_what, review.f_worth, review.f_who) == ("六十台联网", 9000, "润扬轴承")
    assert review.f_of_order == order and world.row(order).f_the_review == review.id
    assert world.states(order) == {"review": "waiting", "send": "blocked"}
    assert world.event(order, "record_opened")["number"] == review.number


def story_of(world, form, record, person):
    """What the history tells a reader, as sentences and as data."""
    with world.work(person) as work:
        told = record_page.of(work, form, record).timeline
        return " ".join(one.sentence.text("en") for one in told), [(one.kind, dict(one.data)) for one in told]


def test_reader_who_does_not_see_the_other_record_is_not_told_its_number(world, order):
    review = world.review(order)
    number = world.row(order).number
    seen, _ = story_of(world, "order", order, world.lin)
    assert review.number not in seen and "that you cannot see" in seen
    hidden, data = story_of(world, "review", review.id, world.gong)
    assert "Opened for “Technical review” of a record that you cannot see" in hidden
    assert number not in hidden + str(data) and "订单" not in str(data)


def test_gate_and_completion_wait_for_the_outcome(world, order):
    with pytest.raises(Refused, match="Technical review"):
        world.advance(order, "won", world.lin)
    with pytest.raises(Refused, match="waits for"):
        world.complete(order, "review", world.lin)


def test_passed_there_is_done_here(world, order):
    review = world.review(order).id
    with world.work() as work:
        intake.edit(work, "review", review, None, {"verdict": "可行"})
    world.move_review(order, "passed")
    assert world.states(order) == {"review": "done", "send": "open"}
    assert world.row(order).f_code == "可行"
    world.deliver()
    assert "润扬轴承：「技术预审」完成了（TR-0001 通过）" in world.notices(world.lin)
    assert world.advance(order, "won").stage.id == "won"


def test_refused_there_takes_the_record_back(world, order):
    world.move_review(order, "refused")
    assert world.row(order).stage == "one" and world.stays(order)[-1] == ("one", "rejected")
    assert world.states(order)["review"] == "rejected"


def test_coming_again_opens_another_one(world, order):
    first = world.review(order).id
    world.move_review(order, "refused")
    world.advance(order, "two")
    assert world.review(order).id != first and world.states(order)["review"] == "waiting"


def test_later_yes_there_still_counts_here(database, now):
    world = Reviewed(database, now, PATH.replace("rejected: {to: back}", "done: [passed]"))
    order = in_two(world)
    world.move_review(order, "refused")
    assert world.states(order)["review"] == "rejected" and world.row(order).stage == "two"
    world.move_review(order, "passed")
    assert world.states(order) == {"review": "done", "send": "open"}


def test_what_cannot_be_opened_says_why_and_is_tried_again(world):
    order = in_two(world, need=None)
    row = world.tasks(order)["review"]
    assert row.state == "open" and row.why["not_opened"]["en"] == "“what” is needed"
    with pytest.raises(Refused, match="in the record it opens"):
        world.complete(order, "review", world.lin)
    world.edit(order, need="排产")
    with world.work(world.lin) as work:
        linking.open_again(work, row.id)
    assert world.states(order)["review"] == "waiting" and world.review(order).f_what == "排产"


def test_trash_of_the_other_gives_the_task_back(world, order):
    review = world.review(order)
    with world.work() as work:
        intake.trash(work, "review", review.id)
    row = world.tasks(order)["review"]
    assert row.state == "open" and row.why["in_trash"] == review.number
    assert world.row(order).next_task == "review"
    with world.work() as work:
        intake.restore(work, "review", review.id)
    assert world.states(order)["review"] == "waiting"


def test_outcome_comes_though_the_origin_was_in_the_trash(world, order):
    with world.work() as work:
        intake.trash(work, "order", order)
    world.move_review(order, "passed")
    assert world.states(order)["review"] == "waiting"
    with world.work() as work:
        intake.restore(work, "order", order)
    assert world.states(order)["review"] == "done"


def test_left_out_with_reason_the_review_goes_on_alone(world, order):
    world.skip(order, "review", world.lin)
    assert world.states(order)["send"] == "open"
    world.move_review(order, "passed")
    assert world.states(order)["review"] == "skipped"


def test_stage_left_behind_hears_nothing(world, order):
    world.advance(order, "one")
    world.move_review(order, "passed")
    assert world.states(order)["review"] == "closed"


def test_waiting_too_long_is_told(world, order):
    world.passes(days=4)
    world.tick()
    assert any("Technical review" in title or "技术预审" in title for title in world.notices(world.lin))
    assert world.told(order).count("task_overdue") == 1


def test_both_pages_show_the_link(world, order):
    with world.work(world.lin) as work:
        page = record_page.of(work, "order", order)
        (one,) = page.linked
        assert one.outward and one.state == "waiting" and not one.is_seen
        assert page.questions.stuck_kind == "others"
    review = world.review(order).id
    with world.work() as work:
        (back,) = record_page.of(work, "review", review).linked
        assert not back.outward and back.title == "润扬轴承" and back.name.text("en") == "Technical review"


def test_many_at_once_are_opened_as_one_by_one(database, now):
    world = Reviewed(database, now, PATH.replace("start: one", "start: two"))
    raw = [{"customer": f"客户{n}", "need": "联网" if n != 3 else None, "amount": n} for n in range(6)]
    with world.work() as work:
        many = [made.record_id for made in intake.submit_many(work, "order", raw, channel="api")]
        single = [intake.submit(work, "order", one, channel="api").record_id for one in raw]

    def seen(order):
        review = world.review(order) if order not in (many[3], single[3]) else None
        return world.states(order), world.row(order).next_task, sorted(world.told(order)), review and review.f_worth

    assert [seen(order) for order in many] == [seen(order) for order in single]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("form: review\n", "form: revue\n", ("unknown_form", "form")),
        ("worth: {formula: amount}", "wurth: {formula: amount}", ("unknown_field", "values.wurth")),
        ('what: "{{ need }}", ', "", ("not_given", "values")),
        ("origin: of_order", "origin: what", ("no_link", "origin")),
        ("rejected: {to: back}", "rejected: {to: nowhere}", ("unknown_stage", "rejected.to")),
        ("rejected: {to: back}", "done: [pased]", ("unknown_stage", "done")),
        ('{{ verdict }}', "{{ verdickt }}", ("fills_unknown", "brings.code")),
    ],
)  # fmt: skip
def test_mistakes_are_found_at_their_place(old, new, found):
    key, path = found
    assert (key, f"stages.two.tasks.review.opens.{path}") in problems(PATH.replace(old, new), **MORE)


def test_forms_that_open_one_another_at_once_are_refused():
    back = "tasks: [{id: back, opens: {form: order, values: {customer: x}}}]"
    circle = REVIEW_PATH.replace("next: [passed, refused]}", f"next: [passed, refused], {back}}}")
    begins = PATH.replace("start: one", "start: two")
    found = loaded(begins, **{**MORE, "pipelines__review_path": circle}).problems
    assert "linking.problem.circle" in [problem.key for problem in found]
