"""Reports and dashboards of one's own, kept and changed by programs: what their pages keep and refuse."""

import json

import jsonschema
import pytest

from tests.api.conftest import codes

REPORTS, BOARDS = "/api/v1/reports/mine", "/api/v1/dashboards/mine"
REPORT = {
    "kind": "report", "id": "fairs", "form": "lead", "label": {"zh": "展会", "en": "Fairs"},
    "where": "source = 'fair'", "measures": [{"id": "count", "label": "Leads", "count": "all"}],
}  # fmt: skip
BOARD = {"kind": "dashboard", "id": "mine", "label": "Mine", "tiles": [{"report": "lead_funnel"}]}
BOTH = pytest.mark.parametrize(
    ("shelf", "place", "data", "copied"),
    [("reports", REPORTS, REPORT, "lead_funnel"), ("dashboards", BOARDS, BOARD, "lead_war_room")],
)


def keep(caller, place, data):
    answer = caller.post(place, {"text": json.dumps(data, ensure_ascii=False)})
    assert answer.status_code == 201, answer.text
    return answer.json


@pytest.mark.both_databases
def test_a_report_of_ones_own_is_kept_and_asked(rep, admin, create):
    create(source="fair", region="east")
    kept = keep(rep, REPORTS, REPORT)
    assert (kept["label"], kept["fits"], kept["mine"], kept["problems"]) == ("Fairs", True, True, [])
    assert rep.get(f"/api/v1/reports/{kept['id']}").json["report"] == kept["id"]
    assert admin.get(f"/api/v1/reports/{kept['id']}").json["totals"]["count"] == 1
    assert rep.get(f"{REPORTS}/my-\x00").status_code == 404


def test_a_dashboard_of_ones_own_holds_ones_own_report(rep):
    report = keep(rep, REPORTS, REPORT)["id"]
    kept = keep(rep, BOARDS, {**BOARD, "tiles": [{"id": "fairs", "report": report}]})
    tiles = rep.get(f"/api/v1/dashboards/{kept['id']}").json["tiles"]
    assert [tile["id"] for tile in tiles] == ["fairs"]


@BOTH
def test_each_is_listed_for_whoever_keeps_it(rep, manager, shelf, place, data, copied):
    kept = keep(rep, place, data)
    assert [one["id"] for one in rep.get(place).json[shelf]] == [kept["id"]]
    assert manager.get(place).json == {shelf: []}


@BOTH
def test_each_is_copied_from_what_one_may_open(admin, rep, shelf, place, data, copied):
    answer = admin.post(place, {"copy_of": copied})
    assert answer.status_code == 201 and answer.json["label"].endswith("(copy)")
    assert "roles" not in answer.json["text"]
    assert rep.post(place, {"copy_of": "nope"}).status_code == 404


@BOTH
def test_each_is_renamed_and_put_another_way(rep, shelf, place, data, copied):
    one = f"{place}/{keep(rep, place, data)['id']}"
    assert rep.patch(one, {"label": "Another"}).json["label"] == "Another"
    assert rep.patch(one, {"text": json.dumps({**data, "label": "Third"})}).json["label"] == "Third"
    assert rep.get(one).json["label"] == "Third"


@BOTH
def test_each_is_taken_away_and_put_back(rep, manager, shelf, place, data, copied):
    one = f"{place}/{keep(rep, place, data)['id']}"
    assert rep.call("DELETE", one).status_code == 200
    assert (rep.get(place).json[shelf], rep.get(one).json["removed"]) == ([], True)
    assert manager.get(one).status_code == 404
    assert rep.post(f"{one}/restoration").json["removed"] is False
    assert len(rep.get(place).json[shelf]) == 1


@BOTH
def test_another_persons_is_read_by_its_id_and_left_alone(rep, manager, shelf, place, data, copied):
    one = f"{place}/{keep(rep, place, data)['id']}"
    assert manager.get(one).json["mine"] is False
    assert manager.patch(one, {"label": "Mine now"}).status_code == 403
    assert manager.call("DELETE", one).status_code == 403
    assert manager.post(f"{one}/restoration").status_code == 403


@BOTH
@pytest.mark.parametrize("one", ["my-nope", "board-nope", "lead_funnel"])
def test_what_is_not_there_is_not_found(rep, shelf, place, data, copied, one):
    assert rep.get(f"{place}/{one}").status_code == 404
    assert rep.patch(f"{place}/{one}", {"label": "x"}).status_code == 404
    assert rep.call("DELETE", f"{place}/{one}").status_code == 404


def test_what_is_wrong_is_told_with_its_place_and_not_kept(rep):
    answer = rep.post(REPORTS, {"text": json.dumps({**REPORT, "where": "sourse = 'fair'"})})
    assert answer.status_code == 422 and codes(answer) == {"where": "configuration"}
    assert answer.json["problems"][0]["line"] == 1 and rep.get(REPORTS).json == {"reports": []}
    answer = rep.post(BOARDS, {"text": json.dumps({**BOARD, "tiles": [{"report": "nope"}]})})
    assert answer.status_code == 422 and rep.get(BOARDS).json == {"dashboards": []}


@pytest.mark.parametrize("body", [{}, {"text": 5}, {"text": ""}, {"text": "["}, {"text": "x" * 40_001}, {"texts": "x"}])
def test_a_body_that_holds_no_text_is_refused(rep, body):
    assert rep.post(REPORTS, body).status_code == 422
    assert rep.post(BOARDS, body).status_code == 422


def test_of_a_form_that_one_may_not_see_nothing_is_said(admin, marketing):
    contracts = {**REPORT, "form": "contract", "where": "nothing = 1"}
    assert admin.post(REPORTS, {"text": json.dumps(contracts)}).status_code == 422
    assert marketing.post(REPORTS, {"text": json.dumps(contracts)}).status_code == 404
    kept = keep(admin, REPORTS, {**contracts, "where": "created_at <= today()"})["id"]
    assert marketing.get(f"{REPORTS}/{kept}").status_code == 404
    assert marketing.post(REPORTS, {"copy_of": kept}).status_code == 404


def test_the_same_key_keeps_one(rep):
    body = {"text": json.dumps(REPORT)}
    first, second = (rep.post(REPORTS, body, key="k").json["id"] for _ in range(2))
    assert first == second and len(rep.get(REPORTS).json["reports"]) == 1


@BOTH
def test_answers_are_as_described(rep, shelf, place, data, copied):
    doc = rep.get("/api/openapi.json").json
    assert {"get", "patch", "delete"} <= doc["paths"][f"{place}/{{one}}"].keys()
    schema = {"$ref": "#/components/schemas/Own", "components": doc["components"]}
    jsonschema.Draft202012Validator(schema).validate(keep(rep, place, data))
