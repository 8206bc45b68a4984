"""Questions typed by programs: read as the page reads them, answered with the caller's rights."""

import jsonschema
import pytest

from tests.api.conftest import codes

ANSWER = "/api/v1/reports/answer"


@pytest.mark.both_databases
def test_a_line_is_read_answered_and_opens_its_records(admin, create):
    lead = create(source="fair")["id"]
    create(phone="13900002047")
    told = admin.get(ANSWER, ask="线索按来源 火星").json
    assert [one["text"] for one in told["unknown"]] == ["火星"] and told["understood"]
    assert {row[0]: row[1] for row in told["answer"]["rows"]} == {"fair": 1, "web_form": 1}
    source, count = (column["id"] for column in told["answer"]["columns"])
    behind = admin.get(f"{ANSWER}/records", ask="线索按来源", cell=f"{count};{source}=fair").json
    assert [one["id"] for one in behind["records"]] == [lead]
    schema = {"$ref": "#/components/schemas/TypedAnswer", **_components(admin)}
    jsonschema.Draft202012Validator(schema).validate(told)


def _components(admin):
    return {"components": admin.get("/api/openapi.json").json["components"]}


def test_a_line_counts_what_one_may_see(rep, admin, create):
    create(region="south", source="fair")
    assert admin.get(ANSWER, ask="线索按来源").json["answer"]["total"] == 1
    assert rep.get(ANSWER, ask="线索按来源").json["answer"]["total"] == 0


def test_what_a_line_asks_is_kept_as_ones_own(rep):
    text = rep.get(ANSWER, ask="线索按来源").json["text"]
    assert rep.post("/api/v1/reports/mine", {"text": text}).status_code == 201


@pytest.mark.parametrize("place", [ANSWER, f"{ANSWER}/records"])
def test_a_line_that_is_not_there_is_refused(rep, place):
    assert codes(rep.get(place)) == {"ask": "required"}
    assert codes(rep.get(place, ask=" ")) == {"ask": "required"}
    assert rep.get(place, ask="线索", nope="1").status_code == 422


def test_a_cell_that_is_none_is_told_by_its_name(rep):
    assert codes(rep.get(f"{ANSWER}/records", ask="线索按来源", cell="nope")) == {"cell": "no_cell"}
