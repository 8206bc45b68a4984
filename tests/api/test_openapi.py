"""The description at /api/openapi.json: valid, of this revision, for the role that asks."""

import json

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from definitions import load_files
from publishing import publish
from tests.api.conftest import LEAD, LEADS, ApiOffice

DOC = "/api/openapi.json"


@pytest.fixture
def doc(admin):
    return admin.get(DOC).json


def problems(doc):
    return [error.message for error in OpenAPIV31SpecValidator(doc).iter_errors()]


def fits(doc, name, value):
    schema = {"$ref": f"#/components/schemas/{name}", "components": doc["components"]}
    jsonschema.Draft202012Validator(schema).validate(value)


@pytest.mark.parametrize("login", ["xu.lan", "chen.liqun", "lin.xiaowen", "shen.yue"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_it_is_valid_for_every_role_in_both_languages(office, login, language):
    doc = office.caller(login, language).get(DOC).json
    assert problems(doc) == []
    assert doc["openapi"] == "3.1.0"


def test_a_stranger_learns_no_form_of_the_house(office):
    doc = office.app.test_client().get(DOC).json
    assert problems(doc) == []
    assert "/api/v1/records/{form}" in doc["paths"]
    assert "lead" not in json.dumps(doc["paths"]) + json.dumps(doc["components"]).lower().replace("leadwright", "")


def test_a_wrong_token_is_no_stranger(office):
    assert office.app.test_client().get(DOC, headers={"Authorization": "Bearer lw_x"}).status_code == 401


def test_every_form_and_report_has_its_calls(doc):
    assert {"get", "post"} <= set(doc["paths"][LEADS])
    assert {"get", "patch"} <= set(doc["paths"][f"{LEADS}/{{record}}"])
    since = doc["paths"]["/api/v1/reports/lead_funnel"]["get"]["parameters"]
    assert [one["name"] for one in since] == ["since"]


def test_publishing_nothing_new_is_answered_as_described(admin, doc):
    path = "/api/v1/configuration/revisions"
    answer = admin.post(path, {"files": {}})
    assert answer.status_code == 200 and "200" in doc["paths"][path]["post"]["responses"]
    fits(doc, "PublishedRevision", answer.json)


def test_every_name_of_a_call_is_its_own(doc):
    names = [call["operationId"] for path in doc["paths"].values() for call in path.values()]
    assert len(names) == len(set(names))


def test_it_shows_a_role_only_its_fields_and_verbs(office):
    doc = office.caller("lin.xiaowen").get(DOC).json
    assert "cost" not in json.dumps(doc)
    assert "campaign" in doc["components"]["schemas"]["lead"]["properties"]
    assert "campaign" not in doc["components"]["schemas"]["lead.new"]["properties"]
    assert "patch" not in office.caller("shen.yue").get(DOC).json["paths"][f"{LEADS}/{{record}}"]


def test_answers_hold_to_it(admin, rep, doc, create):
    made = create(industry="machining", region="east", budget=600_000)
    place = f"{LEADS}/{made['id']}"
    fits(doc, "lead", made)
    fits(doc, "lead", admin.get(place).json)
    fits(doc, "lead.list", admin.get(LEADS, fields="company").json)
    fits(doc, "Event", admin.get(f"{place}/events").json["events"][0])
    fits(doc, "Task", rep.get(f"{place}/tasks").json["tasks"][0])
    fits(doc, "GradeExplanation", admin.get(f"{place}/explanations/grade").json)
    fits(doc, "AssignmentExplanation", admin.get(f"{place}/explanations/assignment").json)
    fits(doc, "Report", admin.get("/api/v1/reports/lead_source_conversion").json)
    fits(doc, "Form", admin.get("/api/v1/forms/lead").json)
    fits(doc, "Errors", admin.get("/api/v1/nope").json)


def test_bodies_that_are_taken_hold_to_it(admin, doc):
    body = {**LEAD, "budget": 5.5, "signals": ["asks_trial"], "trial_ends_on": "2026-12-01", "own_initiative": True}
    fits(doc, "lead.new", body)
    assert admin.post(LEADS, body).status_code == 201


def test_bodies_that_break_it_are_refused(admin, doc):
    for wrong in ({**LEAD, "budget": "5"}, {**LEAD, "nope": 1}, {"company": "x"}, {**LEAD, "source": "nope"}):
        with pytest.raises(jsonschema.ValidationError):
            fits(doc, "lead.new", wrong)
        assert admin.post(LEADS, wrong).status_code == 422


def test_it_is_asked_for_again_without_being_sent_again(admin):
    etag = admin.get(DOC).headers["ETag"]
    assert admin.call("GET", DOC, headers={"If-None-Match": etag}).status_code == 304


def test_a_published_field_is_in_it_at_once(office: ApiOffice, admin):
    with office.workspace.database.reading() as connection:
        files = dict(office.workspace.catalog(connection).files)
    path = next(path for path in files if path.endswith("forms/lead.yaml"))
    files[path] = files[path].replace("fields:\n", "fields:\n  - {id: nickname, type: text, label: Nickname}\n", 1)
    assert load_files(files).errors == ()
    publish(office.workspace, files, author=None, message="", now=office.now)
    doc = admin.get(DOC).json
    assert "nickname" in doc["components"]["schemas"]["lead"]["properties"]
    assert doc["info"]["version"] == "1.2"
