"""The day as programs read it, records by their names, and the records behind a number or an import."""

import pytest

from tests.api.conftest import LEADS, codes
from tests.api.test_imports import COLUMNS, IMPORTS, send, settle
from tests.api.test_moves import HERS
from tests.api.test_openapi import DOC, fits

DAY, SEARCH = "/api/v1/day", "/api/v1/search"
FUNNEL = "/api/v1/reports/lead_source_conversion"


def test_the_day_begins_with_what_waits_and_says_why(create, rep, manager):
    made = create(**HERS)
    day = rep.get(DAY).json
    first = day["items"][0]
    assert (first["record"], first["form"], day["left"]) == (made["id"], "lead", len(day["items"]))
    assert first["why"] and first["label"] and first["due_at"]
    assert manager.get(DAY).json["items"] == []


def test_records_are_found_by_their_names_in_every_form(create, rep, admin):
    made = create(company="苏州恒锐精密机械")
    create(company="别的公司", phone="13900002099")
    [found] = admin.get(SEARCH, q="恒锐").json["records"]
    assert (found["form"], found["id"], found["title"]) == ("lead", made["id"], "苏州恒锐精密机械")
    assert codes(admin.get(SEARCH)) == {"q": "no_words"} and codes(admin.get(SEARCH, q="x" * 101)) == {"q": "too_long"}


def test_nobody_finds_what_they_may_not_see(office, create):
    create(**HERS, company="苏州恒锐精密机械")
    assert office.caller("zhao.qihang").get(SEARCH, q="恒锐").json["records"] == []


@pytest.fixture
def two(create):
    """Two records of one source, and one of another."""
    for number, source in enumerate(("web_form", "web_form", "fair")):
        create(phone=f"1390000205{number}", source=source)


def test_a_number_leads_to_exactly_the_records_behind_it(admin, two):
    place = f"{FUNNEL}/records"
    found = admin.get(place, cell="leads;source=web_form", fields="source").json
    assert [one["source"] for one in found["records"]] == ["web_form"] * 2 and found["total"] == 2
    page = admin.get(place, cell="leads;source=web_form", per_page=1).json
    assert len(admin.get(place, cell="leads;source=web_form", per_page=1, after=page["next"]).json["records"]) == 1


def test_what_is_no_number_says_so(rep, admin, two):
    place = f"{FUNNEL}/records"
    assert codes(admin.get(place)) == {"cell": "no_cell"}
    assert codes(admin.get(place, cell="nope")) == {"cell": "no_cell"}
    assert codes(admin.get(place, cell="leads", nope=1)) == {"nope": "unknown"}
    assert admin.get("/api/v1/reports/nope/records", cell="leads").status_code == 404


def test_an_import_has_its_records(office, admin, create):
    create(company="别的公司")
    place = send(admin).headers["Location"]
    admin.post(f"{place}/mapping", {"columns": COLUMNS})
    admin.post(f"{place}/start")
    settle(office)
    [one] = admin.get(f"{place}/records").json["records"]
    assert one["company"] == "苏州恒锐"
    assert admin.get(f"{IMPORTS}/4711/records").status_code == 404


def test_answers_hold_to_the_description(create, rep, admin):
    doc = admin.get(DOC).json
    create(**HERS)
    fits(doc, "Day", rep.get(DAY).json)
    for found in admin.get(SEARCH, q="恒锐").json["records"]:
        fits(doc, "FoundRecord", found)
    assert f"{LEADS}/imports/{{run}}/records" in doc["paths"]
