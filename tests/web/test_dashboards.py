"""Dashboard pages: tiles by themselves, filters in the address, narrowing by pointing, all at once without scripts."""

import pytest

ROOM = "/dashboards/lead_war_room"


@pytest.fixture
def leads(office):
    """Two leads from one source, one from another."""
    for company in ("苏州恒锐", "常州同启"):
        office.submit("lin.xiaowen", company=company, source="fair")
    office.submit("lin.xiaowen", company="无锡长川", source="referral")


def test_tiles_come_one_by_one(manager, admin, leads):
    page = manager.get(ROOM).text
    assert f'hx-get="{ROOM}/tiles/lead_pile_up"' in page and "作战室" in page
    part = admin.get(f"{ROOM}/tiles/lead_pulse_leads").text
    assert "<html" not in part and ">3</a>" in part


def test_numbers_of_one_report_come_together(manager, leads):
    together = "lead_pulse_leads,lead_pulse_in_time,lead_pulse_rate"
    page = manager.get(ROOM).text
    assert f'hx-get="{ROOM}/tiles/{together}"' in page and 'id="told-lead_pulse_rate"' in page
    assert f'hx-get="{ROOM}/tiles/lead_pulse_rate"' not in page
    part = manager.get(f"{ROOM}/tiles/{together}").text
    assert part.count('class="one"') == 3 and 'hx-swap-oob="innerHTML:#told-lead_pulse_rate"' in part
    assert manager.get(f"{ROOM}/tiles/{together},nothing").status_code == 404


def test_buttons_without_words_are_still_named(manager):
    """On phones their words are left out."""
    page = manager.get(ROOM).text
    assert page.count('aria-label="全屏"') == 1 and 'aria-label="复制成我的"' in page


def test_all_tiles_come_at_once_without_scripts(manager, leads):
    assert f'content="0; url={ROOM}?all=1"' in manager.get(ROOM).text
    page = manager.get(f"{ROOM}?all=1").text
    assert "/reports/lead_source_return/records?" in page and 'http-equiv="refresh"' not in page


def test_every_tile_of_the_pack_answers(admin, leads):
    for board in ("lead_war_room", "lead_marketing"):
        page = admin.get(f"/dashboards/{board}?all=1")
        assert page.status_code == 200 and 'role="note"' not in page.text


def test_pointing_at_a_bar_narrows_every_tile(manager, leads):
    tile = manager.get(f"{ROOM}/tiles/lead_source_return?since=2026-01-01").text
    assert f'href="{ROOM}?since=2026-01-01&amp;only=source%3Dfair"' in tile
    page = manager.get(f"{ROOM}?only=source%3Dfair").text
    assert "只看来源：展会" in page and f'href="{ROOM}"' in page
    assert ">2</a>" in manager.get(f"{ROOM}/tiles/lead_pulse_leads?only=source%3Dfair").text


def test_a_tile_that_cannot_be_narrowed_says_so(manager, leads):
    assert (
        "未按此筛选" not in manager.get(ROOM).text
        and "未按此筛选" not in manager.get(f"{ROOM}?only=source%3Dfair").text
    )
    page = manager.get(f"{ROOM}?only=assignee%3D1").text
    assert page.count("未按此筛选") > 3 and "逾期的动作</a></h2>" in page


def test_records_behind_a_narrowed_number_are_narrowed(manager, leads):
    behind = manager.get("/reports/lead_pulse/records?only=source%3Dfair&cell=leads").text
    assert "苏州恒锐" in behind and "无锡长川" not in behind


def test_wrong_filter_is_told_on_the_page(manager, leads):
    answer = manager.get(f"{ROOM}?since=never")
    assert answer.status_code == 422 and 'role="alert"' in answer.text


def test_each_role_finds_its_own_dashboards(client_for, manager):
    assert ROOM in manager.get("/reports").text and "lead_marketing" not in manager.get("/reports").text
    assert client_for("lin.xiaowen").get(ROOM).status_code == 404
    assert manager.get(f"{ROOM}/tiles/nothing").status_code == 404
