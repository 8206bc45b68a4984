"""The same pages for another trade, for a bare form, and for a visitor's form in steps."""

import re
from datetime import timedelta

import pytest

from publishing import install, publish

pytestmark = pytest.mark.both_databases

BARE = """
kind: form
id: note
label: {zh: 便签, en: Note}
title: words
fields: [{id: words, type: text, label: {zh: 话, en: Words}}]
"""
STEPS = """
kind: public_form
id: two-steps
form: lead
label: {zh: 两步, en: Two steps}
steps:
  - {label: {zh: 您是谁, en: Who}, fields: [company, contact, phone]}
  - {label: {zh: 要什么, en: What}, fields: [need, budget]}
values: {source: web_form}
"""
WHO = {"company": "苏州恒锐", "contact": "王建国", "phone": "13900002046"}


@pytest.fixture
def with_more(office):
    """The office with a second trade, a bare form and a public form in steps."""
    install(office.workspace, "repair-tickets", author=None, now=office.now)
    with office.work() as work:
        files = {**work.catalog.files, "local/forms/note.yaml": BARE, "local/public/two-steps.yaml": STEPS}
    publish(office.workspace, files, author=None, message="", now=office.now)
    return office


def test_another_trade_has_the_same_pages(with_more, admin):
    for path in ("/records/ticket", "/records/ticket/new"):
        assert admin.get(path).status_code == 200


def test_another_trades_rows_show_its_own_words(with_more, admin):
    fault = {"symptom": "主轴异响", "machine": "CNC-07", "site": "press_shop", "stopped": "true", "reporter": "老李"}
    assert admin.post("/records/ticket/new", data=fault).status_code == 303
    page = admin.get("/records/ticket").text
    assert "CNC-07 · 冲压车间" in page and "</span>P1</span>" in page


def test_a_bare_form_has_records_without_a_flow(with_more, admin):
    where = admin.post("/records/note/new", data={"words": "买灯泡"}).headers["Location"]
    page = admin.get(where).text
    assert "买灯泡" in page and 'id="rec-tasks"' not in page and 'id="why-grade"' not in page
    assert "买灯泡" in admin.get("/records/note").text


def test_what_was_never_decided_has_no_explanation(with_more, admin):
    where = admin.post("/records/note/new", data={"words": "买灯泡"}).headers["Location"]
    assert admin.get(f"{where}/why/grade").status_code == 404


@pytest.fixture
def step(with_more, visitor):
    """Sends one step of the form in steps."""
    token = re.search(r'name="token" value="([^"]+)"', visitor.get("/f/two-steps").text)[1]
    with_more.now += timedelta(seconds=20)
    return lambda number, **answers: visitor.post("/f/two-steps", data={"token": token, "step": number, **answers})


def test_a_step_asks_only_for_its_own_fields(step):
    wrong = step("1", **{**WHO, "company": ""})
    assert wrong.status_code == 422 and 'href="#f-company"' in wrong.text


def test_the_next_step_carries_the_answers_along(step):
    page = step("1", **WHO).text
    assert "2 / 2" in page and 'type="hidden" name="company" value="苏州恒锐"' in page


def test_going_back_keeps_what_was_typed(step):
    page = step("2", back="1", need="联网", **WHO).text
    assert "1 / 2" in page and 'value="苏州恒锐"' in page


def test_the_last_step_makes_the_record(step, manager):
    assert step("2", need="联网", **WHO).status_code == 303
    assert "苏州恒锐" in manager.get("/records/lead?view=lead_all").text
