"""What stands beside records: duplicates, trash, personal views, notices, pools, what goes out and comes in."""

import pytest

from definitions import Reason
from flows import delivering
from records import Delivery, deliveries
from tests.api.conftest import LEADS, codes
from tests.api.test_moves import HERS
from tests.api.test_openapi import DOC, fits

VIEWS, TRASH, DUPLICATES = f"{LEADS}/views", f"{LEADS}/trash", f"{LEADS}/duplicates"


@pytest.fixture
def pair(create):
    """Two records that may be one."""
    one = create(company="苏州恒锐精密机械有限公司", phone="13900002046")["id"]
    return one, create(company="恒锐精密机械", phone="13900002047", budget=500_000)["id"]


@pytest.fixture
def found(office, admin, pair):
    """The same, looked for."""
    assert admin.post(f"{DUPLICATES}/scans").status_code == 202
    for _ in range(6):
        office.deliver()
    return pair


def test_pairs_wait_with_why_they_were_found(admin, found):
    told = admin.get(DUPLICATES).json
    [waiting] = told["pairs"]
    assert {waiting["one"]["id"], waiting["other"]["id"]} == set(found) and told["total"] == 1
    assert waiting["why"] and told["scan"]["percent"] == 100 and told["scan"]["ended_at"]


def test_two_are_merged_and_taken_apart(admin, found):
    one, other = found
    plan = admin.get(f"{DUPLICATES}/{one}/{other}").json
    chosen = {each["field"]: each["chosen"] for each in plan["choices"]}
    assert (chosen["phone"], chosen["budget"], plan["kept"]["id"]) == ("one", "other", one)
    merged = admin.post(f"{DUPLICATES}/{one}/{other}/merging", {"choices": {"company": "other"}}, key="m")
    assert (merged.status_code, merged.json["record"]["company"]) == (201, "恒锐精密机械")
    assert merged.json["record"]["budget"] == 500_000 and admin.get(f"{LEADS}/{other}").status_code == 404
    place = f"{LEADS}/merges/{merged.json['merge']}/undoing"
    assert admin.post(place).json == {"kept": one, "gone": other, "left": []}
    assert admin.get(f"{LEADS}/{other}").json["budget"] == 500_000
    assert codes(admin.post(place)) == {None: "merge_undone"}


def test_a_choice_of_no_field_in_which_they_differ_is_refused(admin, found):
    one, other = found
    answer = admin.post(f"{DUPLICATES}/{one}/{other}/merging", {"choices": {"compny": "other", "source": "x"}})
    assert (answer.status_code, codes(answer)) == (422, {"choices": "not_among"})
    answer = admin.post(f"{DUPLICATES}/{one}/{other}/merging", {"choices": {"compny": "other"}})
    assert codes(answer) == {"choices": "unknown_nearly"}


def test_what_is_two_goes_from_the_queue(admin, found):
    one, other = found
    assert admin.post(f"{DUPLICATES}/{one}/{other}/difference").json == {"one": one, "other": other}
    assert admin.get(DUPLICATES).json["total"] == 0


def test_who_may_not_merge_does_none_of_it(rep, marketing, found):
    one, other = found
    for answer in (rep.get(DUPLICATES), rep.get(f"{DUPLICATES}/{one}/{other}"), rep.post(f"{DUPLICATES}/scans")):
        assert (answer.status_code, codes(answer)) == (403, {None: "not_allowed"})
    assert rep.post(f"{DUPLICATES}/{one}/{other}/merging").status_code == 403
    assert rep.post(f"{LEADS}/merges/1/undoing").status_code in (403, 404)


def test_nobody_merges_what_is_not_there(admin, pair):
    one, _ = pair
    assert admin.get(f"{DUPLICATES}/{one}/4711").status_code == admin.get(f"{DUPLICATES}/x/{one}").status_code == 404
    assert admin.post(f"{LEADS}/merges/4711/undoing").status_code == 404


def test_the_trash_says_what_lies_there_since_when_and_by_whom(admin, create):
    record = create()
    admin.call("DELETE", f"{LEADS}/{record['id']}")
    [lies] = admin.get(TRASH).json["records"]
    assert (lies["id"], lies["title"], lies["by"]["name"]) == (record["id"], "苏州恒锐精密机械", "徐岚")
    assert admin.post(f"{LEADS}/{record['id']}/restoration", {"linked": True}).status_code == 200
    assert admin.get(TRASH).json["records"] == []


def test_who_may_not_throw_away_sees_no_trash(rep):
    assert rep.get(TRASH).status_code == rep.post(f"{TRASH}/retention/1/holding").status_code == 403


def test_a_question_is_kept_changed_and_forgotten(rep):
    made = rep.post(VIEWS, {"name": "大单", "where": "budget > 500000", "sort": "-budget"})
    assert (made.status_code, made.json["where"], made.json["mine"]) == (201, "budget > 500000", True)
    place = made.headers["Location"]
    renamed = rep.patch(place, {"name": "更大的单", "where": "budget > 900000"}).json
    assert (renamed["name"], renamed["where"], renamed["sort"]) == ("更大的单", "budget > 900000", "-budget")
    assert [one["name"] for one in rep.get(VIEWS).json["views"]] == ["更大的单"]
    assert rep.call("DELETE", place).status_code == 200 and rep.get(VIEWS).json["views"] == []


