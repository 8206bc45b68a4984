"""What programs do with records: stages, assignments, contacts, tasks."""

from datetime import timedelta

import pytest

from tests.api.conftest import LEADS, codes
from tests.web.trade import with_rep

pytestmark = pytest.mark.both_databases

HERS = {"industry": "machining", "region": "east", "budget": 600_000}


@pytest.fixture
def hers(create) -> str:
    """The address of a record that 林晓雯 was given."""
    made = create(**HERS)
    assert made["owner"]["name"] == "林晓雯"
    return f"{LEADS}/{made['id']}"


@pytest.fixture
def first_call(rep, hers) -> str:
    """The address of the call that her record waits for."""
    task = next(task for task in rep.get(f"{hers}/tasks").json["tasks"] if task["task"] == "call")
    return f"/api/v1/tasks/{task['id']}"


def test_a_held_gate_says_what_is_missing(rep, hers):
    answer = rep.post(f"{hers}/stage", {"to": "need_confirmed"})
    assert (answer.status_code, codes(answer)) == (422, {None: "guard_not_met", "need": "required"})
    assert {"kind": "task", "id": "call", "label": "First call"} in answer.json["missing"]


def test_answers_given_on_the_way_open_the_gate(rep, hers, first_call):
    rep.post(f"{hers}/contacts", CALL)
    moved = rep.post(f"{hers}/stage", {"to": "need_confirmed", "answers": {"need": "两条产线"}})
    assert (moved.status_code, moved.json["stage"], moved.json["need"]) == (200, "need_confirmed", "两条产线")


def test_what_came_with_a_move_is_told_as_the_programs(rep, hers):
    rep.post(f"{hers}/stage", {"to": "lost", "answers": {"lost_reason": "price"}})
    edited = next(event for event in rep.get(f"{hers}/events").json["events"] if event["kind"] == "edited")
    assert edited["data"]["channel"] == "api"


def test_answers_are_held_to_the_form(rep, hers):
    answer = rep.post(f"{hers}/stage", {"to": "parked", "answers": {"wake_on": 5, "nope": 1}})
    assert codes(answer) == {"wake_on": codes(answer)["wake_on"], "nope": "unknown_field"}


def test_a_stage_asks_for_what_it_needs(rep, hers):
    answer = rep.post(f"{hers}/stage", {"to": "parked"})
    assert answer.status_code == 422
    assert {"park_reason", "wake_on"} <= set(codes(answer))
    assert "{" not in answer.json["errors"][0]["message"]


def test_a_skip_needs_a_reason_that_is_known(rep, hers):
    answer = rep.post(f"{hers}/stage", {"to": "quote", "skip_reason": "because"})
    assert answer.status_code in (409, 422)
    assert rep.get(hers).json["stage"] == "first_touch"


def test_a_move_that_was_made_before_is_told(rep, hers):
    answer = rep.post(f"{hers}/stage", {"to": "first_touch"})
    assert (answer.status_code, codes(answer)) == (409, {None: "already_there"})


def test_the_owner_accepts(rep, hers):
    assert rep.post(f"{hers}/assignment", {"accept": True}).json["accepted_at"] == "2026-11-24T02:18:00Z"
    again = rep.post(f"{hers}/assignment", {"accept": True})
    assert (again.status_code, codes(again)) == (409, {None: "accepted_before"})


def test_who_refuses_says_why_and_hands_it_on(rep, manager, hers):
    assert rep.post(f"{hers}/assignment", {"refuse": True}).status_code == 409
    answer = rep.post(f"{hers}/assignment", {"refuse": True, "choice": "not_mine", "reason": "客户在南方"})
    assert (answer.status_code, set(answer.json)) == (200, {"id", "warnings"})
    assert manager.get(hers).json["owner"]["name"] != "林晓雯"


@pytest.mark.parametrize("whom", ["login", "id"])
def test_a_manager_hands_over_by_name_or_id(office, manager, hers, whom):
    to = {"login": "zhao.qihang", "id": office.id("zhao.qihang")}[whom]
    assert manager.post(f"{hers}/assignment", {"to": to}).json["owner"]["name"] == "赵启航"


@pytest.mark.parametrize("whom", ["nobody", 99999, 10**30, -1, ""])
def test_nobody_can_be_given_a_record(manager, hers, whom):
    assert codes(manager.post(f"{hers}/assignment", {"to": whom})) == {"to": "no_such_person"}


def test_a_rep_hands_over_what_is_hers_with_a_reason(rep, hers):
    assert codes(rep.post(f"{hers}/assignment", {"to": "zhao.qihang"})) == {None: "say_why_transfer"}
    given = rep.post(f"{hers}/assignment", {"to": "zhao.qihang", "reason": "他跟过这家集团"})
    assert (given.status_code, set(given.json)) == (200, {"id", "warnings", "reassignment"})


