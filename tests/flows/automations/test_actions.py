"""What each action does to a record, through the same doors as people, and what it says of it."""

import pytest

from flows import assignment, automations, contacts, intake
from flows import tasks as work_tasks
from flows.actions import ACTIONS
from records import outbox, runs, tasks

# Each action once, as it stands in a file; the contract below does them all.
EXAMPLES = {
    "set": "{set: {hook: '{{ customer }}', amount: {formula: 'amount + 1'}, wake_on: {formula: 'today() + 7d'}}}",
    "tag": "{tag: {field: signs, add: [hot], remove: [cold]}}",
    "create": "{create: {form: order, values: {customer: 'Again {{ customer }}', phone: '13900139000'}}}",
    "task": "{task: {id: greet, title: {zh: 道谢, en: Say thanks}, who: owner, within: 1 working day}}",
    "assign": "{assign: {to: superior}}",
    "stage": "{stage: {to: parked, answers: {park_reason: later, wake_on: {formula: 'today() + 30d'}, hook: ask}}}",
    "notify": "{notify: {to: [owner, superior], text: {zh: '看看 {{ customer }}', en: Look}}}",
    "run": "{run: {automation: other, with: {why: '{{ customer }}'}}}",
}
OTHER = "on: call\ntakes: {why: text}\ndo: [{set: {code: '{{ why }}'}}]"
SIGNS = "  - {id: signs, type: multi_choice, label: {zh: 迹象, en: Signs}, choices: [hot, cold]}\n"


@pytest.fixture
def done(works):
    """Does one action to an order and returns the world, the order and the step."""

    def do(steps: str, **values):
        from definitions import read_folder
        from tests.world import CONFIGS

        form = read_folder(CONFIGS / "orders")["forms/order.yaml"].replace("duplicates:", SIGNS + "duplicates:")
        one = f"on: submitted\nonce: true\nif: \"channel = 'page'\"\ndo: [{steps}]"
        world = works({"forms/order.yaml": form}, one=one, other=OTHER)
        record = world.submit(**{"amount": "100", **values})
        world.deliver_all()
        run = world.runs(automation="one")[0]
        return world, record, world.steps(run.id)[-1]

    return do


def test_every_action_has_its_example():
    assert set(EXAMPLES) <= set(ACTIONS.names())


@pytest.mark.parametrize("name", EXAMPLES)
def test_action_is_done_and_says_so(done, name):
    from definitions import Reason

    _, _, step = done(EXAMPLES[name])
    assert (step.action, step.state, step.error) == (name, "done", None)
    said = Reason.from_json(step.said)
    for language in ("zh", "en"):
        assert said.text(language) and "{" not in said.text(language)


@pytest.mark.parametrize("name", EXAMPLES)
def test_action_has_words_for_its_readers(done, name):
    from flows.automations.definition import scope_for
    from flows.steps import Place

    world, _, _ = done(EXAMPLES[name])
    one = world.catalog.get("automation", "one")
    place = Place(world.catalog, one, ("do", 0), "order", scope_for(world.catalog, one))
    for language in ("zh", "en"):
        assert "automation.does" not in one.do[0].action.words(place).text(language)


def test_set_reckons_and_fills_in(done):
    world, record, _ = done(EXAMPLES["set"])
    row = world.row(record)
    assert (row.f_hook, row.f_amount, str(row.f_wake_on)) == ("润扬轴承", 101, "2026-12-01")


def test_set_of_what_stands_there_does_nothing(done):
    _, _, step = done("{set: {hook: x}}, {set: {hook: x}}")
    assert step.state == "nothing"


def test_tag_adds_and_takes_away(done):
    world, record, step = done(EXAMPLES["tag"], signs=["cold"])
    assert world.row(record).f_signs == ("hot",)
    assert step.result == {"added": ["hot"], "removed": ["cold"]}


def test_create_lets_a_record_in_by_the_one_door(done):
    world, _, step = done(EXAMPLES["create"])
    made = world.row(step.result["record"])
    assert (made.f_customer, made.channel, made.stage) == ("Again 润扬轴承", "automation", "touch")
    assert world.told(made.id)[0] == "submitted"


def test_task_lies_in_the_day_of_its_owner(done):
    world, record, step = done(EXAMPLES["task"])
    with world.work() as work:
        row = tasks.get(work.connection, step.result["task"])
    assert (row.assignee, row.title["en"], row.must) == (world.row(record).owner, "Say thanks", True)
    assert row.due_at > world.now


def test_unmet_task_is_told_to_whoever_has_it(done):
    world, record, _ = done(EXAMPLES["task"])
    with world.work(world.row(record).owner) as work:
        assignment.accept(work, "order", record)
    world.passes(hours=30)
    world.tick()
    assert any("道谢" in title for title in world.notices(world.row(record).owner))


def test_assign_hands_over_as_a_person_would(done):
    world, record, _ = done(EXAMPLES["assign"])
    assert world.row(record).owner == world.manager
    assert world.told(record).count("assigned") == 2