def test_a_view_that_asks_what_one_may_not_is_refused(rep):
    answer = rep.post(VIEWS, {"name": "x", "where": "cost > 5"})
    assert (answer.status_code, codes(answer)) == (422, {"where": "bad_rule"})
    assert codes(rep.post(VIEWS, {"where": "budget > 5"})) == {"name": "required"}
    assert codes(rep.post(VIEWS, {"name": "x", "sort": "nope"})) == {"nope": "unknown_field"}


def test_views_are_shared_and_stay_their_owners(office, rep, manager):
    place = rep.post(VIEWS, {"name": "大单", "shared": True}).headers["Location"]
    [seen] = office.caller("zhao.qihang").get(VIEWS).json["views"]
    assert (seen["name"], seen["mine"], seen["shared"]) == ("大单", False, True)
    assert office.caller("zhao.qihang").patch(place, {"name": "y"}).status_code == 404
    assert rep.patch(f"{VIEWS}/4711", {"name": "y"}).status_code == 404


@pytest.fixture
def told(office, create):
    """林晓雯 was told of a record that she was given."""
    create(**HERS, phone="13900002099")
    office.deliver()


def test_notices_are_read_when_somebody_says_so(told, rep):
    listed = rep.get("/api/v1/notifications").json
    first = listed["notifications"][0]
    assert listed["unread"] and (first["form"], first["read_at"]) == ("lead", None) and first["title"]
    assert rep.post("/api/v1/notifications/reading", {"ids": [first["id"]]}).json["read"] == 1
    assert rep.post("/api/v1/notifications/reading", {"all": True}).json["unread"] == 0
    assert rep.get("/api/v1/notifications", unread=1).json["notifications"] == []


def test_nobody_reads_the_notices_of_others(told, rep, manager):
    theirs = rep.get("/api/v1/notifications").json["notifications"][0]["id"]
    assert manager.post("/api/v1/notifications/reading", {"ids": [theirs]}).json["read"] == 0
    assert rep.get("/api/v1/notifications").json["unread"]


def test_a_pool_says_what_lies_there_and_why(create, manager, rep):
    made = create(**HERS)
    manager.post(f"{LEADS}/{made['id']}/assignment", {"pool": "lead_pool", "reason": "预算未批"})
    pool = rep.get("/api/v1/pools/lead_pool").json
    [lies] = pool["lying"]
    assert (lies["id"], pool["records"], pool["may_claim"]) == (made["id"], 1, True) and "预算未批" in lies["why"]
    assert "lead_pool" in {one["id"] for one in rep.get("/api/v1/pools").json["pools"]}
    assert rep.get("/api/v1/pools/nope").status_code == 404
    assert codes(rep.get("/api/v1/pools/lead_pool", sort="x")) == {"sort": "not_among"}


@pytest.fixture
def given_up(office):
    """A delivery that did not arrive."""
    with office.work() as work:
        text = {"title": "新分给你：恒锐", "language": "zh"}
        new = Delivery("n", "mail", "notice", "assigned", text, office.now, office.now, person=office.id("lin.xiaowen"))
        id = delivering.leave(work, new)
        delivering.give_up(work, deliveries.get(work.connection, id), Reason("deliveries.why.refused"), "550 no")
    return id


def test_what_did_not_arrive_goes_again(admin, given_up):
    [sent] = admin.get("/api/v1/deliveries", state="given_up").json["deliveries"]
    assert (sent["id"], sent["answer"], sent["person"]["name"]) == (given_up, "550 no", "林晓雯")
    place = f"/api/v1/deliveries/{given_up}/replay"
    assert admin.post(place).json["state"] == "waiting"
    assert admin.post(place).status_code == 409
    assert admin.post("/api/v1/deliveries/replays").json == {"replayed": 0}
    assert codes(admin.get("/api/v1/deliveries", state="x")) == {"state": "not_among"}


def test_only_who_configures_sees_what_goes_out_and_comes_in(rep, manager, given_up):
    for path in ("/api/v1/deliveries", "/api/v1/inbound", "/api/v1/inbound/1"):
        assert rep.get(path).status_code == manager.get(path).status_code == 403
    assert rep.post(f"/api/v1/deliveries/{given_up}/replay").status_code == 403
    assert rep.post("/api/v1/inbound/1/replay").status_code == 403


def test_what_never_came_is_not_there(admin):
    assert admin.get("/api/v1/inbound").json == {"inbound": [], "next": None}
    assert admin.get("/api/v1/inbound/1").status_code == admin.post("/api/v1/inbound/1/replay").status_code == 404
    assert admin.post("/api/v1/deliveries/1/replay").status_code == 404


def test_answers_hold_to_the_description(admin, rep, found, told, given_up):
    doc = admin.get(DOC).json
    one, other = found
    fits(doc, "MergePlan", admin.get(f"{DUPLICATES}/{one}/{other}").json)
    fits(doc, "DuplicatePair", admin.get(DUPLICATES).json["pairs"][0])
    fits(doc, "DuplicateScan", admin.get(DUPLICATES).json["scan"])
    fits(doc, "PersonalView", admin.post(VIEWS, {"name": "x", "where": "budget > 5"}).json)
    fits(doc, "Delivery", admin.get("/api/v1/deliveries").json["deliveries"][0])
    fits(doc, "Notification", rep.get("/api/v1/notifications").json["notifications"][0])
    fits(doc, "PoolInFull", rep.get("/api/v1/pools/lead_pool").json)
    admin.call("DELETE", f"{LEADS}/{one}")
    fits(doc, "Trashed", admin.get(TRASH).json["records"][0])
