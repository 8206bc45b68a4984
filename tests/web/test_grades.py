"""Grades on pages: why, how they came about, by hand, and the weekly look."""

from datetime import timedelta

import pytest

from flows.trail import behaved

HTMX = {"HX-Request": "true"}


@pytest.fixture
def lead(office) -> int:
    lead = office.submit(budget=600_000, industry="machining")
    with office.work() as work:
        for kind in ("page_viewed", "page_viewed", "paper_downloaded"):
            behaved(work, "lead", lead, kind, data={"title": "停机成本白皮书"})
    return lead


def test_the_record_shows_its_trail(admin, lead):
    text = admin.get(f"/records/lead/{lead}").text
    assert "行为轨迹" in text
    assert "下载了白皮书" in text
    assert "2 次" in text


def test_the_same_in_a_row_is_told_once(admin, lead):
    text = admin.get(f"/records/lead/{lead}?tl=trail").text
    assert "浏览了官网 · 2 次" in text


def test_why_tells_fit_and_warmth_apart(admin, lead):
    text = admin.get(f"/records/lead/{lead}/why/grade").text
    assert "匹配度" in text and "行为热度" in text
    assert "每 30 天减半" in text


def test_the_history_is_a_line_with_its_reasons(admin, lead):
    text = admin.get(f"/records/lead/{lead}/grades").text
    assert "<svg" in text and 'class="l1"' in text
    assert "下载白皮书" in text
    assert "首次评分" in text


def test_a_grade_is_set_by_hand_and_given_back(manager, office, lead):
    office.give(lead, "lin.xiaowen")
    asked = manager.get(f"/records/lead/{lead}/grade").text
    assert "手定的等级压过规则" in asked
    until = (office.now + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    told = {"grade": "A", "words": "老客户推荐", "until": until}
    answer = manager.post(f"/records/lead/{lead}/grade", data=told, headers=HTMX)
    assert "已手定为 A" in answer.text
    assert "老客户推荐" in answer.text
    assert "交还规则" in answer.text
    answer = manager.post(f"/records/lead/{lead}/grade/rules", headers=HTMX)
    assert "已交还规则" in answer.text


def test_without_a_reason_it_is_asked_again(manager, office, lead):
    office.give(lead, "lin.xiaowen")
    answer = manager.post(f"/records/lead/{lead}/grade", data={"grade": "A", "words": ""})
    assert answer.status_code == 422


def test_who_may_not_is_offered_nothing(rep, office, lead):
    office.give(lead, "lin.xiaowen", accepted=True)
    assert "/grade" not in rep.get(f"/records/lead/{lead}").text.replace("/grades", "").replace("why/grade", "")
    assert rep.post(f"/records/lead/{lead}/grade", data={"grade": "A", "words": "x"}).status_code == 403


def test_the_weekly_look_asks_and_is_answered(manager, office):
    lead = office.submit(budget=400_000)
    office.give(lead, "lin.xiaowen")
    text = manager.get("/review/lead").text
    assert "分数低，但预算不小" in text
    assert "改为 B 级" in text
    answer = manager.post("/review/lead/looks", data={"record": lead, "row": "big_low"}, headers=HTMX)
    assert "没有要复核的" in answer.text


def test_a_form_that_asks_for_no_look_has_no_page(admin):
    assert admin.get("/review/nope").status_code == 404


def test_the_studio_draws_what_is_counted(admin):
    text = admin.get("/studio/files/b2b-leads/grading/lead_scorecard.yaml").text
    assert "每次下载了白皮书" in text
    assert "合成：匹配度 + 行为热度" in text
