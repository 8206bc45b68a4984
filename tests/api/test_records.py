"""Records as programs read and make them: values, rights, lists."""

import pytest

from tests.api.conftest import LEAD, LEADS, codes

pytestmark = pytest.mark.both_databases


def test_a_new_record_is_answered_with_all_that_followed(create):
    made = create(industry="machining", region="east", budget=600_000)
    assert made["number"] == "LD-2026-000001"
    assert (made["owner"]["name"], made["stage"], made["channel"]) == ("林晓雯", "first_touch", "api")
    assert made["score"] > 0 and made["grade"] == "C"


def test_a_new_record_says_where_it_is(admin):
    made = admin.post(LEADS, LEAD)
    assert made.headers["Location"] == f"{LEADS}/{made.json['id']}"
    assert made.headers["ETag"] == '"1"'
    assert admin.get(made.headers["Location"]).json["company"] == LEAD["company"]


def test_a_record_is_found_by_its_number(admin, create):
    made = create()
    assert admin.get(f"{LEADS}/{made['number']}").json["id"] == made["id"]


@pytest.mark.parametrize("value", [0.1, 800000, 123456789.12, 0, 99999999999.99])
def test_amounts_come_back_exactly_as_sent(admin, create, value):
    made = create(budget=value)
    assert made["budget"] == value
    assert admin.get(f"{LEADS}/{made['id']}").json["budget"] == value


def test_references_bring_the_names_people_know(admin, office, create):
    made = create()
    assert made["created_by"] == {"id": office.id("xu.lan"), "name": "徐岚"}
    assert made["team"]["name"]


def test_moments_are_in_utc_with_their_mark(create):
    assert create()["created_at"] == "2026-11-24T02:18:00Z"


def test_what_looks_like_it_is_told(create):
    first, second = create(), create(company="另一家公司")
    assert second["duplicate"] is True
    assert [one["id"] for one in second["duplicates"]] == [first["id"]]


def test_fields_that_a_role_never_sees_are_absent(admin, rep, create):
    made = create(cost=1200, industry="machining", region="east")
    assert made["cost"] == 1200
    assert "cost" not in rep.get(f"{LEADS}/{made['id']}").json
    assert "cost" not in rep.get(LEADS).json["records"][0]


@pytest.mark.parametrize("value", [7, "7", None, {"deep": []}])
def test_a_hidden_field_answers_like_one_that_is_not_there(rep, value):
    hidden, unknown = (
        rep.post(LEADS, {**LEAD, name: value}).json["errors"][0]["code"] for name in ("cost", "no_such_field")
    )
    assert hidden == unknown == "unknown_field"


def test_hidden_fields_are_no_conditions_either(rep):
    for name in ("cost", "no_such_field"):
        assert rep.get(LEADS, where=f"{name} > 5").status_code == 422
        assert rep.get(LEADS, sort=name).status_code == 422
        assert rep.get(LEADS, fields=name).status_code == 422


def test_other_peoples_records_are_not_there(rep, create):
    made = create(region="south")
    assert made["owner"]["name"] != "林晓雯"
    theirs, nobodys = rep.get(f"{LEADS}/{made['id']}"), rep.get(f"{LEADS}/999")
    assert theirs.status_code == nobodys.status_code == 404
    assert theirs.json == nobodys.json
    assert rep.get(LEADS).json["total"] == 0


@pytest.mark.parametrize("record", ["0", "-1", "999999999999999999999", "LD-2026-999999", "%00", "1e3", "٣"])
def test_addresses_that_lead_nowhere_tell_nothing(rep, record):
    answer = rep.get(f"{LEADS}/{record}")
    assert (answer.status_code, codes(answer)) == (404, {None: "not_found"})


def test_a_form_one_may_not_see_is_not_there(office, marketing):
    unknown = marketing.get("/api/v1/records/no_such_form")
    assert unknown.status_code == 404
    assert marketing.post("/api/v1/records/no_such_form", {}).json == unknown.json


