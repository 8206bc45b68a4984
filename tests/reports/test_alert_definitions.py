"""What is wrong with an alert is told where it stands."""

import pytest

from tests.reports.histories import load
from tests.reports.test_alerts import ALERT, WON, alert


@pytest.mark.parametrize(
    "wrong, key",
    [
        (alert("nothing"), "alerts.problem.unknown_measure"),
        (alert(when="{falls_by: 10%}"), "alerts.problem.compares_nothing"),
        (alert(when="{misses_target: true}"), "alerts.problem.no_target"),
        (alert(more="params: {until: x}\n"), "alerts.problem.unknown_param"),
        ({"alerts/watch.yaml": ALERT.replace("report: asked", "report: aske")}, "alerts.problem.unknown_report"),
        ({"alerts/watch.yaml": ALERT.replace("owner: chief", "owner: nobody")}, "alerts.problem.unknown_role"),
    ],
)
def test_wrong_alerts_are_located_problems(wrong, key):
    wrong = {file: text.replace("MEASURE", "rate").replace("WHEN", "{below: 1}") for file, text in wrong.items()}
    assert key in [problem.key for problem in load(WON, **wrong).errors]


@pytest.mark.parametrize(
    ("language", "words"),
    [("zh", "报表没有指标「nothing」，有的是 n, won, rate"), ("en", "no measure “nothing”; it has n, won, rate")],
)
def test_an_unknown_measure_is_told_with_those_that_there_are(language, words):
    [problem] = load(WON, **alert("nothing", "{below: 1}")).errors
    assert words in problem.text(language)


def test_an_alert_on_a_moment_is_told():
    found = load("measures: [{id: m, max: created_at}]\n", **alert("m", "{below: 1}")).errors
    assert [problem.key for problem in found] == ["alerts.problem.moment"]


FUNNEL = "funnel: {pipeline: order_pipeline}\n"


@pytest.mark.parametrize(
    ("column", "is_there"), [("share", True), ("reached", True), ("shar", False), ("stage", False)]
)
def test_a_column_that_a_shape_does_not_have_is_told(column, is_there):
    found = [problem.key for problem in load(FUNNEL, **alert(column, "{below: 1}")).errors]
    assert ("alerts.problem.unknown_measure" not in found) is is_there
