"""Many records at once: handed over, changed, moved; seen first, answered one by one, taken back as one."""

import pytest

from tests.api.conftest import LEADS, codes
from tests.api.test_openapi import DOC, fits

EDIT = {"field": "industry", "value": "electronics"}
MOVE = {"to": "invalid"}


@pytest.fixture
def three(create):
    """Three records in the East."""
    made = [
        create(company=f"无锡第{n}轴承厂", phone=f"1390000205{n}", region="east", industry="machining")
        for n in range(3)
    ]
    return [one["id"] for one in made]


@pytest.fixture
def hers(admin, three):
    """The same, 林晓雯's."""
    for record in three:
        admin.post(f"{LEADS}/{record}/assignment", {"to": "lin.xiaowen"})
    return three


def owners(admin, records):
    return {admin.get(f"{LEADS}/{record}").json["owner"]["name"] for record in records}


def industries(admin, records):
    return [admin.get(f"{LEADS}/{record}").json["industry"] for record in records]


def test_a_preview_says_who_would_get_how_many(manager, admin, hers):
    seen = manager.post(f"{LEADS}/reassignments/preview", {"records": hers, "to": "he.jing"}).json
    [share] = seen["shares"]
    assert (seen["records"], share["person"]["name"], share["holds"], share["then_holds"]) == (3, "何静", 0, 3)
    assert (share["limit"], share["over_limit"]) == (30, False)
    assert owners(admin, hers) == {"林晓雯"}


def test_many_are_handed_over_and_taken_back(manager, admin, hers):
    body = {"where": "company contains '轴承厂'", "to": "he.jing", "reason": "分区调整"}
    done = manager.post(f"{LEADS}/reassignments", body)
    assert (done.status_code, done.json["records"], owners(admin, hers)) == (201, 3, {"何静"})
    act = f"/api/v1/reassignments/{done.json['id']}"
    assert manager.get(act).json["reason"] == "分区调整"
    assert manager.post(f"{act}/undoing").json["taken_back"] == 3
    assert owners(admin, hers) == {"林晓雯"}


def test_the_rules_can_spread_them(manager, admin, hers):
    assert manager.post(f"{LEADS}/reassignments", {"records": hers, "spread": True}).status_code == 201
    assert "林晓雯" not in owners(admin, hers)


def test_what_stays_where_all_of_it_stays_is_a_refusal(manager, hers):
    answer = manager.post(f"{LEADS}/reassignments", {"records": hers, "to": "lin.xiaowen"})
    assert (answer.status_code, codes(answer)) == (409, {None: "all_stay"})
    assert "林晓雯" in answer.json["errors"][0]["message"]


def test_handing_over_twice_under_one_key_takes_effect_once(manager, hers):
    body = {"records": hers, "to": "he.jing"}
    first = manager.post(f"{LEADS}/reassignments", body, key="k").json
    again = manager.post(f"{LEADS}/reassignments", body, key="k")
    assert (again.json["id"], again.headers["Idempotency-Replayed"]) == (first["id"], "true")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"to": "he.jing"}, {"records": "one_of"}),
        ({"records": [1]}, {"to": "one_of"}),
        ({"records": [1], "where": "id > 0", "to": "he.jing"}, {"records": "one_of"}),
        ({"records": [1, 4711, "LD-X"], "to": "he.jing"}, {"records": "no_such_records"}),
        ({"records": [], "to": "he.jing"}, {"records": "wrong_type"}),
        ({"records": [1], "to": "nobody"}, {"to": "no_such_person"}),
        ({"where": "nope = 1", "to": "he.jing"}, {"where": "bad_rule"}),
    ],
)
def test_what_cannot_be_meant_says_where(manager, hers, body, found):
    for path in (f"{LEADS}/reassignments", f"{LEADS}/reassignments/preview"):
        answer = manager.post(path, body)
        assert (answer.status_code, codes(answer)) == (422, found), answer.text


def test_a_rep_hands_no_many_over(rep, hers):
    answer = rep.post(f"{LEADS}/reassignments", {"records": hers, "to": "he.jing"})
    assert (answer.status_code, codes(answer)) == (403, {None: "not_allowed"})


def test_all_that_somebody_has_goes_on_by_stage(office, manager, admin, hers):
    place = f"/api/v1/people/{office.id('lin.xiaowen')}/handover"
    estate = manager.get(place).json
    [holding] = estate["holdings"]
    assert (estate["records"], holding["form"], holding["stage"], holding["records"]) == (3, "lead", "first_touch", 3)
    body = {"parts": [{"form": "lead", "stage": "first_touch", "to": "he.jing"}], "reason": "离职"}
    assert manager.post(f"{place}/preview", body).json["shares"][0]["then_holds"] == 3
    done = manager.post(place, body)
    assert (done.status_code, done.json["records"], owners(admin, hers)) == (201, 3, {"何静"})
    assert manager.get(f"/api/v1/reassignments/{done.json['id']}").json["person"]["name"] == "林晓雯"


def test_only_who_arranges_people_marks_them_as_left(office, manager, admin, hers):
    place, body = f"/api/v1/people/{office.id('lin.xiaowen')}/handover", {"rest": {"to": "he.jing"}, "leaves": True}
    assert manager.post(place, body).status_code == 403
    assert admin.post(place, body).json["records"] == 3
    assert office.caller("xu.lan").get("/api/v1/reassignments/1").status_code == 200


