"""A transcript arrives by API and comes back with its score; the record keeps it, and reports count it."""

import pytest

from tests.api.conftest import LEAD, LEADS

TALK = [
    {"speaker": "agent", "text": "您好，我是启明工业软件的林晓雯，您在官网留言说想做设备联网。", "at": 0},
    {"speaker": "customer", "text": "对，是我。", "at": 9},
    {"speaker": "agent", "text": "现在方便吗？主要想解决什么问题？", "at": 11},
    {"speaker": "customer", "text": "停机太多。", "at": 18},
    {"speaker": "agent", "text": "这件事谁来拍板？今年有预算吗？", "at": 22},
    {"speaker": "customer", "text": "我和厂长一起定，有的。", "at": 30},
    {"speaker": "agent", "text": "好，下周给您演示。", "at": 36},
]


@pytest.fixture
def lead(admin):
    """A lead that is called."""
    return admin.post(LEADS, LEAD).json["id"]


def test_a_good_call_has_the_whole_score(admin, lead):
    answer = admin.post(f"{LEADS}/{lead}/calls", {"transcript": TALK, "seconds": 40, "person": "lin.xiaowen"})
    assert answer.status_code == 201, answer.json
    assert (answer.json["score"], answer.json["passed"]) == (100, True)
    assert answer.json["person"]["name"] == "林晓雯"
    assert all(point["met"] for point in answer.json["points"])


def test_a_poor_call_says_point_by_point_why(admin, lead):
    answer = admin.post(f"{LEADS}/{lead}/calls", {"transcript": "坐席：喂，保证最低价，明天再给您打\n客户：好"})
    points = {point["id"]: point for point in answer.json["points"]}
    assert not answer.json["passed"]
    assert points["greeting"]["code"] == "not_said"
    assert (points["promise"]["met"], points["promise"]["code"]) == (False, "forbidden")
    assert "保证最低价" in points["promise"]["quote"]
    assert points["next_step"]["met"]


def test_the_timeline_and_the_list_have_it(admin, lead):
    made = admin.post(f"{LEADS}/{lead}/calls", {"transcript": TALK}).json
    assert admin.get(f"{LEADS}/{lead}/calls").json["calls"] == [made]
    told = admin.get(f"{LEADS}/{lead}/events").json["events"]
    assert "Call “First call”: 100 of 100" in [each["sentence"] for each in told]


def test_a_call_with_them_is_a_contact(office, admin, lead):
    admin.post(f"{LEADS}/{lead}/calls", {"transcript": "坐席：喂喂喂"})
    assert admin.get(f"{LEADS}/{lead}").json["first_contact_at"] is None
    admin.post(f"{LEADS}/{lead}/calls", {"transcript": TALK})
    assert admin.get(f"{LEADS}/{lead}").json["first_contact_at"] is not None


def test_one_call_is_kept_once(admin, lead):
    ids = {admin.post(f"{LEADS}/{lead}/calls", {"transcript": TALK, "key": "rec-1"}).json["id"] for _ in range(2)}
    assert len(ids) == 1


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "transcript"),
        ({"transcript": []}, "transcript"),
        ({"transcript": "   "}, "transcript"),
        ({"transcript": [{"speaker": "agent"}]}, "transcript"),
        ({"transcript": TALK, "script": "nobody"}, "script"),
        ({"transcript": TALK, "person": "nobody"}, "person"),
        ({"transcript": TALK, "recording": "javascript:x"}, "recording"),
        ({"transcript": [{"text": "x" * 3900}] * 20}, "transcript"),
    ],
)
def test_what_is_no_call_is_refused(admin, lead, body, field):
    answer = admin.post(f"{LEADS}/{lead}/calls", body)
    assert answer.status_code == 422, answer.json
    assert field in {each["field"] for each in answer.json["errors"]}


def test_whoever_may_not_see_the_record_hands_nothing_in(office, admin, rep):
    lead = admin.post(LEADS, {**LEAD, "region": "south"}).json["id"]
    office.give(lead, "liang.min")
    assert rep.post(f"{LEADS}/{lead}/calls", {"transcript": TALK}).status_code == 404
    assert rep.get(f"{LEADS}/{lead}/calls").status_code == 404


def test_reports_count_points_and_scores(office, admin, lead):
    admin.post(f"{LEADS}/{lead}/calls", {"transcript": TALK, "person": "lin.xiaowen"})
    admin.post(f"{LEADS}/{lead}/calls", {"transcript": "坐席：我是启明\n客户：嗯", "person": "lin.xiaowen"})
    points = admin.get("/api/v1/reports/lead_call_points").json
    scores = admin.get("/api/v1/reports/lead_call_compliance").json
    assert ["first_call", "need", 2, 1, 0.5] in points["rows"]
    assert [row[:2] + row[3:] for row in scores["rows"]] == [["林晓雯", 2, 1, 0.5]]
