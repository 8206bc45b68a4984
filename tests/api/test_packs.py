"""Packs over the API: what there is, what would come of it, and done with an answer for each place both changed."""

import jsonschema
import pytest

from publishing import publish
from records import packs
from tests.api.conftest import codes

HOME = "/api/v1/configuration"
PACKS = f"{HOME}/packs"
PLANS, PUBLISHED = f"{PACKS}/b2b-leads/plans", f"{PACKS}/b2b-leads/revisions"
HEAD, VIEW = "b2b-leads/pack.yaml", "b2b-leads/views/lead_all.yaml"
PLACE = "view/lead_all"


@pytest.fixture
def older(office, admin):
    """An older version is installed, in which a view was called otherwise; its name was changed by hand since."""
    text = admin.get(HOME).json["files"]
    came = {path: each for path, each in text.items() if path.startswith("b2b-leads/")}
    came[HEAD] = came[HEAD].replace("version: 1.0.0", "version: 0.9.0")
    came[VIEW] = came[VIEW].replace("全部", "所有")
    own = {**came, VIEW: came[VIEW].replace("所有", "我们的线索")}
    publish(office.workspace, {**text, **own}, author=None, message="older", now=office.now)
    with office.workspace.database.transaction() as connection:
        packs.keep(connection, "b2b-leads", came, revision=2, version="0.9.0", now=office.now)


def versions(caller):
    return {one["id"]: (one["installed"], one["newer"]) for one in caller.get(PACKS).json["packs"]}


def fits(admin, name, value):
    schemas = admin.get("/api/openapi.json").json["components"]
    schema = {"$ref": f"#/components/schemas/{name}", "components": schemas}
    jsonschema.Draft202012Validator(schema).validate(value)


def test_packs_are_listed_with_both_versions(admin, older):
    assert versions(admin)["b2b-leads"] == ("0.9.0", True)
    assert versions(admin)["repair-tickets"] == (None, False)
    fits(admin, "Pack", admin.get(PACKS).json["packs"][0])


@pytest.mark.both_databases
def test_a_pack_is_planned_installed_and_uninstalled(admin):
    place = f"{PACKS}/repair-tickets"
    planned = admin.post(f"{place}/plans").json
    assert planned["does"] == "install" and planned["changes"] and not planned["problems"], planned["problems"]
    done = admin.post(f"{place}/revisions", {"base": planned["base"]})
    assert (done.status_code, done.json["revision"]) == (201, 2) and versions(admin)["repair-tickets"][0]
    gone = admin.post(f"{place}/plans", {"uninstall": True}).json
    assert gone["does"] == "uninstall" and {one["owner"] for one in gone["definitions"]} == {"pack"}
    fits(admin, "PackPlan", gone)
    assert admin.call("DELETE", f"{place}?base=1").status_code == 409
    assert admin.call("DELETE", f"{place}?base=2").status_code == 201
    assert versions(admin)["repair-tickets"] == (None, False)


def test_what_both_changed_is_planned_with_its_three_versions(admin, older):
    planned = admin.post(PLANS).json
    (asked,) = planned["asked"]
    assert planned["does"] == "upgrade" and asked["path"].startswith(PLACE) and asked["take"] is None
    assert ("所有" in asked["was"], "我们的线索" in asked["yours"], "全部" in asked["theirs"]) == (True, True, True)
    fits(admin, "PackPlan", planned)
    assert admin.post(PLANS, {"take": {asked["path"]: "theirs"}}).json["asked"][0]["take"] == "theirs"
    assert versions(admin)["b2b-leads"] == ("0.9.0", True)


@pytest.mark.parametrize(("side", "word"), [("yours", "我们的线索"), ("theirs", "全部")])
def test_an_upgrade_waits_for_an_answer_and_follows_it(admin, older, side, word):
    held = admin.post(PUBLISHED)
    assert (held.status_code, codes(held)) == (409, {None: "undecided"})
    (left,) = held.json["open"]
    assert versions(admin)["b2b-leads"] == ("0.9.0", True)
    done = admin.post(PUBLISHED, {"take": {left["path"]: side}, "base": 2})
    assert done.status_code == 201 and word in admin.get(HOME).json["files"][VIEW]
    assert versions(admin)["b2b-leads"] == ("1.0.0", False)


def test_all_that_is_asked_is_answered_at_once(admin, older):
    assert admin.post(PUBLISHED, {"rest": "yours"}).status_code == 201
    assert "我们的线索" in admin.get(HOME).json["files"][VIEW]


def test_an_older_base_of_a_pack_is_refused(admin, older):
    answer = admin.post(PUBLISHED, {"rest": "yours", "base": 1})
    assert (answer.status_code, codes(answer)) == (409, {None: "moved_on"})
    assert admin.post(f"{PACKS}/repair-tickets/revisions", {"base": 1}).status_code == 409


@pytest.mark.parametrize(
    "body", [{"take": {"view/nope": "yours"}}, {"take": {PLACE: "ours"}}, {"take": "yours"}, {"rest": "x"}, {"nope": 1}]
)
def test_an_answer_that_means_nothing_is_refused(admin, older, body):
    for place in (PLANS, PUBLISHED, f"{PACKS}/repair-tickets/revisions"):
        assert admin.post(place, body).status_code == 422


def test_a_pack_that_others_need_stays(admin):
    assert admin.post(f"{PACKS}/base/plans", {"uninstall": True}).status_code == 409
    assert admin.call("DELETE", f"{PACKS}/base").status_code == 409
    assert admin.call("DELETE", f"{PACKS}/repair-tickets").status_code == 409


@pytest.mark.parametrize("pack", ["nope", "..", "configs", "b2b_leads"])
def test_only_packs_by_their_ids_are_there(admin, pack):
    assert admin.post(f"{PACKS}/{pack}/plans").status_code in (404, 405)
    assert admin.post(f"{PACKS}/{pack}/revisions").status_code in (404, 405)
    assert admin.call("DELETE", f"{PACKS}/{pack}").status_code in (404, 405)


def test_only_who_configures_handles_packs(rep, manager):
    for caller in (rep, manager):
        assert caller.get(PACKS).status_code == 403
        assert caller.post(PLANS).status_code == 403
        assert caller.post(PUBLISHED).status_code == 403
        assert caller.call("DELETE", f"{PACKS}/b2b-leads").status_code == 403
        assert caller.post(f"{PACKS}/nope/plans").status_code == 403