def test_what_others_have_is_not_ones_own_to_give(office, rep):
    place = f"/api/v1/people/{office.id('he.jing')}/handover"
    assert rep.get(place).status_code == rep.post(place, {"rest": {"spread": True}}).status_code == 403
    assert rep.get("/api/v1/people/4711/handover").status_code == 404


def test_a_hand_over_says_what_goes_where_or_that_nothing_does(office, manager, hers):
    place = f"/api/v1/people/{office.id('lin.xiaowen')}/handover"
    for body in ({}, {"reason": "离职"}):
        answer = manager.post(place, body)
        assert (answer.status_code, codes(answer)) == (422, {"rest": "rest_or_parts"})
    assert manager.post(place, {"parts": []}).json["records"] == 0


def test_a_part_that_is_nowhere_says_so(office, manager, hers):
    place = f"/api/v1/people/{office.id('lin.xiaowen')}/handover"
    answer = manager.post(place, {"parts": [{"form": "lead", "stage": "quote", "to": "he.jing"}]})
    assert (answer.status_code, codes(answer)) == (422, {"parts": "nothing_there"})


def test_a_field_of_many_is_set_and_brought_back(manager, admin, three):
    seen = manager.post(f"{LEADS}/edits/preview", {"records": three, **EDIT}).json
    assert (seen["changes"], seen["same"], seen["stays"]) == (3, 0, 0)
    act = manager.post(f"{LEADS}/edits", {"records": three, **EDIT})
    assert (act.status_code, act.json["counts"]["done"], act.json["running"]) == (201, 3, False)
    assert industries(admin, three) == ["electronics"] * 3
    place = f"/api/v1/bulk/{act.json['id']}"
    undone = manager.post(f"{place}/undoing").json
    assert (undone["counts"]["undone"], undone["may_undo"]) == (3, False)
    assert industries(admin, three) == ["machining"] * 3
    assert codes(manager.post(f"{place}/undoing")) == {None: "undone"}


def test_moves_answer_for_each_record(manager, three):
    seen = manager.post(f"{LEADS}/moves/preview", {"records": three, "to": "need_confirmed"}).json
    assert (seen["changes"], seen["stays"]) == (0, 3) and "First call" in seen["left"][0]["why"]
    act = manager.post(f"{LEADS}/moves", {"records": three, "to": "need_confirmed"}).json
    told = manager.get(f"/api/v1/bulk/{act['id']}/records", state="left", limit=2).json
    assert [one["id"] for one in told["records"]] == three[:2] and told["next"] == three[1]
    assert "First call" in told["records"][0]["why"]


def test_more_than_a_portion_goes_on_in_the_background(office, manager, admin, three, monkeypatch):
    monkeypatch.setattr("flows.bulk.act.PORTION", 2)
    act = manager.post(f"{LEADS}/edits", {"records": three, **EDIT})
    assert (act.status_code, act.json["running"]) == (202, True)
    office.deliver()
    office.deliver()
    assert manager.get(f"/api/v1/bulk/{act.json['id']}").json["running"] is False
    assert industries(admin, three) == ["electronics"] * 3


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"records": [1], "field": "industry", "value": 5}, {"industry": "not_a_choice"}),
        ({"records": [1], "field": "nope", "value": "x"}, {"nope": "unknown_field"}),
        ({"records": [1], "field": "score", "value": 5}, {"score": "unknown_field"}),
        ({"records": [1], "field": "industry"}, {"value": "required"}),
    ],
)
def test_a_value_that_fits_nowhere_says_why(manager, three, body, found):
    answer = manager.post(f"{LEADS}/edits", body)
    assert (answer.status_code, codes(answer)) == (422, found), answer.text


def test_an_act_of_somebody_else_is_not_there(office, manager, three):
    act = manager.post(f"{LEADS}/edits", {"records": three, **EDIT}).json
    other = office.caller("he.jing")
    place = f"/api/v1/bulk/{act['id']}"
    assert other.get(place).status_code == other.post(f"{place}/undoing").status_code == 404
    assert other.get(f"{place}/records").status_code == other.get("/api/v1/bulk/4711").status_code == 404


def test_answers_hold_to_the_description(office, admin, hers):
    doc = admin.get(DOC).json
    fits(
        doc,
        "ReassignmentForeseen",
        admin.post(f"{LEADS}/reassignments/preview", {"records": hers, "spread": True}).json,
    )
    fits(doc, "Reassigned", admin.post(f"{LEADS}/reassignments", {"records": hers, "to": "he.jing"}).json)
    fits(doc, "Estate", admin.get(f"/api/v1/people/{office.id('he.jing')}/handover").json)
    fits(doc, "BulkForeseen", admin.post(f"{LEADS}/edits/preview", {"records": hers, **EDIT}).json)
    act = admin.post(f"{LEADS}/edits", {"records": hers, **EDIT}).json
    fits(doc, "BulkAct", act)
    for one in admin.get(f"/api/v1/bulk/{act['id']}/records").json["records"]:
        fits(doc, "BulkRecord", one)
