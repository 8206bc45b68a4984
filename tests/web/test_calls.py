"""A record's page shows its calls: the score of each, and per point the reason and the words that were said."""

import pytest

from flows import calls

POOR = "坐席：喂，我是启明，保证最低价\n客户：停机太多\n坐席：明天再给您打"


@pytest.fixture
def href(office):
    """A lead that was called, and not by the script."""
    record = office.submit()
    office.give(record, "lin.xiaowen")
    with office.work() as work:
        calls.hold(work, "lead", record, calls.Call(calls.read_text(POOR, {}), person=office.people["lin.xiaowen"].id))
    return f"/records/lead/{record}"


def test_the_card_says_point_by_point_why(rep, href):
    card = rep.get(href).text.split('id="rec-calls"')[1].split("</section>")[0]
    assert "首轮电话" in card and "没达标" in card and "林晓雯" in card
    assert "说了不该说的" in card and "“喂，我是启明，保证最低价”" in card and "−30" in card
    assert "没有说到" in card
    assert "停机太多" in card


def test_the_story_tells_the_call(rep, href):
    assert "通话「首轮电话」" in rep.get(f"{href}?tl=talk").text


def test_without_a_call_there_is_no_card(office, rep):
    record = office.submit()
    office.give(record, "lin.xiaowen")
    assert 'id="rec-calls"' not in rep.get(f"/records/lead/{record}").text
