"""The line on the list of reports leads to an answer: from there one keeps a report, or opens builder and records."""

import re
from html import unescape

import pytest

COMPANIES = ("苏州恒锐精密机械", "无锡联创电子", "常州博远模具")


@pytest.fixture
def three(office):
    """Three leads of 林晓雯 from trade fairs."""
    for number, company in enumerate(COMPANIES):
        lead = office.submit("lin.xiaowen", company=company, phone=f"1390000204{number}", source="fair")
        office.give(lead, "lin.xiaowen")


def test_the_list_of_reports_has_a_line_to_ask_in(manager):
    page = manager.get("/reports").text
    assert 'action="/reports/answer"' in page and "试试：" in page


def test_an_answer_says_how_the_line_was_read(manager, three):
    page = manager.get("/reports/answer?ask=线索按来源 火星").text
    assert "线索数最多的是「展会」：3" in page and "按来源" in page
    assert "没听懂" in page and "火星" in page


def test_every_number_of_an_answer_opens_its_records(manager, three):
    page = manager.get("/reports/answer?ask=线索按来源").text
    href = unescape(re.search(r'href="(/reports/answer/records[^"]+)"', page)[1])
    behind = manager.get(href).text
    assert all(company in behind for company in COMPANIES)


def test_an_answer_is_kept_as_a_report_of_ones_own(manager, three):
    page = manager.get("/reports/answer?ask=线索按来源").text
    text = unescape(re.search(r'name="text" value="([^"]*)"', page)[1])
    kept = manager.post("/reports/mine", data={"text": text})
    assert kept.status_code == 303 and "线索按来源" in manager.get(kept.location).text


def test_nothing_typed_leads_to_the_list(manager):
    assert manager.get("/reports/answer?ask=").location == "/reports"


def test_of_what_nobody_understands_lines_to_begin_with_are_offered(manager):
    page = manager.get("/reports/answer?ask=flumox zzz").text
    assert "一个词也没有听懂" in page and "试试：" in page


@pytest.mark.parametrize("line", ["<script>x</script>", "'\"><img src=x>", "a" * 10_000])
def test_hostile_lines_are_shown_as_they_are(manager, line):
    answer = manager.get("/reports/answer", query_string={"ask": line})
    assert answer.status_code == 200 and "<script>x" not in answer.text and "<img src=x" not in answer.text


def test_strangers_are_asked_to_sign_in_first(visitor):
    assert "/session" in visitor.get("/reports/answer?ask=线索").location
