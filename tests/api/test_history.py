"""What happened to a record, and why, as data and in words."""

import pytest

from flows import duplicates
from flows.happenings import event, happened
from tests.api.conftest import LEADS, codes


@pytest.fixture
def hers(create) -> str:
    """The address of a record that 林晓雯 was given."""
    return f"{LEADS}/{create(industry='machining', region='east', budget=600_000)['id']}"


def kinds(answer):
    return [event["kind"] for event in answer.json["events"]]


def test_events_come_newest_first(rep, hers):
    assert kinds(rep.get(f"{hers}/events")) == ["stage_entered", "assigned", "graded", "submitted"]


def test_events_come_in_pages(rep, hers):
    first = rep.get(f"{hers}/events", limit=3)
    rest = rep.get(f"{hers}/events", limit=3, before=first.json["next"])
    assert kinds(first) + kinds(rest) == ["stage_entered", "assigned", "graded", "submitted"]
    assert rest.json["next"] is None


def test_events_of_some_kinds_can_be_asked_for(rep, hers):
    assert kinds(rep.get(f"{hers}/events", kind="graded,assigned")) == ["assigned", "graded"]


@pytest.mark.parametrize(("language", "words"), [("zh", "分给 林晓雯"), ("en", "Given to 林晓雯")])
def test_events_are_told_in_the_callers_language(rep, hers, language, words):
    rep.language = language
    told = rep.get(f"{hers}/events", kind="assigned").json["events"][0]["sentence"]
    assert words.replace(" ", "") in told.replace(" ", "")


def test_changes_of_hidden_fields_are_not_told(admin, rep, hers):
    admin.patch(hers, {"cost": 99, "contact": "李芳"})
    told = [caller.get(f"{hers}/events", kind="edited").json["events"][0]["data"] for caller in (admin, rep)]
    assert [set(each["changes"]) for each in told] == [{"cost", "contact"}, {"contact"}]


def test_a_grade_explains_itself(rep, hers):
    why = rep.get(f"{hers}/explanations/grade").json
    counted = sum(row["data"]["counted"] for row in why["rows"])
    assert why["score"] == counted == rep.get(hers).json["score"]
    assert why["grade"] == rep.get(hers).json["grade"] and why["sentence"]


def test_an_assignment_explains_itself(office, rep, hers):
    why = rep.get(f"{hers}/explanations/assignment").json
    assert why["owner"] == office.id("lin.xiaowen") == why["candidates"][0]["data"]["person"]
    assert "吴佳怡" in [one["reason"] for one in why["left_out"]]


def test_explanations_of_other_peoples_records_are_not_there(office, hers):
    other = office.caller("liang.min")
    for below in ("events", "tasks", "explanations/grade", "explanations/assignment"):
        answer = other.get(f"{hers}/{below}")
        assert (answer.status_code, codes(answer)) == (404, {None: "not_found"})


@pytest.mark.parametrize("arguments", [{"limit": "0"}, {"limit": "201"}, {"before": "x"}, {"nope": "1"}])
def test_wrong_arguments_are_refused_by_name(rep, hers, arguments):
    assert set(codes(rep.get(f"{hers}/events", **arguments))) == set(arguments)


def test_a_merge_that_was_undone_is_told(admin, office, hers, create):
    one, other = int(hers.rsplit("/", 1)[1]), create(phone="13900002999")["id"]
    with office.work() as work:
        duplicates.unmerge(work, duplicates.merge(work, "lead", one, other, {}))
    [told] = admin.get(f"{hers}/events", kind="merge_undone").json["events"]
    assert told["data"]["of"] == other


def test_what_came_in_beside_tells_nothing_of_hidden_fields(admin, rep, office, hers):
    with office.work() as work:
        came = {"values": {"cost": 99, "contact": "李芳"}, "filled": ["cost"], "by": {}}
        happened(work, event(work, "lead", int(hers.rsplit("/", 1)[1]), "merged_in", **came))
    told = [caller.get(f"{hers}/events", kind="merged_in").json["events"][0]["data"] for caller in (admin, rep)]
    assert [set(each["values"]) for each in told] == [{"cost", "contact"}, {"contact"}]
