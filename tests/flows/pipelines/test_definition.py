"""What a pipeline file may say, and what is said about one that is wrong."""

from types import SimpleNamespace as Some

import pytest

from definitions import load_files, read_folder
from flows.pipelines import stages_in_order
from tests.world import CONFIGS

HEAD = "kind: pipeline\nid: order_path\nform: order\nlabel: Path\n"
FINE = """
start: one
skip_reasons: [{id: why, label: Why}]
stages:
  - {id: one, next: [two], tasks: [{id: call, within: 1h}], leave_when: "done(call)"}
  - {id: two, outcome: won}
"""


def load(pipeline, **files):
    found = {**read_folder(CONFIGS / "orders"), **files}
    return load_files({**found, "pipelines/order_path.yaml": HEAD + pipeline})


def problems(pipeline, **files):
    return [(problem.key.rsplit(".", 1)[-1], problem.path) for problem in load(pipeline, **files).problems]


def test_sound_pipeline_has_no_problem():
    assert problems(FINE) == []


def test_stages_tasks_and_limits_are_read():
    pipeline = load(FINE).catalog.get("pipeline", "order_path")
    task = pipeline.stage("one").task("call")
    assert (pipeline.start, pipeline.stage("two").outcome, str(task.within)) == ("one", "won", "1 hour")
    assert [step.party.kind for step in task.overdue] == ["owner"]


def test_escalations_to_superiors_climb_tier_by_tier():
    text = FINE.replace(
        "within: 1h", "within: 1h, overdue: [{notify: owner}, {escalate: superior}, {after: 2h, escalate: superior}]"
    )
    steps = load(text).catalog.get("pipeline", "order_path").task("call").overdue
    assert [(step.escalates, step.tier) for step in steps] == [(False, 0), (True, 1), (True, 2)]