def test_a_rep_does_not_hand_out_records(office, rep, hers):
    assert rep.post(f"{hers}/assignment", {"pool": "lead_pool"}).status_code == 403
    other = office.caller("zhao.qihang").post(f"{hers}/assignment", {"to": "zhao.qihang", "reason": "给我"})
    assert other.status_code == 404


def test_a_record_is_given_back_and_claimed_by_others(office, rep, hers):
    given = rep.post(f"{hers}/assignment", {"release": True, "choice": "other", "reason": "休假"})
    assert (given.json["owner"], given.json["pool"]) == (None, "lead_pool")
    assert codes(rep.post(f"{hers}/assignment", {"claim": True})) == {None: "claim_waits"}
    claimed = office.caller("zhao.qihang").post(f"{hers}/assignment", {"claim": True})
    assert claimed.json["owner"]["name"] == "赵启航"


def test_one_thing_is_done_at_a_time(rep, hers):
    assert codes(rep.post(f"{hers}/assignment", {"accept": True, "refuse": True})) == {"to": "one_of"}
    assert codes(rep.post(f"{hers}/assignment", {"accept": False})) == {"accept": "wrong_type"}


CALL = {"way": "call", "outcome": "interested", "content": "聊了六分钟", "next_step": "发方案"}


def test_a_contact_is_written_down_with_its_next_step(rep, hers):
    answer = rep.post(f"{hers}/contacts", {**CALL, "next_at": "2026-11-25T09:00:00+08:00"})
    assert (answer.status_code, answer.json["first_contact_at"]) == (200, "2026-11-24T02:18:00Z")
    promised = rep.get(f"{hers}/tasks").json["tasks"][-1]
    assert (promised["label"], promised["due_at"]) == ("发方案", "2026-11-25T01:00:00Z")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"way": "pigeon"}, "way"),
        ({"content": ""}, "content"),
        ({"next_at": "2026-11-25T09:00:00"}, "next_at"),
        ({"next_at": "tomorrow"}, "next_at"),
        ({"next_at": "2020-01-01T00:00:00Z"}, "next_at"),
        ({"next_at": "0001-01-01T00:00:00+14:00"}, "next_at"),
        ({"next_step": 5}, "next_step"),
        ({"mood": "good"}, "mood"),
    ],
)
def test_a_contact_is_held_to_its_shape(rep, hers, more, field):
    answer = rep.post(f"{hers}/contacts", {**CALL, **more})
    assert (answer.status_code, list(codes(answer))) == (422, [field])


def test_a_task_is_shown_with_its_script(rep, first_call):
    task = rep.get(first_call).json
    assert (task["state"], task["must"], task["assignee"]["name"]) == ("open", True, "林晓雯")
    assert "王建国" in task["script"]


def test_a_contact_is_done_by_its_log(rep, hers, first_call):
    rep.post(f"{hers}/contacts", {**CALL, "answers": {"budget": "approved"}})
    done = rep.get(first_call).json
    assert (done["state"], done["words"], done["ended_by"]["name"]) == ("done", "聊了六分钟", "林晓雯")
    assert done["answers"] == {"budget": "approved"}
    assert codes(rep.post(f"{first_call}/completion")) == {None: "task_ended"}


def test_whoever_may_complete_but_not_log_does_a_contact_of_theirs_alone(office, rep, hers, first_call):
    with_rep(office, "log, complete]", "complete]")
    send = rep.post(f"{first_call}/completion", {"words": "接通"}).json["send"]
    assert rep.post(f"{hers}/contacts", {**CALL, "task": None}).status_code == 403
    assert rep.post(send["path"], {**CALL, "task": send["task"]}).status_code == 200
    assert rep.get(first_call).json["state"] == "done"


def test_a_contact_without_its_log_names_what_to_send(rep, hers, first_call):
    answer = rep.post(f"{first_call}/completion", {"words": "接通"})
    assert (answer.status_code, codes(answer)) == (409, {None: "log_missing"})
    send = answer.json["send"]
    assert (send["method"], send["path"]) == ("POST", f"{hers}/contacts")
    assert {"content", "next_step", "outcome", "way", "task"} <= set(send["fields"])
    assert send["path"] in answer.json["errors"][0]["message"]
    assert rep.get(first_call).json["state"] == "open"


def test_a_task_that_is_no_contact_is_done_once(rep, hers):
    own = rep.post(f"{hers}/tasks", {"title": "寄样品"}).json
    done = rep.post(f"/api/v1/tasks/{own['id']}/completion", {"words": "寄了"})
    assert (done.json["state"], done.json["words"], done.json["ended_by"]["name"]) == ("done", "寄了", "林晓雯")
    assert rep.post(f"/api/v1/tasks/{own['id']}/completion").status_code == 409


