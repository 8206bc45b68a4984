"""Reports as programs read them."""

from threading import Event

import pytest

from jobs import work_long
from tests.api.conftest import codes

SOURCES = "/api/v1/reports/lead_source_conversion"


def test_a_report_has_the_shape_the_command_prints(admin, create):
    create()
    create(phone="13900002047", source="fair")
    report = admin.get(SOURCES).json
    assert (report["report"], report["revision"], report["total"]) == ("lead_source_conversion", 1, 2)
    assert report["columns"][0] == {"id": "source", "label": "Source", "type": "choice"}
    assert {row[0]: row[1] for row in report["rows"]} == {"web_form": 1, "fair": 1}


def test_reports_are_listed_with_their_params(admin):
    listed = {one["id"]: one["params"] for one in admin.get("/api/v1/reports").json["reports"]}
    assert listed["lead_source_conversion"] == ["since"]


def test_a_param_is_an_argument(admin, create):
    create()
    assert admin.get(SOURCES, since="2026-11-24").json["total"] == 1
    assert admin.get(SOURCES, since="2026-11-25").json["total"] == 0


@pytest.mark.parametrize(
    ("arguments", "field"),
    [({"since": "soon"}, "since"), ({"sinse": "2026-11-24"}, "sinse"), ({"since": "\x00"}, "since")],
)
def test_a_wrong_param_is_refused_by_name(admin, arguments, field):
    answer = admin.get(SOURCES, **arguments)
    assert (answer.status_code, list(codes(answer))) == (422, [field])


def test_a_report_counts_what_one_may_see(rep, admin, create):
    create(region="south")
    assert (admin.get(SOURCES).json["totals"]["leads"], rep.get(SOURCES).json["totals"]["leads"]) == (1, 0)


def test_an_unknown_report_is_not_there(admin):
    assert admin.get("/api/v1/reports/nope").status_code == 404


def test_a_dashboard_comes_with_its_answers(admin, create):
    create()
    board = admin.get("/api/v1/dashboards/lead_war_room", only="source=fair").json
    first = board["tiles"][0]
    assert (board["dashboard"], board["only"], first["number"]) == ("lead_war_room", {"source": "fair"}, "leads")
    assert first["answer"]["totals"]["leads"] == 0
    assert admin.get("/api/v1/dashboards/lead_war_room").json["tiles"][0]["answer"]["totals"]["leads"] == 1


def test_dashboards_are_listed_with_their_filters(admin):
    listed = {one["id"]: one["filters"] for one in admin.get("/api/v1/dashboards").json["dashboards"]}
    assert listed["lead_marketing"] == ["period"]


def test_a_wrong_filter_of_a_dashboard_is_refused(admin):
    answer = admin.get("/api/v1/dashboards/lead_war_room", since="soon")
    assert (answer.status_code, list(codes(answer))) == (422, ["since"])


def test_a_report_is_asked_in_the_background(office, admin, create):
    create()
    asked = admin.post(f"{SOURCES}/runs", {"since": "2026-11-24"})
    run = f"{SOURCES}/runs/{asked.json['id']}"
    assert (asked.status_code, asked.json["state"], "answer" in admin.get(run).json) == (202, "waiting", False)
    work_long(office.workspace, lambda: office.now, Event())
    told = admin.get(run).json
    assert (told["state"], told["answer"]["totals"]["leads"], told["params"]) == ("done", 1, {"since": "2026-11-24"})


def test_a_report_in_the_background_is_stopped(office, admin):
    run = f"{SOURCES}/runs/{admin.post(f'{SOURCES}/runs').json['id']}"
    assert admin.call("DELETE", run).json["state"] == "cancelled"
    work_long(office.workspace, lambda: office.now, Event())
    assert admin.get(run).json["state"] == "cancelled"


def test_a_run_is_found_by_its_asker_under_its_report(admin, manager):
    number = admin.post(f"{SOURCES}/runs").json["id"]
    assert manager.get(f"{SOURCES}/runs/{number}").status_code == 404
    assert manager.call("DELETE", f"{SOURCES}/runs/{number}").status_code == 404
    assert admin.get(f"/api/v1/reports/lead_funnel/runs/{number}").status_code == 404
    assert admin.get(f"{SOURCES}/runs/soon").status_code == 404


def test_a_wrong_param_of_a_run_is_refused_by_name(admin):
    answer = admin.post(f"{SOURCES}/runs", {"since": "soon"})
    assert (answer.status_code, list(codes(answer))) == (422, ["since"])