CHANGES = [
    ("next: [two]", "next: [tow, two]", "unknown_stage", "stages.one.next[0]"),
    ("next: [two]", "next: []", "no_way_out", "stages.one"),
    ("next: [two]", "next: []", "unreachable", "stages.two"),
    ("start: one", "start: none", "unknown_stage", "start"),
    ("within: 1h", "within: 0.5m", "shorter_than_tick", "stages.one.tasks.call.within"),
    ("within: 1h", "within: soon", "not_a_duration", "stages.one.tasks.call.within"),
    ("within: 1h", "within: 1h, who: {role: boss}", "unknown_role", "stages.one.tasks.call.who"),
    ("within: 1h", "within: 1h, script: 'Hi {{ nobody }}'", "fills_unknown", "stages.one.tasks.call.script"),
    ("within: 1h", "within: 1h, script: 'Hi {% if customer %}'", "no_place", "stages.one.tasks.call.script"),
    ("within: 1h", "within: 1h, overdue: [{notify: owner, message: none}]", "unknown_message",
     "stages.one.tasks.call.overdue[0].message"),
    ("within: 1h}", "within: 1h}, {id: call}", "id_twice", "stages.one.tasks.call.id"),
    ("done(call)", "done(cal)", "rule", "stages.one.leave_when"),
    ("done(call)", "amount + 1", "not_a_condition", "stages.one.leave_when"),
    ("done(call)", "amount >", "rule", "stages.one.leave_when"),
    ("done(call)", "amnt > 1", "rule", "stages.one.leave_when"),
    ("outcome: won", "outcome: won, ask: [nothing]", "unknown_field", "stages.two.ask[0]"),
    ("outcome: won", "outcome: parked", "never_wakes", "stages.two"),
    ("outcome: won", "outcome: parked, ask: [customer], wake: {on: customer}", "wake_needs_date", "stages.two.wake.on"),
    ("outcome: won", "outcome: parked, wake: {on: wake_on}", "wake_not_asked", "stages.two.wake"),
    ("id: two, outcome: won", "id: one, outcome: won", "id_twice", "stages.one.id"),
    ("within: 1h", "within: 1h, overdue: [{before: 2h, notify: owner}]", "warns_too_early",
     "stages.one.tasks.call.overdue[0].before"),
    ("within: 1h", "within: 1h, overdue: [{before: 5m, after: 5m, notify: owner}]", "before_and_after",
     "stages.one.tasks.call.overdue[0].before"),
    ("id: call, ", "id: wake, ", "our_own_task", "stages.one.tasks.wake.id"),
    ("start: one", "start: one\nfollow_up: {overdue: []}", "no_beats", "follow_up"),
    ("start: one", "start: one\nfollow_up: {by_grade: {Z: {within: 2d}}}", "unknown_grade", "follow_up.by_grade.Z"),
    ("start: one", "start: one\nfollow_up: {others: {after: 3d, within: 2d}}", "begins_after_its_end",
     "follow_up.others.after"),
    ("start: one", "start: one\nfollow_up: {others: {within: 2d, script: 'Hi {{ nobody }}'}}", "fills_unknown",
     "follow_up.others.script"),
    ("start: one", "start: one\nsilence: {after: 9d, overdue: [{notify: {role: boss}}]}", "unknown_role",
     "silence.overdue[0]"),
    ("[{id: why, label: Why}]", "[]", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("was", "now", "key", "path"), CHANGES)
def test_what_is_wrong_is_found_and_located(was, now, key, path):
    found = problems(FINE.replace(was, now))
    assert (key, path) in found if key else found == []


def test_skip_without_reasons_is_a_problem():
    text = FINE.replace("[{id: why, label: Why}]", "[]").replace("next: [two]", "next: [two], skip: {with: reason}")
    assert ("no_skip_reasons", "stages.one.skip") in problems(text)


REASONS = "[{id: jump, for: [stage]}, {id: call_later, for: [other]}, {id: anyway}]"


def test_reasons_are_offered_for_what_they_fit():
    line = load(FINE.replace("[{id: why, label: Why}]", REASONS)).catalog.get("pipeline", "order_path")
    assert [one.id for one in line.reasons_to_jump] == ["jump", "anyway"]
    assert [one.id for one in line.reasons_to_skip("call")] == ["anyway"]
    assert [one.id for one in line.reasons_to_skip("follow_up")] == ["call_later", "anyway"]


def test_stage_cannot_be_skipped_with_reasons_for_tasks_alone():
    text = FINE.replace("label: Why}", "for: [task]}").replace("next: [two]", "next: [two], skip: {with: reason}")
    assert ("no_skip_reasons", "stages.one.skip") in problems(text)


def test_wakes_in_a_circle_is_found():
    parked = "outcome: parked, ask: [wake_on], wake: {on: wake_on, to: %s}"
    text = FINE.replace("id: two, outcome: won", f"id: two, {parked % 'three'}")
    text += f"  - {{id: three, {parked % 'two'}}}\n"
    assert {key for key, _ in problems(text)} == {"wakes_in_a_circle"}


def test_unknown_form_is_found_with_a_hint():
    wrong = (HEAD + FINE).replace("form: order", "form: ordr")
    found = load_files({**read_folder(CONFIGS / "orders"), "pipelines/order_path.yaml": wrong}).problems
    assert "order" in next(p for p in found if p.key.endswith("unknown_form")).text("en")


def test_problems_read_in_both_languages():
    for was, now, key, _ in CHANGES:
        for problem in load(FINE.replace(was, now)).problems if key else ():
            assert "flows.problem" not in problem.text("zh") + problem.text("en")


def test_message_naming_unknown_field_is_found():
    message = "kind: message\nid: hello\nform: order\ntitle: 'Hi {{ custmer }}'\n"
    found = load(FINE, **{"messages/hello.yaml": message}).problems
    assert [(p.path, p.params["suggestion"]) for p in found] == [("title", "customer")]


def test_stages_of_several_pipelines_are_one_path():
    def line(*ids):
        return Some(stages=[Some(id=id) for id in ids])

    several = [line("touch", "quote", "won", "lost"), line("touch", "survey", "trial", "quote", "talk", "won", "lost")]
    ordered = [stage.id for stage in stages_in_order(several)]
    assert ordered == ["touch", "survey", "trial", "quote", "talk", "won", "lost"]
