"""Records in flight over the API: kept at publishing, moved later, put back."""

import jsonschema
import pytest

from tests.api.conftest import codes

HOME = "/api/v1/configuration"
FLIGHT = f"{HOME}/in-flight"
OLD = "lead_pipeline/first_touch"


@pytest.fixture
def lead(admin, create):
    """A record that was kept in a stage which new ones do not enter."""
    lead = create()["id"]
    files = admin.get(HOME).json["files"]
    changed = {path: text.replace("first_touch", "hello") for path, text in files.items() if "first_touch" in text}
    done = admin.post(f"{HOME}/revisions", {"files": changed, "in_flight": [f"{OLD}=keep"]})
    assert done.status_code == 201, done.text
    return lead


def stage_of(admin, lead):
    return admin.get(f"/api/v1/records/lead/{lead}").json["stage"]


@pytest.mark.both_databases
def test_who_was_kept_is_told_moved_and_put_back(admin, lead):
    (standing,) = admin.get(FLIGHT).json["standing"]
    assert (standing["stage"], standing["choice"], standing["records"]) == ("first_touch", "keep", 1)
    assert "hello" in standing["targets"]
    (act,) = admin.post(f"{FLIGHT}/moves", {"in_flight": [f"{OLD}=hello"]}).json["acts"]
    assert (act["records"], act["to"], act["can_undo"], stage_of(admin, lead)) == (1, "hello", True, "hello")
    assert admin.get(FLIGHT).json["standing"] == []
    assert admin.post(f"{FLIGHT}/{act['id']}/undoing").json == {"back": 1, "left": 0}
    assert stage_of(admin, lead) == "first_touch"
    assert admin.post(f"{FLIGHT}/{act['id']}/undoing").status_code == 409


def test_what_is_told_of_it_is_as_described(admin, lead):
    admin.post(f"{FLIGHT}/moves", {"in_flight": [f"{OLD}=hello"]})
    components = admin.get("/api/openapi.json").json["components"]
    schema = {"type": "array", "items": {"$ref": "#/components/schemas/InFlightAct"}, "components": components}
    acts = admin.get(FLIGHT).json["acts"]
    jsonschema.Draft202012Validator(schema).validate(acts)
    assert [act["choice"] for act in acts] == ["migrate", "keep"]


def test_the_same_key_moves_once(admin, lead):
    body = {"in_flight": [f"{OLD}=hello"]}
    first, second = (admin.post(f"{FLIGHT}/moves", body, key="k").json for _ in range(2))
    assert first == second and len(admin.get(FLIGHT).json["acts"]) == 2


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([], 422), (5, 422), (None, 422), ([1], 422), (["quote"], 409), ([f"{OLD}=keep"], 409), ([f"{OLD}=nope"], 409),
        (["lead_pipeline/nope=hello"], 404), (["nope/x=hello"], 404),
    ],
)  # fmt: skip
def test_a_move_that_means_nothing_is_refused(admin, lead, said, status):
    assert admin.post(f"{FLIGHT}/moves", {"in_flight": said}).status_code == status
    assert stage_of(admin, lead) == "first_touch"


def test_all_moves_of_a_call_are_made_or_none(admin, lead):
    assert admin.post(f"{FLIGHT}/moves", {"in_flight": [f"{OLD}=hello", "nope/x=hello"]}).status_code == 404
    assert stage_of(admin, lead) == "first_touch"


def test_a_decision_that_is_not_there_is_not_found(admin):
    for act in ("99", "x", "0"):
        assert admin.post(f"{FLIGHT}/{act}/undoing").status_code == 404


def test_only_who_configures_moves_records_in_flight(rep, manager):
    for caller in (rep, manager):
        assert caller.get(FLIGHT).status_code == 403
        assert caller.post(f"{FLIGHT}/moves", {"in_flight": [f"{OLD}=hello"]}).status_code == 403
        assert caller.post(f"{FLIGHT}/1/undoing").status_code == 403
    assert codes(rep.post(f"{FLIGHT}/moves", {})) == {"in_flight": "required"}
