"""What a record has unlocked, and clocks that stand still: on its page, in the day, in lists and on the board."""

import pytest

HTMX = {"HX-Request": "true"}


@pytest.fixture
def lead(office) -> str:
    """A lead of 林晓雯's that she took."""
    address = f"/records/lead/{office.submit(region='east', industry='machining', quote=300000)}"
    office.client_for("lin.xiaowen").post(f"{address}/acceptance")
    return address


@pytest.fixture
def manager(office):
    return office.client_for("chen.liqun")


@pytest.fixture
def paused(manager, lead) -> str:
    manager.post(f"{lead}/pause", data={"reason": "客户休假", "until": "2026-12-10"})
    return lead


def test_the_page_says_what_is_unlocked_and_what_comes_next(rep, lead):
    page = rep.get(lead).text
    assert "方案验证过" in page and "「折扣」可到 20%" in page and "还差：" in page


def test_the_path_shows_where_they_are_reached(rep, lead):
    assert "里程碑「方案验证过」" in rep.get(lead).text.split('id="rec-path"')[1].split("</ol>")[0]


def test_the_form_says_how_far_a_discount_may_go(rep, lead):
    assert "现在最多 10%，到「方案验证过」后放宽" in rep.get(f"{lead}/edit").text


def test_beyond_it_the_form_is_asked_again(rep, lead):
    answer = rep.post(f"{lead}/edit", data={"version": "1", "discount": "15"})
    assert answer.status_code == 422 and "现在最多 10%" in answer.text


def test_a_manager_is_not_held(manager, lead):
    assert "现在最多" not in manager.get(f"{lead}/edit").text


def test_the_page_says_why_and_until_when_clocks_stand_still(rep, paused):
    page = rep.get(paused).text
    assert "计时已暂停" in page and "客户休假" in page and "12月10日" in page
    assert "/resumption" not in page


def test_who_may_pause_lets_them_run_on_in_place(manager, paused):
    assert "恢复计时" in manager.get(paused).text
    answer = manager.post(f"{paused}/resumption", headers=HTMX)
    assert "已恢复计时" in answer.text and "计时已暂停" not in answer.text


@pytest.mark.parametrize("length", [501, 200_000])
def test_a_reason_that_is_too_long_is_said(manager, lead, length):
    answer = manager.post(f"{lead}/pause", data={"reason": "长" * length, "asked": "1"})
    assert answer.status_code == 422 and f"超出 {length - 500} 个字，最多 500 个字" in answer.text


def test_a_pause_needs_its_reason(manager, lead):
    answer = manager.post(f"{lead}/pause", data={"reason": "", "until": "2026-01-01", "asked": "1"})
    assert answer.status_code == 422 and "要晚于" in answer.text or "以后" in answer.text


def test_whoever_may_not_is_not_offered_it(rep, lead):
    assert "/pause" not in rep.get(lead).text
    assert rep.post(f"{lead}/pause", data={"reason": "忙"}).status_code == 403


def test_the_day_marks_it_and_says_why(rep, paused):
    page = rep.get("/day").text
    assert "暂停" in page and "客户休假" in page


def test_lists_show_until_when(rep, paused):
    assert "暂停到 12月10日" in rep.get("/records/lead").text


def test_the_board_counts_what_stands_still(manager, paused):
    page = manager.get("/board", follow_redirects=True).text
    assert "1 条线索暂停计时" in page
    listed = manager.get("/records/lead?f=paused_at%3Afilled&f=outcome%3Ais%3Aopen")
    assert listed.status_code == 200 and "恒锐" in listed.text
