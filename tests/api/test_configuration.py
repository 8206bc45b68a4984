"""Programs that configure: read the files, plan a change, publish it with an answer for records in flight."""

import pytest

from tests.api.conftest import codes

HOME = "/api/v1/configuration"


@pytest.fixture
def files(admin) -> dict[str, str]:
    return admin.get(HOME).json["files"]


@pytest.fixture
def path(files) -> str:
    """Where the pipeline of leads is written."""
    return next(name for name in files if name.endswith("lead_pipeline.yaml"))


@pytest.fixture
def without_first_touch(files, path) -> dict[str, str]:
    """The pipeline begins with another stage; the first one goes."""
    return {path: files[path].replace("first_touch", "hello")}


def test_a_plan_writes_nothing(admin, files, path):
    before = admin.get(HOME).json["revision"]
    planned = admin.post(f"{HOME}/plans", {"files": {path: files[path].replace("首轮电话", "第一通电话")}})
    assert planned.status_code == 200 and planned.json["changes"] and not planned.json["empty"]
    assert admin.get(HOME).json["revision"] == before


def test_a_change_is_published_over_what_stands(admin, files, path):
    sent = {"files": {path: files[path].replace("首轮电话", "第一通电话")}, "message": "said better"}
    done = admin.post(f"{HOME}/revisions", sent)
    assert done.status_code == 201
    assert "第一通电话" in admin.get(HOME).json["files"][path]
    assert admin.post(f"{HOME}/revisions", sent).status_code == 200


def test_a_mistake_is_told_with_its_place(admin, path):
    answer = admin.post(f"{HOME}/revisions", {"files": {path: "kind: pipeline\nid: lead_pipeline\nform: led\n"}})
    assert answer.status_code == 422
    assert answer.json["problems"][0]["file"] == path and answer.json["problems"][0]["line"]


def test_records_in_a_stage_that_goes_have_to_be_answered_for(admin, create, without_first_touch):
    lead = create()["id"]
    planned = admin.post(f"{HOME}/plans", {"files": without_first_touch}).json
    asked = {one["stage"]: one for one in planned["in_flight"]}["first_touch"]
    assert (asked["records"], asked["must_answer"]) == (1, True) and "hello" in asked["targets"]
    assert admin.post(f"{HOME}/revisions", {"files": without_first_touch}).status_code == 422
    sent = {"files": without_first_touch, "in_flight": ["lead_pipeline/first_touch=hello"]}
    assert admin.post(f"{HOME}/revisions", sent).status_code == 201
    assert admin.get(f"/api/v1/records/lead/{lead}").json["stage"] == "hello"


def test_an_older_base_is_refused(admin, files, path):
    sent = {"files": {path: files[path].replace("首轮电话", "第一通电话")}, "base": 0}
    assert admin.post(f"{HOME}/revisions", sent).status_code == 409


@pytest.mark.parametrize("base", [None, "x", "1", 1.5, True, -1, 10**40])
def test_a_base_that_cannot_be_read_is_refused(admin, files, path, base):
    sent = {"files": {path: files[path].replace("首轮电话", "第一通电话")}, "base": base}
    assert admin.post(f"{HOME}/revisions", sent).status_code in (400, 409, 422)


def test_an_answer_that_cannot_be_read_is_refused(admin):
    answer = admin.post(f"{HOME}/plans", {"files": {}, "in_flight": ["quote"]})
    assert answer.status_code in (409, 422) and "quote" in answer.json["errors"][0]["message"]


@pytest.mark.parametrize(
    "path", ["../out/forms/x.yaml", "/etc/x.yaml", "pack/../../x.yaml", "x", "local/" + "a" * 5000 + ".yaml"]
)
def test_a_file_lies_in_the_folder_of_a_pack(admin, path):
    sent = {"files": {path: "kind: form\nid: extra\ntitle: name\nfields: [{id: name, type: text}]\n"}}
    assert admin.post(f"{HOME}/revisions", sent).status_code == 409


def test_only_who_configures_may(rep):
    assert rep.get(HOME).status_code == 403
    assert rep.post(f"{HOME}/revisions", {"files": {}}).status_code == 403
    assert codes(rep.post(f"{HOME}/plans", {})) == {"files": "required"}


def test_an_older_revision_is_published_again(admin):
    files = admin.get(HOME).json["files"]
    path = next(path for path in files if path.endswith("forms/lead.yaml"))
    changed = files[path].replace("fields:\n", "fields:\n  - {id: nickname, type: text, label: Nickname}\n", 1)
    admin.post(f"{HOME}/revisions", {"files": {path: changed}, "message": "one more"})
    assert [one["message"] for one in admin.get(f"{HOME}/revisions").json["revisions"]][0] == "one more"
    stale = admin.post(f"{HOME}/revisions/1/rollback", {"base": 1})
    assert (stale.status_code, admin.get(HOME).json["revision"]) == (409, 2)
    back = admin.post(f"{HOME}/revisions/1/rollback", {"base": 2})
    assert (back.status_code, back.json["revision"]) == (201, 3)
    assert admin.get(HOME).json["files"] == admin.get(f"{HOME}/revisions/1").json["files"] == files


def test_only_who_configures_rolls_back(rep, manager, admin):
    for caller in (rep, manager):
        assert caller.get(f"{HOME}/revisions").status_code == 403
        assert caller.post(f"{HOME}/revisions/1/rollback").status_code == 403
    assert admin.post(f"{HOME}/revisions/99/rollback").status_code == 404
