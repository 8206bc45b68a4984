"""Automations by API: listed, tried, paused, replayed; for those who configure."""

import jsonschema
import pytest

from flows import intake

RUNS, ONE = "/api/v1/runs", "/api/v1/automations/lead_signals"


@pytest.fixture
def record(office):
    """A record whose buying signals have begun an automation."""
    record = office.submit()
    with office.work() as work:
        intake.edit(work, "lead", record, None, {"signals": ["asks_contract"]})
    office.deliver()
    return record


@pytest.fixture
def fits(admin):
    doc = admin.get("/api/openapi.json").json

    def hold(name, value):
        schema = {"$ref": f"#/components/schemas/{name}", "components": doc["components"]}
        jsonschema.Draft202012Validator(schema).validate(value)

    return hold


def test_automations_and_runs_are_listed(admin, record, fits):
    one = next(each for each in admin.get("/api/v1/automations").json["automations"] if each["id"] == "lead_signals")
    assert one["counts"] == {"done": 1}
    fits("Automation", one)
    [run] = admin.get(RUNS, automation="lead_signals", state="done").json["runs"]
    fits("Run", run)
    assert (run["record"], run["began"]) == (record, "when edited")
    detail = admin.get(f"{RUNS}/{run['id']}").json
    fits("RunDetail", detail)
    assert detail["steps"][0]["action"] == "task"


def test_run_is_replayed_once_for_a_key(admin, record):
    run = admin.get(RUNS).json["runs"][0]["id"]
    first = admin.post(f"{RUNS}/{run}/replay", {"anew": True}, key="again")
    second = admin.post(f"{RUNS}/{run}/replay", {"anew": True}, key="again")
    assert first.status_code == 200 and first.json["id"] == second.json["id"] != run


def test_ended_run_is_refused_in_words(admin, record):
    run = admin.get(RUNS).json["runs"][0]["id"]
    refused = admin.post(f"{RUNS}/{run}/replay", {})
    assert refused.status_code == 409
    assert "run it anew" in refused.json["errors"][0]["message"]


def test_automation_is_paused_and_resumed(admin, record):
    assert admin.post(f"{ONE}/pause", {"words": "too loud"}).json["paused_at"]
    assert admin.post(f"{ONE}/resume", {"held": "drop"}).json["held"] == 0


def test_trial_tells_and_keeps_nothing(admin, record, fits):
    before = admin.get(RUNS).json
    told = admin.post(f"{ONE}/trial", {"record": record}).json
    fits("Trial", told)
    assert told["holds"] and told["run"]["steps"][0]["state"] == "done"
    assert admin.get(RUNS).json == before


@pytest.mark.parametrize("address", ["/api/v1/automations", RUNS, f"{RUNS}/1"])
def test_others_are_refused(rep, address):
    assert rep.get(address).status_code == 403


def test_wrong_arguments_are_named(admin):
    assert admin.get(RUNS, state="broken").status_code == 422
    assert admin.get(f"{RUNS}/99999").status_code == 404
    assert admin.post("/api/v1/automations/none/pause", {}).status_code == 404
