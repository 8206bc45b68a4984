"""A form is designed by clicking, dragging and keys: in a real browser, against the real page."""

import re

import pytest
from playwright.sync_api import expect

from tests.chromium import barriers

PAGE = "/studio/forms/technical_review"


@pytest.fixture
def page(signed_in):
    """The designer of a small form."""
    return signed_in("xu.lan", PAGE, width=1440)


def cards(page):
    """The fields on the canvas, in their order."""
    return page.locator("[data-card]")


def expect_order(page, *ids):
    for place, id in enumerate(ids):
        expect(cards(page).nth(place)).to_have_attribute("data-card", id)


def test_a_field_is_added_named_and_moved(page):
    page.locator("#pick-company").click()
    expect(page.locator("#props")).to_have_attribute("data-id", "company")
    page.locator('[data-add="date"]').click()
    expect(page.locator("#props")).to_have_attribute("data-id", "date")
    expect(page.locator("[id$='-label-zh']")).to_be_focused()
    page.locator("[id$='-label-zh']").fill("评审日期")
    page.locator("[id$='-label-zh']").press("Tab")
    expect(page.locator("#card-pingshen_riqi")).to_contain_text("评审日期")
    expect(page.locator("[id$='-label-en']")).to_be_focused()
    expect(page).to_have_url(re.compile(r"field=pingshen_riqi"))
    expect_order(page, "lead", "company", "pingshen_riqi", "need")
    page.locator("#pick-pingshen_riqi").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect_order(page, "lead", "pingshen_riqi", "company", "need")
    expect(page.locator("#pick-pingshen_riqi")).to_be_focused()


def test_a_new_name_and_its_words_are_typed_without_waiting(page):
    page.locator('[data-add="date"]').click()
    expect(page.locator("[id$='-label-zh']")).to_be_focused()
    page.keyboard.type("交付日期")
    page.keyboard.press("Tab")
    page.keyboard.type("Delivery date")
    page.keyboard.press("Tab")
    expect(page.locator("#p-id")).to_be_focused()
    expect(page.locator("#card-delivery_date")).to_contain_text("交付日期")
    expect(page.locator("#p-id")).to_have_value("delivery_date")
    page.locator("#back").click()
    expect(page.locator("#props")).to_have_attribute("data-what", "field")
    expect(page.locator("#props")).not_to_have_attribute("data-id", "delivery_date")


def test_what_is_opened_stays_open_while_one_works_in_it(signed_in):
    page = signed_in("xu.lan", "/studio/forms/lead?field=source", width=1440)
    opened = page.locator("#props details[id^='goes-']").first
    opened.locator("summary").click()
    page.locator("[id$='-label-zh']").first.fill("来处")
    page.locator("[id$='-label-zh']").first.press("Tab")
    expect(page.locator("body")).not_to_contain_text("没有改动")
    expect(opened).to_have_attribute("open", "")


def test_rights_and_columns_take_the_place_of_the_canvas(page):
    page.locator("#pick-budget").click()
    page.locator("#to-rights").click()
    expect(page.locator("#card-budget")).to_have_count(0)
    cell = page.get_by_label("所有阶段 · 所有人")
    cell.focus()
    cell.select_option("required")
    expect(page.locator("#room-rights .n")).to_have_text("1")
    expect(cell).to_be_focused()
    page.locator("#room-canvas").click()
    expect(page.locator("#card-budget")).to_be_in_viewport()


def test_a_type_is_found_by_its_name(page):
    page.keyboard.press("/")
    page.keyboard.type("金额")
    expect(page.locator('[data-add="text"]')).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("#card-money")).to_be_visible()


def test_a_field_is_dragged_before_another(page):
    page.locator("#card-findings").drag_to(page.locator("#card-company"))
    expect_order(page, "lead", "findings", "company")
    page.locator('[data-add="rating"]').drag_to(page.locator("#card-lead"))
    expect_order(page, "rating", "lead", "findings")


def test_a_rule_is_said_while_it_is_typed_and_kept_when_left(page):
    page.locator("#pick-budget").click()
    box = page.locator("textarea[name=visible_when]")
    box.fill("filled(ned)")
    expect(page.locator("#said-visible_when")).to_contain_text("need")
    box.fill("filled(need)")
    expect(page.locator("#said-visible_when")).to_contain_text("需求")
    box.blur()
    expect(page.locator("#card-budget")).to_contain_text("有时才显示")


