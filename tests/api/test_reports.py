"""Reports as programs read them."""

import pytest

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
