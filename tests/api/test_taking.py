"""Lists and reports as files, reports that come by themselves, and people."""

import csv
import io

import pytest
from python_calamine import CalamineWorkbook

from accounts import people
from records import secrets
from tests.api.conftest import LEADS, codes
from tests.api.test_openapi import DOC, fits

SUBSCRIPTIONS, PEOPLE = "/api/v1/subscriptions", "/api/v1/people"
FUNNEL = {"kind": "report", "target": "lead_funnel", "channel": "mail", "every": "week", "at": "08:30", "days": [0]}
NEW = {"login": "xie.tian", "name": "谢天", "role": "rep"}


def rows(answer):
    """A CSV file's rows."""
    return list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))


def test_a_list_is_taken_away_as_asked(admin, create):
    create(company="苏州恒锐", budget=600_000)
    create(company="无锡锦程", phone="13900002047", budget=1)
    answer = admin.get(f"{LEADS}/export.csv", where="budget > 5", fields="company,budget", sort="-budget")
    assert (answer.mimetype, rows(answer)) == ("text/csv", [["Company", "Budget"], ["苏州恒锐", "600000"]])
    assert "lead.csv" in answer.headers["Content-Disposition"]


def test_without_fields_a_file_holds_every_one(admin, create):
    create()
    head, only = rows(admin.get(f"{LEADS}/export.csv"))
    assert {"Company", "Phone", "Owner"} <= set(head) and len(head) == len(only)


def test_a_workbook_holds_real_numbers(admin, create):
    create(company="苏州恒锐", budget=600_000)
    answer = admin.get(f"{LEADS}/export.xlsx", fields="company,budget")
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.get_data())).get_sheet_by_index(0).to_python()
    assert sheet[1] == ["苏州恒锐", 600_000.0]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_holds_no_more_than_its_reader_sees(rep, marketing, admin, create, kind):
    create()
    place = f"{LEADS}/export.{kind}"
    assert (rep.get(place).status_code, codes(rep.get(place))) == (403, {None: "not_allowed"})
    assert codes(marketing.get(place, fields="quote")) == {"fields": "unknown"}
    assert codes(admin.get(place, fields="compny")) == {"fields": "unknown_nearly"}
    assert codes(admin.get(place, where="nope = 1")) == {"where": "bad_rule"}
    assert codes(admin.get(place, page=2)) == {"page": "unknown"}
    assert admin.get(f"/api/v1/records/nope/export.{kind}").status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx", "svg"])
def test_a_report_is_taken_away_as_a_file(admin, create, kind):
    create()
    answer = admin.get(f"/api/v1/reports/lead_source_conversion/export.{kind}")
    assert answer.status_code == 200 and answer.get_data()
    assert codes(admin.get(f"/api/v1/reports/lead_source_conversion/export.{kind}", nope="1")) == {"nope": "unknown"}
    assert admin.get(f"/api/v1/reports/nope/export.{kind}").status_code == 404
    assert admin.get("/api/v1/reports/lead_source_conversion/export.doc").status_code == 404


@pytest.fixture
def mail(office):
    """Mail is set up, and 徐岚 has an address."""
    with office.work() as work:
        secrets.keep(work.connection, "smtp", "smtp://127.0.0.1:9?from=crm@house.example")
        people.change(work, office.id("xu.lan"), email="xu.lan@house.example")


def test_a_report_comes_by_itself_until_nobody_wants_it(admin, mail):
    made = admin.post(SUBSCRIPTIONS, FUNNEL, key="s")
    assert (made.status_code, made.json["paused"]) == (201, False), made.text
    assert made.json["next_at"] and made.json["plan"]
    place = made.headers["Location"]
    assert admin.post(f"{place}/pause").json["paused"] is True
    assert admin.post(f"{place}/resume").json["next_at"] == made.json["next_at"]
    assert admin.post(f"{place}/sending").status_code == 200
    assert admin.call("DELETE", place).status_code == 200
    assert admin.get(SUBSCRIPTIONS).json["subscriptions"] == []


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({"channel": "nope"}, {"channel": "no_channel"}),
        ({"at": "25:00"}, {"at": "no_time"}),
        ({"days": [9]}, {"days": "no_day"}),
        ({"every": "hour"}, {"every": "not_among"}),
        ({"target": "nope"}, {"target": "unknown"}),
        ({"role": "nope"}, {"role": "no_role"}),
    ],
)
def test_an_order_that_cannot_be_says_where(admin, mail, changed, found):
    answer = admin.post(SUBSCRIPTIONS, {**FUNNEL, **changed})
    assert (answer.status_code, codes(answer)) == (422, found)