def test_stage_asks_what_it_asks_of_people(done):
    world, record, step = done(EXAMPLES["stage"])
    assert world.row(record).stage == "parked"
    assert step.result == {"from": "touch", "to": "parked"}


def test_stage_without_what_it_asks_for_is_refused(done):
    world, record, step = done("{stage: {to: parked}}")
    assert step.state == "failed" and "Wake on" in step.error
    assert world.row(record).stage == "touch"


def test_notify_says_why_one_is_told(done):
    world, _, _ = done(EXAMPLES["notify"])
    assert "看看 润扬轴承" in world.notices(world.manager)


MAIL = """kind: message
id: hello
form: order
label: {zh: 问候, en: Hello}
title: {zh: "您好，{{ customer }}", en: "Hello {{ customer }}"}
body: {zh: "请看附件。", en: "See."}
mail: {to: mail}
"""
ADDRESS = "  - {id: mail, type: email, label: {zh: 邮箱, en: Mail}}\n"


def test_mail_that_cannot_go_says_why_and_goes_on(works):
    from definitions import Reason, read_folder
    from tests.world import CONFIGS

    form = read_folder(CONFIGS / "orders")["forms/order.yaml"].replace("duplicates:", ADDRESS + "duplicates:")
    more = {"forms/order.yaml": form, "messages/hello.yaml": MAIL}
    world = works(more, one="on: submitted\ndo: [{mail: {message: hello}}, {set: {hook: x}}]")
    record = world.submit()
    world.deliver_all()
    step = world.steps(world.runs()[0].id)[0]
    assert (step.state, world.row(record).f_hook) == ("nothing", "x")
    assert "没有发出" in Reason.from_json(step.said).text("zh")
    assert "mail_not_sent" in world.told(record)


def test_run_hands_values_over_and_is_a_run_of_its_own(done):
    world, record, step = done(EXAMPLES["run"])
    called = world.runs(automation="other")[0]
    assert (called.id, called.state, called.depth) == (step.result["run"], "done", 2)
    assert world.row(record).f_code == "润扬轴承"


def test_role_limits_what_an_automation_may(works):
    role = "kind: role\nid: clerk\nlabel: Clerk\nforms: {order: {see: all, do: [edit], read_only: [hook]}}"
    text = "on: submitted\nrights: clerk\ndo: [{set: {code: x}}, {set: {hook: x}}]"
    world = works({"roles/clerk.yaml": role}, one=text)
    record = world.submit()
    world.deliver_all()
    assert world.row(record).f_code == "x"
    assert world.states() == ["failed"]


def test_dry_run_shows_what_would_happen_and_keeps_nothing(works):
    steps = ", ".join(EXAMPLES[name] for name in ("set", "task", "run"))
    world = works(one=f'on: edited\nif: "amount >= 100 and filled(phone)"\ndo: [{steps}]', other=OTHER)
    record = world.submit(amount="100")
    world.deliver_all()
    before = (world.row(record), world.told(record), len(world.runs()))
    with world.work(world.manager) as work:
        left = outbox.waiting(work.connection)
        trial = automations.dry_run(work, "one", record)
        assert outbox.waiting(work.connection) == left
    assert trial.holds and [part.holds for part in trial.conditions] == [True, True]
    assert [step.state for step in trial.run.steps] == ["done", "done", "done"]
    assert [child.automation for child in trial.run.led_to if child.automation == "other"] == ["other"]
    assert "edited" in [event.kind for event in trial.happened]
    assert (world.row(record), world.told(record), len(world.runs())) == before


def test_dry_run_says_what_does_not_hold(works):
    world = works(one='on: edited\nif: "amount >= 100 and filled(code)"\ndo: [{set: {hook: x}}]')
    record = world.submit(amount="100")
    with world.work(world.manager) as work:
        trial = automations.dry_run(work, "one", record)
    assert not trial.holds and trial.run is None
    assert [part.holds for part in trial.conditions] == [True, False]


def test_dry_run_needs_the_right_to_configure(works):
    from definitions import NotAllowed

    world = works(one="on: edited\ndo: [{set: {hook: x}}]")
    record = world.submit()
    with pytest.raises(NotAllowed), world.work(world.lin) as work:
        automations.dry_run(work, "one", record)


def test_pause_holds_what_would_begin_and_resume_does_it(works):
    world = works(one="on: submitted\ndo: [{set: {hook: x}}]")
    with world.work(world.manager) as work:
        automations.pause(work, "one", "too loud")
    record = world.submit()
    world.deliver_all()
    assert (world.states(), world.row(record).f_hook) == (["held"], None)
    with world.work(world.manager) as work:
        assert automations.resume(work, "one") == 1
    world.deliver_all()
    assert (world.states(), world.row(record).f_hook) == (["done"], "x")


