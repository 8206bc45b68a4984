"""A dashboard in real browsers: tiles by themselves, a bar that narrows all of them, a phone without scripts."""

import re

import pytest
from playwright.sync_api import expect

from tests.chromium import barriers

ROOM = "/dashboards/lead_war_room"


@pytest.fixture
def leads(office):
    """Three leads from two sources."""
    for company, source in (("苏州恒锐", "fair"), ("常州同启", "fair"), ("无锡长川", "referral")):
        office.submit("lin.xiaowen", company=company, source=source)


def test_a_name_narrows_every_tile_and_the_word_above_undoes_it(signed_in, leads):
    page = signed_in("xu.lan", ROOM)
    number = page.locator(".tile.num").first
    expect(number.locator(".v")).to_have_text("3")
    page.locator(".tile", has_text="各来源转化率").locator("a.point").first.click()
    expect(page.locator(".narrow")).to_contain_text("只看来源：展会")
    expect(number.locator(".v")).to_have_text("2")
    expect(page).to_have_url(re.compile("only=source%3Dfair"))
    assert barriers(page) == []
    page.locator(".narrow a").first.click()
    expect(number.locator(".v")).to_have_text("3")


def test_a_press_on_a_bar_narrows_every_tile(signed_in, leads):
    page = signed_in("xu.lan", "/dashboards/lead_marketing")
    number = page.locator(".tile.num").first
    expect(number.locator(".v")).to_have_text("3")
    bar = page.locator(".tile", has_text="来源质量").locator("tbody", has_text="展会").locator("svg a")
    bar.first.click()
    expect(page.locator(".narrow")).to_contain_text("只看来源：展会")
    expect(number.locator(".v")).to_have_text("2")
    expect(page).to_have_url(re.compile("only=source%3Dfair"))


def test_a_phone_without_scripts_gets_every_tile(signed_in, leads):
    page = signed_in("xu.lan", ROOM, width=360, javascript=False)
    page.wait_for_url(lambda url: "all=1" in url)
    expect(page.locator(".tile.num .v").first).to_have_text("3")
    assert page.locator("main").evaluate("main => main.scrollWidth <= main.clientWidth")


def test_a_finding_on_a_tile_runs_on_as_a_sentence(signed_in, leads):
    page = signed_in("xu.lan", ROOM)
    finding = page.locator(".tile", has_text="各来源转化率").locator("p").first
    expect(finding).to_contain_text("转化率")
    assert finding.evaluate("each => getComputedStyle(each).display") == "block"


def test_all_verbs_stand_on_one_line_of_an_english_phone(signed_in, leads):
    page = signed_in("xu.lan", f"{ROOM}?lang=en", width=360)
    verbs = page.locator(".bar .end")
    expect(verbs.get_by_role("button", name="Full screen")).to_be_visible()
    tops = verbs.evaluate("line => new Set([...line.children].filter(e => e.offsetHeight).map(e => e.offsetTop)).size")
    assert tops == 1


def test_on_paper_a_table_is_as_wide_as_the_sheet(signed_in, leads):
    page = signed_in("xu.lan", "/dashboards/lead_marketing?all=1")
    page.emulate_media(media="print")
    table, sheet = page.locator(".tile:has(.reported)").first, page.locator(".grid12")
    assert table.bounding_box()["width"] == pytest.approx(sheet.bounding_box()["width"], abs=1)
