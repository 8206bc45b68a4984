"""The report builder in a real browser: dragging with a mouse and a finger, and the same by keys."""

import re

import pytest
from playwright.sync_api import expect

from tests.chromium import barriers

NEW = "/reports/new"


@pytest.fixture
def leads(office):
    """Three leads from two sources."""
    for company, source in (("苏州恒锐", "fair"), ("常州同启", "fair"), ("无锡长川", "referral")):
        office.submit("lin.xiaowen", company=company, source=source)


def middle(locator):
    box = locator.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page, chip, zone):
    chip.scroll_into_view_if_needed()
    page.mouse.move(*middle(chip))
    page.mouse.down()
    page.mouse.move(*middle(zone), steps=8)
    expect(zone).to_have_class("zone drop")
    page.mouse.up()


def zone(page, name):
    return page.locator(f'[data-zone="{name}"]')


def stock(page, name, words=""):
    """A chip, found by typing as one finds it among sixty."""
    if words:
        page.locator("#stock [data-sift]").fill(words)
        page.locator("#places").scroll_into_view_if_needed()
    return page.locator(f'#stock [data-move="n:{name}"]')


def test_names_are_dragged_into_rows_and_columns(signed_in, leads):
    page = signed_in("xu.lan", NEW)
    drag(page, stock(page, "source", "来源"), zone(page, "rows"))
    expect(zone(page, "rows").locator("[data-move]")).to_have_text(["来源"])
    expect(page.locator("#answer")).to_contain_text("展会")
    drag(page, stock(page, "region", "地区"), zone(page, "columns"))
    expect(zone(page, "columns").locator("[data-move]")).to_have_text(["地区"])
    expect(page.locator("#answer .pivot")).to_be_visible()
    assert barriers(page) == []


def test_a_drag_that_ends_nowhere_changes_nothing(signed_in, leads):
    page = signed_in("xu.lan", NEW)
    chip = stock(page, "source")
    page.mouse.move(*middle(chip))
    page.mouse.down()
    page.mouse.move(5, 5, steps=4)
    page.mouse.up()
    expect(page.locator(".ghost")).to_have_count(0)
    expect(zone(page, "rows").locator("[data-move]")).to_have_count(0)


def test_keys_pick_up_and_let_go(signed_in, leads):
    page = signed_in("xu.lan", NEW)
    stock(page, "source").focus()
    page.keyboard.press("Space")
    expect(page.locator("[data-told]")).to_contain_text("已拿起“来源”")
    page.keyboard.press("Space")
    placed = zone(page, "rows").locator("[data-move]")
    expect(placed).to_have_text(["来源"])
    expect(placed).to_be_focused()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(".carrying")).to_have_count(0)


def test_a_press_adds_without_dragging(signed_in, leads):
    page = signed_in("xu.lan", NEW, width=360)
    page.locator("#stock [data-sift]").fill("来源")
    expect(stock(page, "region")).to_be_hidden()
    stock(page, "source").click()
    expect(zone(page, "rows").locator("[data-move]")).to_have_text(["来源"])
    assert page.locator("main").evaluate("main => main.scrollWidth <= main.clientWidth")


def test_what_a_row_is_is_found_by_typing(signed_in, leads):
    page = signed_in("xu.lan", NEW)
    page.locator("#what summary").first.click()
    page.locator("#what [data-sift]").fill("合同的任务")
    expect(page.locator("#what li:visible")).to_have_count(1)
    page.locator("#what li:visible label").click()
    expect(page.locator("#report-text")).to_have_value(re.compile("over: tasks"))


def test_a_text_box_that_somebody_sized_breaks_no_policy(signed_in, leads):
    """Its size is an inline style, which htmx would copy to the next one."""
    page = signed_in("xu.lan", NEW)
    page.evaluate("document.addEventListener('securitypolicyviolation', () => document.body.dataset.broken = 'yes')")
    page.evaluate("document.querySelector('#report-text').style.height = '300px'")
    page.evaluate("htmx.ajax('GET', '/reports/new', {target: '#main', swap: 'outerHTML', select: '#main'})")
    expect(page.locator("#report-text")).not_to_have_attribute("style", re.compile("300px"))
    assert page.locator("body").get_attribute("data-broken") is None