def test_pause_holds_what_was_waiting_too(works):
    world = works(one="on: submitted\ndo: [{set: {hook: x}}]")
    world.submit()
    with world.work(world.manager) as work:
        automations.pause(work, "one")
    world.deliver_all()
    assert world.states() == ["held"]


def test_resume_may_drop_what_was_held(works):
    world = works(one="on: submitted\ndo: [{set: {hook: x}}]")
    with world.work(world.manager) as work:
        automations.pause(work, "one")
    world.submit()
    with world.work(world.manager) as work:
        automations.resume(work, "one", catch_up=False)
    world.deliver_all()
    assert world.states() == ["dropped"]


def test_run_anew_begins_from_the_first_step(works):
    world = works(one="on: submitted\ndo: [{task: {title: Look}}]")
    record = world.submit()
    world.deliver_all()
    first = world.runs()[0].id
    with world.work(world.manager) as work:
        automations.run_anew(work, first)
    world.deliver_all()
    assert world.states() == ["done", "done"]
    assert world.told(record).count("task_opened") == 2
    assert world.runs()[1].replay_of == first


def test_start_by_hand_asks_the_condition(works):
    from definitions import Refused

    world = works(one='on: call\nif: "amount > 5"\ndo: [{set: {hook: x}}]')
    small, large = world.submit(amount="1"), world.submit(amount="10", phone="13800138999")
    with world.work(world.manager) as work:
        automations.start_by_hand(work, "one", large)
    with pytest.raises(Refused), world.work(world.manager) as work:
        automations.start_by_hand(work, "one", small)
    world.deliver_all()
    assert [run.record for run in world.runs()] == [large]


def test_ended_run_cannot_be_tried_again(works):
    from definitions import Refused

    world = works(one="on: submitted\ndo: [{set: {hook: x}}]")
    world.submit()
    world.deliver_all()
    first = world.runs()[0].id
    with pytest.raises(Refused), world.work(world.manager) as work:
        automations.try_again(work, first)


def test_many_at_once_begin_what_one_by_one_would(two_worlds, works):
    rows = [{"customer": f"客户 {n}", "phone": f"138001381{n:02}", "amount": str(n * 100_000)} for n in range(12)]
    one, many = works_of(two_worlds, "on: [submitted, {event: graded, to: [A]}]\nif: \"amount > 300000\"\n"
                                     "do: [{set: {hook: x}}, {task: {title: Call}}]")  # fmt: skip
    for row in rows:
        with one.work() as work:
            intake.submit(work, "order", row, channel="import")
    with many.work() as work:
        intake.submit_many(work, "order", rows)
    for world in (one, many):
        world.deliver_all()
    assert told_of(one) == told_of(many)


def works_of(worlds, text):
    from tests.flows.automations.conftest import Works, files
    from tests.world import catalog_in

    for world in worlds:
        world.__class__ = Works
        world.catalog = catalog_in("orders", **files(one=text))
    return worlds


def told_of(world):
    """Of each record which runs it had, in which state, and what happened to it."""
    found = [(run.record, run.occasion["event"], run.state, run.seen["amount"]) for run in world.runs()]
    return sorted(found), [world.told(record) for record in range(1, 13)]


def test_forgotten_runs_take_their_steps_along(works):
    world = works(one="on: submitted\ndo: [{set: {hook: x}}]")
    world.submit()
    world.deliver_all()
    run = world.runs()[0].id
    world.passes(days=200)
    with world.work() as work:
        assert runs.forget_ended(work.connection, world.now) == 1
        assert runs.steps_of(work.connection, run) == ()


CONTACTS = (
    "{task: {id: reach, contact: true, title: Reach them, within: 2 working hours}}, "
    "{task: {id: meet, contact: true, title: Meet them, who: superior}}, {task: {id: post, title: Send papers}}"
)


def open_tasks(world, record):
    with world.work() as work:
        return {row.task: row for row in tasks.open_of(work.connection, "order", record)}


def log(world, record, outcome="reached"):
    with world.work(world.row(record).owner) as work:
        contacts.log(work, "order", record, way="call", outcome=outcome, content="谈了交期")


def test_contact_does_what_asked_its_owner_to_get_in_touch(done):
    world, record, _ = done(CONTACTS)
    log(world, record)
    assert open_tasks(world, record).keys() & {"reach", "meet", "post"} == {"meet", "post"}
    assert world.told(record).count("task_completed") == 2  # the stage's call, and what was asked for


def test_attempt_that_nobody_answered_leaves_it_open(done):
    world, record, _ = done(CONTACTS)
    log(world, record, outcome="no_answer")
    assert open_tasks(world, record).keys() >= {"reach", "meet", "post"}


def test_contact_that_is_asked_for_is_done_by_its_log_alone(done):
    world, record, _ = done(CONTACTS)
    asked = open_tasks(world, record)["reach"]
    with pytest.raises(work_tasks.LogMissing), world.work(asked.assignee) as work:
        work_tasks.complete(work, asked.id)
