"""One change to many records: foreseen, done, and taken back as one."""

import re
from datetime import timedelta

import pytest

from flows import intake, look
from records import events

LIST = "/records/lead/bulk?view=lead_all"


@pytest.fixture
def three(office):
    """Three leads in the East; the rep of the first said yes."""
    office.submit(company="苏州恒锐精密机械", budget=800000, region="east", industry="machining")
    office.submit(company="宁波海晟注塑", phone="13800007710", budget=650000, region="east", industry="moulding")
    office.submit(company="杭州蓝屿电子", phone="13700003325", budget=90000, region="east", industry="electronics")
    return office


def values(office, *names, records=(1, 2, 3)):
    """What stands in some fields of some records."""
    with office.work() as work:
        subjects = [look(work, "lead", record) for record in records]
        return [tuple(one.values[name] for name in names) for one in subjects]


def sets(client, field="industry", value="electronics", picks=("1", "2", "3"), **more):
    """A field of ticked records gets a value."""
    return client.post(LIST, data={"do": "edit", "pick": list(picks), "field": field, field: value, **more})


def test_a_preview_says_what_would_change(three, manager):
    page = sets(manager, look="1").text
    assert "2 条会变" in page and "1 条本来就是这样" in page
    assert values(three, "industry") == [("machining",), ("moulding",), ("electronics",)]


def test_a_preview_says_who_refuses_and_why(three, manager):
    page = sets(manager, "phone", "12", look="1").text
    assert "3 条不会动" in page and "杭州蓝屿电子" in page
    assert re.search(r"<button[^>]*btn go[^>]*disabled", page)


def test_a_value_that_fits_nowhere_changes_nothing(three, manager):
    answer = sets(manager, "budget", "viel")
    assert "3 条没有动" in manager.get(answer.headers["Location"]).text


@pytest.mark.both_databases
def test_a_field_of_many_is_set_and_brought_back(three, manager):
    before = values(three, "industry", "score", "grade")
    assert sets(manager).status_code == 303
    assert values(three, "industry") == [("electronics",)] * 3
    assert manager.post("/bulk/1/undoing").status_code == 303
    assert values(three, "industry", "score", "grade") == before


def test_what_somebody_changed_since_stays_theirs(three, manager):
    sets(manager)
    with three.work() as work:
        intake.edit(work, "lead", 1, None, {"industry": "moulding"})
        intake.edit(work, "lead", 2, None, {"budget": 700000})
    page = manager.get(manager.post("/bulk/1/undoing").headers["Location"]).text
    assert "1 条没有恢复" in page and "之后有人改了行业" in page
    assert values(three, "industry", "budget")[:2] == [("moulding", 800000), ("moulding", 700000)]


def test_many_together_are_as_one_by_one(three, manager):
    sets(manager, "industry", "moulding", picks=("1",))
    with three.work("chen.liqun") as work:
        intake.edit(work, "lead", 3, None, {"industry": "moulding"})
        told = {kind: events.of_many(work.connection, "lead", (1, 3), kind=kind) for kind in ("edited", "graded")}
    assert [len(told["edited"][id]) for id in (1, 3)] == [1, 1]
    assert len(told["graded"][1]) == len(told["graded"][3])


@pytest.mark.both_databases
def test_stages_of_many_are_moved_and_brought_back(three, manager):
    before = values(three, "stage", "next_task", "next_due_at", "stage_entered_at")
    reason = {"skip_reason": reason_of(three), "words": "谈过了"}
    answer = manager.post(LIST, data={"do": "stage", "pick": ["1", "2"], "to": "need_confirmed", **reason})
    assert answer.status_code == 303 and values(three, "stage")[:2] == [("need_confirmed",)] * 2
    manager.post("/bulk/1/undoing")
    assert values(three, "stage", "next_task", "next_due_at", "stage_entered_at") == before


def test_what_several_pipelines_have_is_one_choice(three, manager):
    page = manager.post(LIST, data={"do": "stage", "pick": ["1", "2"], "look": "1"}).text
    assert [page.count(f'value="{id}"') for id in ("first_touch", "tender", "straight_to_quote")] == [1] * 3


def test_reason_of_another_path_is_called_by_its_name(three, manager):
    page = manager.post(
        LIST, data={"do": "stage", "pick": ["1"], "look": "1", "to": "quote", "skip_reason": "group_standard"}
    )
    assert "没有「集团统一选型」这个原因" in page.text and "group_standard」" not in page.text


def reason_of(office):
    """A reason for which a stage may be skipped."""
    with office.work() as work:
        return work.catalog.of_form("pipeline", "lead")[0].skip_reasons[0].id


def test_everything_that_matches_goes_on_in_the_background(three, manager, monkeypatch):
    monkeypatch.setattr("flows.bulk.act.PORTION", 1)
    monkeypatch.setattr("flows.bulk.undoing.PORTION", 1)
    answer = manager.post(LIST, data={"do": "edit", "all": "1", "field": "industry", "industry": "electronics"})
    assert answer.headers["Location"] == "/bulk/1?next=%2Frecords%2Flead%3Fview%3Dlead_all"
    assert "还在后台进行" in manager.get("/bulk/1").text
    three.deliver()
    assert values(three, "industry")[:2] == [("electronics",)] * 2
    manager.post("/bulk/1/undoing")
    for _ in range(4):
        three.deliver()
    assert values(three, "industry")[:2] == [("machining",), ("moulding",)]


def test_a_record_that_went_meanwhile_is_told_of(three, manager, monkeypatch):
    monkeypatch.setattr("flows.bulk.act.PORTION", 1)
    manager.post(LIST, data={"do": "edit", "all": "1", "field": "industry", "industry": "electronics"})
    with three.work() as work:
        intake.trash(work, "lead", 1)
    three.deliver()
    page = manager.get("/bulk/1").text
    assert "1 条没有动" in page and "还在后台进行" not in page


def test_after_a_day_nothing_is_taken_back(three, manager):
    sets(manager)
    three.now += timedelta(days=1, minutes=1)
    manager.post("/bulk/1/undoing")
    assert values(three, "industry") == [("electronics",)] * 3


def test_an_act_is_taken_back_by_who_did_it(three, manager, rep):
    sets(manager)
    assert rep.post("/bulk/1/undoing").status_code == 404
    assert rep.get("/bulk/1").status_code == 404


def test_what_began_behind_a_number_ends_there(three, manager):
    here = "/reports/lead_source_conversion/records?cell=leads"
    assert f'name="next" value="{here}"' in manager.get(here).text
    assert f'href="{here}"' in sets(manager, look="1", next=here).text
    answer = sets(manager, picks=("1",), next=here)
    assert answer.headers["Location"] == here and "撤销" in manager.get(here).text
    refused = sets(manager, "budget", "viel", next=here).headers["Location"]
    assert f'href="{here}"' in manager.get(refused).text


def test_an_act_ends_on_no_strange_page(three, manager):
    answer = sets(manager, picks=("1",), next="https://evil.example/")
    assert answer.headers["Location"] == "/records/lead?view=lead_all"