def test_what_must_be_done_is_not_left_out(rep, first_call):
    answer = rep.post(f"{first_call}/skip", {"reason": "because"})
    assert answer.status_code == 409
    assert rep.get(first_call).json["state"] == "open"


def test_a_task_is_put_off_but_not_into_the_past(rep, first_call):
    assert rep.post(f"{first_call}/snooze", {"until": "2026-11-24T05:00:00Z"}).json["snoozed_until"]
    assert rep.post(f"{first_call}/snooze", {"until": "2026-11-23T05:00:00Z"}).status_code == 409
    assert codes(rep.post(f"{first_call}/snooze", {})) == {"until": "required"}


def test_a_task_tells_what_is_known_of_its_questions(rep, hers, first_call):
    asks = rep.get(first_call).json["asks"]
    assert rep.get(first_call).json["known"] == [None] * len(asks) and asks
    rep.post(f"{hers}/contacts", {**CALL, "answers": {asks[0]: "80 万"}})
    (known, *others) = rep.get(first_call).json["known"]
    assert (known["answer"], known["task"], others) == ("80 万", "call", [None] * (len(asks) - 1))


def test_words_without_end_are_refused(rep, first_call):
    answer = rep.post(f"{first_call}/skip", {"reason": "no_need", "words": "长" * 10_001})
    assert (answer.status_code, codes(answer)) == (422, {"words": "too_long"})


def test_other_peoples_tasks_are_not_there(office, first_call):
    other = office.caller("liang.min")
    for path in (first_call, "/api/v1/tasks/99999", "/api/v1/tasks/x", f"/api/v1/tasks/{10**30}"):
        assert other.get(path).status_code == 404
    assert other.post(f"{first_call}/completion").status_code == 404


def test_people_join_and_leave_a_record(office, manager, hers):
    kai = office.people["deng.kai"].id
    assert manager.post(f"{hers}/assignment", {"join": "deng.kai"}).status_code == 200
    assert manager.post(f"{hers}/assignment", {"join": kai}).status_code == 409
    assert manager.post(f"{hers}/assignment", {"leave": kai}).status_code == 200


def test_milestones_say_what_is_open_and_what_comes_next(rep, hers):
    found = rep.get(f"{hers}/milestones").json["milestones"]
    assert [(one["id"], one["next"], one["reached_at"]) for one in found] == [
        ("solution_proven", True, None),
        ("closing", False, None),
    ]
    assert found[0]["unlocks"][0]["most"] == "20" and found[0]["missing"]


def test_discount_beyond_the_milestone_is_refused(rep, hers):
    answer = rep.patch(hers, {"quote": 100000, "discount": 15})
    assert (answer.status_code, codes(answer)) == (422, {"discount": "beyond_until"})


def test_clocks_are_paused_until_a_day_and_run_on(manager, hers):
    paused = manager.post(f"{hers}/pause", {"reason": "on holiday", "until": "2026-12-10"})
    assert (paused.status_code, paused.json["next_due_at"]) == (200, None)
    assert paused.json["paused_until"] == "2026-12-10T01:00:00Z"
    resumed = manager.call("DELETE", f"{hers}/pause")
    assert (resumed.status_code, resumed.json["paused_at"]) == (200, None) and resumed.json["next_due_at"]


def test_pausing_wants_a_right_and_a_reason(manager, rep, hers):
    assert rep.post(f"{hers}/pause", {"reason": "on holiday"}).status_code == 403
    assert codes(manager.post(f"{hers}/pause", {})) == {"reason": "required"}
    assert codes(manager.post(f"{hers}/pause", {"reason": "so", "until": "soon"})) == {"until": "not_a_moment"}


def test_numbers_are_marked_as_wanting_no_short_messages(rep, hers):
    for allowed, kind in ((False, "sms_stopped"), (True, "sms_allowed")):
        assert rep.post(f"{hers}/short-messages", {"allowed": allowed}).status_code == 200
        assert rep.get(f"{hers}/events").json["events"][0]["kind"] == kind
    assert codes(rep.post(f"{hers}/short-messages", {})) == {"allowed": "required"}


def test_what_one_put_off_is_taken_back(office, rep, hers, first_call):
    until = (office.now + timedelta(minutes=30)).isoformat()
    assert rep.post(f"{first_call}/snooze", {"until": until}).json["snoozed_until"]
    assert rep.post(f"{first_call}/return").json["snoozed_until"] is None
    assert codes(rep.post(f"{first_call}/return")) == {None: "nothing_to_take_back"}


def test_a_grade_that_is_right_is_left_in_peace(office, rep, hers):
    assert rep.post(f"{hers}/looks").json["reviewed_at"]
    assert office.caller("he.jing").post(f"{hers}/looks").status_code == 404
