"""Comments and watchers on a record's page."""

import re

import pytest

HTMX = {"HX-Request": "true"}


@pytest.fixture
def lead(office) -> str:
    """A lead of 林晓雯's."""
    return f"/records/lead/{office.submit(region='east', industry='machining')}"


def test_a_comment_stands_in_the_timeline_and_its_author_changes_it(rep, manager, lead):
    assert rep.post(f"{lead}/comments", data={"words": "@陈立群 付款方式？"}).status_code == 303
    page = rep.get(f"{lead}?tl=comments").text
    assert "@陈立群 付款方式？" in page
    address = re.search(rf"{lead}/comments/\d+", page)[0]
    assert address not in manager.get(lead).text and manager.get(address).status_code == 404
    rep.post(address, data={"words": "付款方式问过了"})
    page = rep.get(lead).text
    assert "付款方式问过了" in page and "@陈立群 付款方式？" in page[page.index("改之前") :]


def test_a_comment_that_cannot_be_taken_comes_back_as_typed(rep, lead):
    answer = rep.post(f"{lead}/comments", data={"words": "@邓凯 <看看>"}, headers=HTMX)
    assert answer.status_code == 422 and "邓凯 看不到这条记录" in answer.text and "@邓凯 &lt;看看&gt;" in answer.text


def test_only_who_sees_the_record_is_offered(rep, office, lead):
    assert "陈立群" in rep.get(f"{lead}/callable?q=clq").text
    assert "邓凯" not in rep.get(f"{lead}/callable?q=deng").text
    assert office.client_for("deng.kai").get(f"{lead}/callable?q=").status_code == 404


def test_watching_begins_and_ends(manager, lead):
    assert "取消关注" in manager.post(f"{lead}/watching", headers=HTMX).text
    assert "还没有人关注" in manager.post(f"{lead}/watching/end", headers=HTMX).text


def test_families_narrow_the_timeline(rep, lead):
    page = rep.get(f"{lead}?tl=grade").text
    story = page[page.index('id="rec-timeline"') :]
    assert "评分" in story and "分给" not in story[: story.index("</ol>")].split('<ol class="tl"')[1]
