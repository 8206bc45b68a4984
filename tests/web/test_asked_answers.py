"""The line on the list of reports leads to an answer: from there one keeps a report, or opens builder and records."""

import re
from datetime import datetime
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from forms import table_of
from records import store

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


MOMENTS = (  # when each of them came in and ended, on the clock in Shanghai, and how
    ("2026-09-30 23:30", "2026-10-01 00:30", "won"),
    ("2026-10-15 09:00", "2026-11-02 09:00", "won"),
    ("2026-10-15 09:00", "2026-10-31 23:59", "lost"),
)


@pytest.fixture
def ended(office, three):
    """The three have ended: one was won in October, one in November, one was lost in October."""
    here = ZoneInfo("Asia/Shanghai")
    with office.work("chen.liqun") as work:
        table = table_of(work.catalog, "lead")
        rows = work.connection.execute(select(table.c.id).order_by(table.c.id)).scalars().all()
        for id, (came, went, outcome) in zip(rows, MOMENTS, strict=True):
            created, closed = (datetime.fromisoformat(each).replace(tzinfo=here) for each in (came, went))
            values = {"created_at": created, "closed_at": closed, "outcome": outcome}
            store.update_unversioned(work.connection, table, id, values)


@pytest.mark.parametrize(
    ("line", "of", "which"),
    [
        ("上个月成交多少", 1, ("won",)),
        ("创建时间上个月成交多少", 0, ("won",)),
        ("上个月流失", 1, ("lost",)),
        ("上个月线索", 0, ("won", "lost")),
    ],
)
def test_ends_count_by_the_day_they_came_unless_another_is_said(manager, ended, line, of, which):
    page = manager.get("/reports/answer", query_string={"ask": line}).text
    expected = sum(each[of].startswith("2026-10") and each[2] in which for each in MOMENTS)
    behind = manager.get(unescape(re.search(r'href="(/reports/answer/records[^"]+)"', page)[1])).text
    assert (
        sum(company in behind for company in COMPANIES) == expected == int(re.search(r'class="v"[^>]*>(\d+)<', page)[1])
    )


def test_a_chip_counts_the_same_days_by_the_other_moment(manager, ended):
    page = manager.get("/reports/answer?ask=上个月成交多少").text
    assert "上月（结束时间）" in page
    other = manager.get(unescape(re.search(r'href="([^"]+)">按创建时间算<', page)[1])).text
    assert "上月（创建时间）" in other and ">按结束时间算<" in other


@pytest.mark.parametrize(
    ("line", "leads"),
    [
        ("哪些阶段卡得最久？", "/reports/lead_dwell"),
        ("上月为什么下降", "/reports/lead_drop?period=last_month"),
        ("why did the win rate fall this month?", "/reports/lead_drop?period=this_month"),
    ],
)
def test_a_question_that_a_report_answers_leads_there(manager, line, leads):
    answer = manager.get("/reports/answer", query_string={"ask": line})
    assert answer.status_code in (302, 303) and answer.location == leads
    assert manager.get(leads).status_code == 200


def test_what_asks_for_more_is_offered_the_report(manager):
    page = manager.get("/reports/answer?ask=华东为什么下降").text
    assert 'href="/reports/lead_drop">下滑诊断' in page


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