def test_what_others_get_is_not_there(admin, manager, mail):
    place = admin.post(SUBSCRIPTIONS, FUNNEL).headers["Location"]
    assert manager.post(f"{place}/pause").status_code == manager.call("DELETE", place).status_code == 404


def test_somebody_begins_changes_and_leaves(admin):
    made = admin.post(PEOPLE, NEW)
    assert (made.status_code, made.json["name"], made.json["active"]) == (201, "谢天", True), made.text
    place = made.headers["Location"]
    assert admin.patch(place, {"paused": True, "email": "Xie@House.example"}).json["email"] == "xie@house.example"
    assert admin.post(f"{place}/deactivation").json["active"] is False
    assert made.json["id"] in {one["id"] for one in admin.get(PEOPLE, active="0").json["people"]}
    assert admin.post(f"{place}/activation").json["active"] is True


def test_leave_is_written_down_and_taken_back(office, admin):
    place = f"{PEOPLE}/{office.id('lin.xiaowen')}"
    away = admin.post(f"{place}/leave", {"first": "2026-12-01", "last": "2026-12-03", "reason": "年假"})
    [leave] = away.json["leave"]
    assert (away.status_code, leave["reason"], leave["from"]) == (201, "年假", "2026-11-30T16:00:00Z")
    assert admin.call("DELETE", f"{place}/leave/{leave['id']}").json["leave"] == []
    assert admin.call("DELETE", f"{place}/leave/{leave['id']}").status_code == 404
    assert codes(admin.post(f"{place}/leave", {"first": "soon", "last": "2026-12-03"})) == {"first": "bad_date"}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ({"name": "x", "role": "rep"}, {"login": "required"}),
        ({**NEW, "login": "a b"}, {"login": "login_unusable"}),
        ({**NEW, "login": "lin.xiaowen"}, {"login": "login_taken"}),
        ({**NEW, "role": "nope"}, {"role": "role_not_published"}),
        ({**NEW, "team": 4711}, {"team": "unknown"}),
        ({**NEW, "timezone": "Mars"}, {"timezone": "timezone_unknown"}),
        ({**NEW, "nope": 1}, {"nope": "unknown"}),
    ],
)
def test_a_person_that_cannot_be_says_where(admin, body, found):
    answer = admin.post(PEOPLE, body)
    assert (answer.status_code, codes(answer)) == (422, found)


def test_only_who_arranges_people_sees_and_changes_them(office, rep, manager, admin):
    place = f"{PEOPLE}/{office.id('zhao.qihang')}"
    for caller in (rep, manager):
        assert {caller.get(path).status_code for path in (PEOPLE, place, "/api/v1/teams")} == {403}
        assert caller.patch(place, {"name": "x"}).status_code == caller.post(PEOPLE, NEW).status_code == 403
    assert admin.get(f"{PEOPLE}/4711").status_code == admin.post(f"{PEOPLE}/4711/deactivation").status_code == 404


def test_answers_hold_to_the_description(office, admin, mail):
    doc = admin.get(DOC).json
    fits(doc, "Subscription", admin.post(SUBSCRIPTIONS, FUNNEL).json)
    fits(doc, "Colleague", admin.get(PEOPLE).json["people"][0])
    fits(doc, "ColleagueInFull", admin.get(f"{PEOPLE}/{office.id('xu.lan')}").json)
    fits(doc, "Team", admin.get("/api/v1/teams").json["teams"][0])
