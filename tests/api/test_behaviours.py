"""What programs tell of people outside, and grades they set by hand."""

import pytest

from tests.api.conftest import LEADS, codes

MANY = f"{LEADS}/behaviours"


@pytest.fixture
def lead(create) -> str:
    return f"{LEADS}/{create()['id']}"


def test_a_behaviour_is_noticed_and_graded(admin, lead):
    before = admin.get(lead).json["score"]
    answer = admin.post(f"{lead}/behaviours", {"kind": "demo_asked", "source": "site"})
    assert (answer.status_code, answer.json["new"]) == (201, True)
    assert answer.json["record"]["score"] > before


def test_told_twice_it_counts_once(admin, lead):
    told = [admin.post(f"{lead}/behaviours", {"kind": "page_viewed", "key": "v-1"}).json for _ in range(2)]
    assert [one["new"] for one in told] == [True, False]
    assert admin.get(f"{lead}/behaviours").json["counts"][0]["times"] == 1


def test_many_are_noticed_together(admin, create):
    leads = [create(phone=f"1390000300{n}") for n in range(3)]
    told = [{"record": one["id"], "kind": "page_viewed", "at": "2026-11-20T08:00:00+08:00"} for one in leads]
    told.append({"record": leads[0]["number"], "kind": "mail_opened"})
    answer = admin.post(MANY, {"behaviours": told})
    assert [one["kind"] for one in answer.json["noticed"]] == ["page_viewed"] * 3 + ["mail_opened"]
    assert len(admin.get(f"{LEADS}/{leads[0]['id']}/behaviours").json["behaviours"]) == 2


def test_one_wrong_refuses_all_and_says_which(admin, create):
    id = create()["id"]
    told = [{"record": id, "kind": "page_viewed"}, {"record": id, "kind": "page_veiwed"}]
    answer = admin.post(MANY, {"behaviours": told})
    assert (answer.status_code, codes(answer)) == (422, {"behaviours.1.kind": "unknown_behaviour"})
    assert "page_viewed" in answer.json["errors"][0]["message"]
    assert admin.get(f"{LEADS}/{id}/behaviours").json["behaviours"] == []


@pytest.mark.parametrize(
    "body",
    [
        {}, {"kind": 5}, {"kind": "page_viewed", "nope": 1}, {"kind": "page_viewed", "at": "yesterday"},
        {"kind": "page_viewed", "at": "2026-11-20T08:00:00"}, {"kind": "page_viewed", "data": []},
        {"kind": "page_viewed", "key": "x" * 300}, {"kind": "page_viewed", "at": "2027-11-20T08:00:00Z"},
        {"kind": "page_viewed", "data": {"a": {"b": 1}}},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(admin, lead, body):
    assert admin.post(f"{lead}/behaviours", body).status_code == 422


def test_who_may_not_log_may_not_tell(marketing, lead):
    assert marketing.post(f"{lead}/behaviours", {"kind": "page_viewed"}).status_code == 403


def test_a_grade_is_set_and_given_back(admin, lead):
    rule = admin.get(lead).json["grade"]
    answer = admin.post(f"{lead}/grade", {"grade": "A", "reason": "old friend", "until": "2026-12-24T00:00:00Z"})
    assert (answer.status_code, answer.json["grade"], answer.json["rule_grade"]) == (200, "A", rule)
    why = admin.get(f"{lead}/explanations/grade").json
    assert (why["grade"], why["rule_grade"], why["by_hand"]["words"]) == ("A", rule, "old friend")
    assert admin.call("DELETE", f"{lead}/grade").json["grade"] == rule


def test_an_unknown_grade_is_refused(admin, lead):
    answer = admin.post(f"{lead}/grade", {"grade": "Z", "reason": "x"})
    assert codes(answer) == {"grade": "unknown_grade"}


def test_a_tracking_link_is_made(admin, lead):
    made = admin.post(f"{lead}/tracking-links", {"kind": "paper_downloaded", "to": "https://example.com/a.pdf"})
    assert made.status_code == 201
    assert made.json["url"].endswith(made.json["path"])
    assert made.json["path"].startswith("/t/")


def test_reports_count_what_was_noticed(admin, create):
    warm, _ = create(), create(phone="13900003777")
    told = [{"record": warm["id"], "kind": "page_viewed", "key": f"v{n}"} for n in range(3)]
    admin.post(MANY, {"behaviours": told})
    report = admin.get("/api/v1/reports/lead_warm_conversion").json
    place = [column["id"] for column in report["columns"]].index("warm")
    assert sum(row[place]["value"] if isinstance(row[place], dict) else row[place] for row in report["rows"]) == 1


def test_lists_ask_what_was_noticed(admin, create):
    warm, cold = create(), create(phone="13900003777")
    admin.post(f"{LEADS}/{warm['id']}/behaviours", {"kind": "price_viewed"})
    for where, found in (("behaved(price_viewed, 7d)", warm), ("times(anything) = 0", cold)):
        assert [one["id"] for one in admin.get(LEADS, where=where).json["records"]] == [found["id"]]