def test_a_section_and_the_file_beside_it(page):
    page.locator("#add-section").click()
    expect(page.locator("#props")).to_have_attribute("data-what", "section")
    page.locator("[id$='-label-zh']").fill("结论")
    page.locator("[id$='-label-zh']").blur()
    expect(page.locator(".dsec.sel .head")).to_have_text("结论")
    page.locator("#yaml").click()
    expect(page.locator(".file .on")).to_contain_text("结论")
    page.locator("#retire").click()
    expect(page.locator("#card-lead")).to_be_visible()
    expect(page.locator("[data-section=section]")).to_have_count(0)


def test_everything_works_without_scripts(signed_in):
    page = signed_in("xu.lan", PAGE, width=1440, javascript=False)
    page.locator("#pick-company").click()
    page.locator('[data-add="email"]').click()
    expect_order(page, "lead", "company", "email", "need")
    page.locator("#props [name='label.zh']").fill("客户邮箱")
    page.locator("#props .btn.go").click()
    expect(page.locator("#card-kehu_youxiang")).to_contain_text("客户邮箱")
    page.locator("#up").click()
    expect_order(page, "lead", "kehu_youxiang", "company")
    page.locator("#retire").click()
    expect(page.locator("#card-kehu_youxiang")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1024, 1440])
@pytest.mark.parametrize(
    "selected",
    ["", "?field=source&yaml=1", "?section=who", "?field=committee&room=columns", "?field=quote&room=rights"],
)
def test_nobody_is_kept_out_at_any_width(signed_in, selected, width):
    page = signed_in("xu.lan", f"/studio/forms/lead{selected}", width=width)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_form_is_made_by_clicking_published_and_used_by_a_rep(signed_in):
    admin = signed_in("xu.lan", "/studio/files?kind=form", width=1440)
    admin.get_by_role("link", name="新表单").click()
    admin.get_by_label("中文").fill("设备巡检")
    admin.get_by_label("English").fill("Inspection")
    admin.locator("label[for=icon-tool]").click()
    admin.locator("#pasted").fill("设备\t巡检日期\n冲床一号\t2026-11-02")
    admin.get_by_role("button", name="开始设计").click()
    expect(admin.locator("#card-xunjian_riqi")).to_contain_text("巡检日期")
    admin.locator('[data-add="choice"]').click()
    expect(admin.locator("#props")).to_have_attribute("data-id", "choice")
    admin.locator("#props [name='label.zh']").fill("结果")
    admin.locator("#props [name='label.zh']").press("Tab")
    expect(admin.locator("#card-jieguo")).to_contain_text("结果")
    admin.locator("#new_choice-2").fill("正常\n待修")
    admin.locator("#new_choice-2").press("Tab")
    expect(admin.locator(".options li")).to_have_count(4)
    admin.locator("#back").click()
    expect(admin.locator(".options li")).to_have_count(2)
    admin.locator("#forth").click()
    expect(admin.locator(".options li")).to_have_count(4)
    admin.get_by_role("link", name="发布第 2 版").click()
    admin.locator("form[action='/studio/revisions'] .btn.go").click()
    expect(admin.locator("#toasts")).to_contain_text("第 2 版已发布")

    rep = signed_in("lin.xiaowen", "/records/lead", width=1440)
    rep.locator(".side").get_by_role("link", name="设备巡检").click()
    rep.locator("main a[href='/records/inspection/new']").first.click()
    rep.get_by_label("设备").fill("冲床一号")
    rep.locator("#f-jieguo").select_option(label="待修")
    rep.locator("#entry .btn.go").click()
    expect(rep.locator("h1")).to_contain_text("冲床一号")
    rep.goto(rep.url.rsplit("/", 1)[0])
    expect(rep.locator("main")).to_contain_text("冲床一号")


def test_a_condition_is_chosen_field_by_field(page):
    page.locator("#pick-budget").click()
    rows = page.locator("#said-required_when")
    rows.get_by_label("加条件").select_option(label="产品线")
    rows.locator("[name='k.required_when.0.o']").select_option("contains")
    rows.locator("[name='k.required_when.0.v']").fill("联网")
    rows.locator("[name='k.required_when.0.v']").blur()
    expect(page.locator("textarea[name=required_when]")).to_have_value("product contains '联网'")
    expect(rows).to_contain_text("产品线")
    rows.locator("[value='cond_split:required_when/0']").click()
    expect(rows.locator("[name='k.required_when.how']")).to_have_value("any")
    page.keyboard.press("Escape")
    page.locator("#pick-need").focus()
    page.keyboard.press("Control+z")
    expect(page.locator("textarea[name=required_when]")).to_have_value("product contains '联网'")