def test_who_lets_a_record_in_and_may_not_see_it_learns_its_number(office):
    rep = office.caller("deng.kai")
    made = rep.post(LEADS, {**LEAD, "industry": "machining", "region": "east"})
    assert made.status_code == 201
    assert set(made.json) == {"id", "number", "duplicates"}


@pytest.fixture
def five(create):
    """Five records in ascending order of their budgets."""
    return [create(company=f"公司{n}", phone=f"1390000204{n}", budget=n * 100_000) for n in range(1, 6)]


def test_a_list_is_narrowed_by_a_rule(admin, five):
    found = admin.get(LEADS, where="budget >= 300000 and company != '公司5'").json
    assert [one["company"] for one in found["records"]] == ["公司4", "公司3"]
    assert (found["total"], found["exact"], found["more"]) == (2, True, False)


def test_a_list_is_sorted_as_asked(admin, five):
    found = admin.get(LEADS, sort="-budget", fields="company").json["records"]
    assert [one["company"] for one in found] == [f"公司{n}" for n in (5, 4, 3, 2, 1)]


def test_a_list_comes_in_pages(admin, five):
    pages = [admin.get(LEADS, sort="budget", per_page=2, page=n).json for n in (1, 2, 3)]
    assert [one["budget"] for page in pages for one in page["records"]] == [n * 100_000 for n in range(1, 6)]
    assert [page["more"] for page in pages] == [True, True, False]


def test_a_list_holds_only_the_fields_asked_for(admin, five):
    found = admin.get(LEADS, fields="company,owner").json["records"][0]
    assert set(found) == {"id", "number", "version", "company", "owner"}


def test_a_list_finds_two_signs_inside_a_name(admin, create):
    create()
    assert admin.get(LEADS, q="恒锐").json["total"] == 1
    assert admin.get(LEADS, q="没有").json["total"] == 0


def test_a_list_without_a_view_leaves_nothing_out(admin, five):
    assert admin.get(LEADS).json["total"] == 5
    assert admin.get(LEADS, view="lead_parked").json["total"] == 0


def test_an_unknown_view_is_not_there(admin):
    assert admin.get(LEADS, view="nope").status_code == 404


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"where": "budget >"}, "where"),
        ({"where": "no_such_field = 1"}, "where"),
        ({"where": "x" * 3000}, "where"),
        ({"where": "('" * 900}, "where"),
        ({"page": "0"}, "page"),
        ({"page": "x"}, "page"),
        ({"page": "9" * 30}, "page"),
        ({"per_page": "201"}, "per_page"),
        ({"per_page": "-5"}, "per_page"),
        ({"sort": "nope"}, "nope"),
        ({"fields": "company,nope"}, "nope"),
        ({"q": "x" * 201}, "q"),
        ({"limit": "5"}, "limit"),
        ({"watched": "true"}, "watched"),
        ({"page": ["1", "2"]}, "page"),
    ],
)
def test_a_wrong_argument_is_refused_by_name(admin, arguments, field):
    answer = admin.get(LEADS, **arguments)
    assert answer.status_code == 422
    assert field in codes(answer)


def test_quotes_in_a_rule_reach_no_database(admin, create):
    create()
    found = admin.get(LEADS, where='company = "\'; DROP TABLE r_lead; --"')
    assert (found.status_code, found.json["total"]) == (200, 0)
    assert admin.get(LEADS).json["total"] == 1


def test_forms_are_listed_with_what_one_may_do(rep):
    form = next(one for one in rep.get("/api/v1/forms").json["forms"] if one["id"] == "lead")
    fields = {field["id"]: field for field in form["fields"]}
    assert "advance" in form["verbs"] and "assign" not in form["verbs"]
    assert "cost" not in fields and fields["net_quote"]["writable"] is False
    assert rep.get("/api/v1/forms/lead").json == form
    assert rep.get("/api/v1/forms/nope").status_code == 404
