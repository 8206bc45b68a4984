"""Forms in steps and tabs, and visitors' questions that depend on each other; all of it without scripts."""

import re
from datetime import timedelta

import pytest

from tests.web.trade import with_trade

VISIT = """
kind: form
id: visit
label: {zh: 拜访, en: Visit}
title: who
show: steps
fields:
  - {id: who, type: text, required: true, label: 客户, messages: {required: {zh: 写上拜访谁, en: Say whom}}}
  - {id: kind, type: choice, label: 目的, choices: [sale, repair]}
  - {id: fault, type: text, required: true, visible_when: "kind = 'repair'", label: {zh: 故障, en: Fault}}
  - {id: note, type: long_text, label: {zh: 备注, en: Note}}
layout:
  - {id: first, label: {zh: 谁, en: Who}, fields: [who, kind]}
  - {id: broken, label: {zh: 坏了什么, en: What broke}, fields: [fault]}
  - {id: last, label: {zh: 其他, en: More}, fields: [note]}
"""
SLUG = """
kind: public_form
id: visit
label: {zh: 预约, en: Book}
form: visit
fields: [who, kind, fault]
"""


@pytest.fixture
def visits(office):
    return with_trade(office, **{"local/forms/visit.yaml": VISIT, "local/public/visit.yaml": SLUG})


@pytest.fixture
def tabbed(office):
    return with_trade(office, **{"local/forms/visit.yaml": VISIT.replace("show: steps", "show: tabs")})


def step(client, **data):
    return client.post("/records/visit/new", data=data)


def test_a_step_is_held_until_it_is_right_in_the_definitions_words(visits, admin):
    page = admin.get("/records/visit/new").text
    assert "1 / " in page and 'name="who"' in page and 'name="note"' not in page
    wrong = step(admin, step="1", who="", kind="sale")
    assert wrong.status_code == 422 and "写上拜访谁" in wrong.text and 'href="#f-who"' in wrong.text


def test_a_condition_decides_which_steps_there_are(visits, admin):
    assert 'name="fault"' in step(admin, step="1", who="润扬", kind="repair").text
    assert 'name="note"' in step(admin, step="1", who="润扬", kind="sale").text


def test_going_back_keeps_every_answer(visits, admin):
    page = step(admin, step="3", going="back", who="润扬", kind="repair", fault="漏油", note="急").text
    assert 'value="漏油"' in page and re.search(r'type="hidden" name="note" value="急"', page)


def test_the_last_step_makes_the_record_and_an_earlier_mistake_leads_back(visits, admin):
    wrong = step(admin, step="3", who="", kind="repair", fault="漏油", note="急")
    assert wrong.status_code == 422 and 'id="f-who"' in wrong.text
    assert step(admin, step="3", who="润扬", kind="repair", fault="漏油", note="急").status_code == 303


def test_what_a_condition_hides_is_not_smuggled_in(visits, admin):
    where = step(admin, step="2", who="润扬", kind="sale", fault="漏油", note="").headers["Location"]
    assert "漏油" not in admin.get(where).text


def test_tabs_are_links_to_parts_that_all_stand_there(tabbed, admin):
    page = admin.get("/records/visit/new").text
    assert 'href="#part-first"' in page and 'id="part-last"' in page and 'name="note"' in page
    wrong = step(admin, who="", kind="sale").text
    assert re.search(r'id="tab-first">谁 <span class="n hot">1', wrong)


def test_a_visitor_without_scripts_is_asked_what_the_answers_bring_up(visits, visitor):
    page = visitor.get("/f/visit").text
    assert 'name="fault"' not in page and 'data-redraw="/f/visit/live"' in page
    token = re.search(r'name="token" value="([^"]+)"', page)[1]
    sent = {"token": token, "drawn": "who,kind", "who": "润扬", "kind": "repair"}
    visits.now += timedelta(seconds=20)
    more = visitor.post("/f/visit", data=sent)
    assert more.status_code == 200 and 'name="fault"' in more.text and "带出了新的问题" in more.text
    assert visitor.post("/f/visit", data={**sent, "drawn": "who,kind,fault", "fault": "漏油"}).status_code == 303


def test_the_questions_are_drawn_anew_for_scripts(visits, visitor):
    token = re.search(r'name="token" value="([^"]+)"', visitor.get("/f/visit").text)[1]
    part = visitor.post("/f/visit/live", data={"token": token, "who": "润扬", "kind": "repair"})
    assert part.text.lstrip().startswith('<div class="stack" id="sheet-fields"') and 'name="fault"' in part.text
    assert visitor.post("/f/visit/live", data={"token": "x"}).status_code == 400
