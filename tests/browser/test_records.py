"""A record's way through real browsers: in by a visitor's form, worked by keyboard, edited by two at once."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests.chromium import barriers


def test_a_visitors_enquiry_is_worked_to_the_next_stage(window, address, office, signed_in):
    visitor = window.open(f"{address}/f/demo")
    visitor.get_by_label("公司名称").fill("苏州恒锐精密机械")
    visitor.get_by_label("联系人").fill("王建国")
    visitor.get_by_label("手机号").fill("139 0000 2046")
    visitor.get_by_text("机加工").click()
    visitor.get_by_text("华东").click()
    visitor.get_by_label("需求").fill("两条产线约 60 台 CNC 联网")
    visitor.get_by_text("同意按隐私说明联系我").click()
    office.now += timedelta(seconds=30)
    visitor.get_by_role("button", name="提交").click()
    expect(visitor.get_by_text("收到了。")).to_be_visible()

    rep = signed_in("lin.xiaowen", "/records/lead/1")
    rep.get_by_role("button", name="接受").click()
    expect(rep.locator("#rec-answer")).to_have_count(0)
    rep.locator("#task-1").get_by_role("link", name="记录并完成").click()
    rep.locator("#sheet").get_by_label("内容").fill("聊了六分钟")
    rep.locator("#sheet").get_by_label("下一步").fill("发案例")
    rep.locator("#sheet").get_by_role("button", name="记录并完成").click()
    expect(rep.locator("#sheet")).not_to_be_visible()
    expect(rep.locator("#rec-tasks")).to_contain_text("1 / 2 已完成")
    rep.get_by_role("button", name="推进到需求确认").click()
    expect(rep.locator("#rec-path [aria-current]")).to_contain_text("需求确认")


def test_sections_that_fold_on_a_phone_alone_are_plain_when_the_window_grows(signed_in, office):
    office.submit(company="苏州恒锐精密机械", phone="13900002046", region="east")
    page = signed_in("chen.liqun", "/records/lead/1", width=360)
    folders = page.locator(".folder")
    expect(folders.first).to_be_visible()
    titles = page.locator("[data-folds] h2").all_inner_texts()
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(page.locator(".card:not([data-later]) > header .folder, [data-folded]:not([data-later])")).to_have_count(0)
    expect(page.locator("[data-later][data-folded]")).to_have_count(page.locator("[data-later]").count())
    assert page.locator("[data-folds] h2").all_inner_texts() == titles
    page.set_viewport_size({"width": 360, "height": 740})
    expect(folders).to_have_count(len(titles))


def test_a_list_is_walked_and_opened_by_keyboard(signed_in, office):
    for place, name in enumerate(("苏州恒锐精密机械", "宁波海晟注塑", "杭州蓝屿电子")):
        office.submit(company=name, phone=f"1390000204{place}", region="east")
    page = signed_in("chen.liqun", "/records/lead?view=lead_all")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("j")
    second = page.locator("#list-rows [aria-current] a").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("#rec-head h1")).to_have_text(second)


def test_ticking_rows_shows_what_can_be_done_with_them(signed_in, office):
    office.submit(region="east")
    page = signed_in("chen.liqun", "/records/lead?view=lead_all")
    expect(page.locator("#bulk")).to_be_hidden()
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("#bulk")).to_contain_text("已选 1 条")
    page.get_by_role("button", name="转交…").click()
    expect(page.get_by_role("heading", name="转交 1 条线索")).to_be_visible()


def test_two_who_edit_one_field_choose_one_version(signed_in, office):
    office.submit(region="east", industry="machining", budget=500000)
    mine, theirs = signed_in("lin.xiaowen", "/records/lead/1/edit"), signed_in("chen.liqun", "/records/lead/1/edit")
    theirs.get_by_label("预算", exact=False).first.fill("700000")
    theirs.get_by_role("button", name="保存").click()
    expect(theirs.locator("#rec-head")).to_contain_text("¥700,000")
    mine.get_by_label("预算", exact=False).first.fill("800000")
    mine.get_by_role("button", name="保存").click()
    expect(mine.get_by_text("陈立群也改了「预算」")).to_be_visible()
    mine.get_by_label("70 万").check()
    mine.get_by_role("button", name="按选的保存").click()
    expect(mine.locator("#rec-head")).to_contain_text("¥700,000")


def test_a_condition_is_added_in_a_dialog(signed_in, office):
    office.submit(region="east", budget=800000)
    office.submit(company="宁波海晟注塑", phone="13800007710", region="east", budget=90000)
    page = signed_in("chen.liqun", "/records/lead?view=lead_all")
    page.get_by_role("link", name="加条件").click()
    page.locator("#sheet #by").select_option("budget")
    page.locator("#sheet #op").select_option("at_least")
    page.locator("#sheet #value").fill("300000")
    page.locator("#sheet").get_by_role("button", name="加上").click()
    expect(page.locator("#list-tools")).to_contain_text("不低于")
    expect(page.locator("#list-rows [data-row]")).to_have_count(1)


def test_parking_without_a_date_keeps_the_dialog_open(signed_in, office):
    office.submit(region="east", industry="machining")
    page = signed_in("lin.xiaowen", "/records/lead/1")
    page.keyboard.press("p")
    page.locator("#sheet #f-park_reason").select_option("budget")
    page.locator("#sheet #f-wake_on").evaluate("box => box.removeAttribute('required')")
    page.locator("#sheet #f-reentry_hook").fill("问预算批复")
    page.locator("#sheet").get_by_role("button", name="搁置").click()
    expect(page.locator("#sheet .errors")).to_contain_text("唤醒日期")
    page.locator("#sheet #f-wake_on").fill("2027-02-09")
    page.locator("#sheet").get_by_role("button", name="搁置").click()
    expect(page.locator("#rec")).to_contain_text("由头：问预算批复")


def test_a_logged_contact_leaves_an_empty_box(signed_in, office):
    office.submit(region="east", industry="machining")
    page = signed_in("lin.xiaowen", "/records/lead/1")
    page.keyboard.press("l")
    page.keyboard.type("预算 80 万是今年的")
    page.locator("#next_step").fill("发方案")
    page.get_by_role("button", name="记录", exact=True).click()
    expect(page.locator("#rec-timeline .tl")).to_contain_text("预算 80 万是今年的")
    expect(page.locator("#say")).to_have_value("")


def test_a_verbs_own_page_works_with_scripts_too(signed_in, office):
    office.submit(region="east", industry="machining")
    page = signed_in("lin.xiaowen", "/records/lead/1/parking")
    page.locator("#f-park_reason").select_option("budget")
    page.locator("#f-wake_on").fill("2027-02-09")
    page.locator("#f-reentry_hook").fill("问预算批复")
    page.get_by_role("button", name="搁置").click()
    page.wait_for_url("**/records/lead/1")
    expect(page.locator("#rec")).to_contain_text("由头：问预算批复")


def test_a_dialog_that_is_cancelled_leaves_the_page_as_it_was(signed_in, office):
    office.submit(region="east", industry="machining")
    page = signed_in("lin.xiaowen", "/records/lead/1")
    page.locator("#say").fill("还没发出去的话")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="不接，说明…").click()
    page.locator("#sheet").get_by_role("link", name="取消").click()
    expect(page.locator("#sheet")).not_to_be_visible()
    expect(page.locator("#say")).to_have_value("还没发出去的话")


def test_the_next_rows_come_when_the_reader_gets_there(signed_in, office):
    for place in range(12):
        office.submit(company=f"苏州第{place}厂", phone=f"139000020{place:02}", region="east")
    page = signed_in("chen.liqun", "/records/lead?view=lead_all&size=5", width=1280)
    expect(page.locator("#list-rows [data-row]")).to_have_count(12)
    expect(page.locator("#list-rows .more")).to_have_count(0)


def test_a_field_appears_while_typing(signed_in):
    page = signed_in("chen.liqun", "/records/lead/new")
    expect(page.locator("#f-budget_state")).to_have_count(0)
    page.locator("#f-budget").fill("300000")
    page.locator("#f-budget").press("Tab")
    expect(page.locator("#f-budget_state")).to_be_visible()
    expect(page.locator("#f-budget")).to_have_value("300000")


@pytest.mark.parametrize(("width", "language"), [(390, "zh"), (1440, "en")])
@pytest.mark.parametrize(
    "path",
    [
        "/records/lead?view=lead_all",
        "/records/lead/1",
        "/records/lead/new",
        "/records/lead/1/parking",
        "/notifications",
        "/pools/lead_pool",
        "/search?q=恒",
        "/f/demo",
    ],
)
def test_no_page_keeps_anybody_out(signed_in, office, path, width, language):
    office.submit(region="east", industry="machining", budget=800000)
    office.deliver()
    page = signed_in("chen.liqun", path, width=width, language=language)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_main_path_works_without_scripts(signed_in, office):
    office.submit(region="east", industry="machining")
    page = signed_in("lin.xiaowen", "/records/lead/1", javascript=False)
    page.locator("#say").fill("谈了预算")
    page.locator("#next_step").fill("发案例")
    page.get_by_role("button", name="记录", exact=True).click()
    expect(page.locator("body")).to_contain_text("谈了预算")
    expect(page.locator("#rec-tasks")).to_contain_text("1 / 2 已完成")
    page.locator("#rec-tasks").get_by_role("button", name="完成").first.click()
    expect(page.locator("#rec-tasks")).to_contain_text("2 / 2 已完成")


def test_a_phone_asks_what_a_new_record_needs_first(signed_in):
    page = signed_in("lin.xiaowen", "/records/lead/new", width=360)
    expect(page.locator("#f-source")).to_be_visible()
    expect(page.locator("#f-city")).to_be_hidden()
    page.locator("#unfold-who").click()
    page.locator("#f-city").fill("扬州")
    page.locator("#f-email").fill("wu@runyang.example")
    page.locator("#f-email").blur()
    expect(page.locator("#f-phone-w")).to_contain_text("选填")
    expect(page.locator("#f-city")).to_have_value("扬州")
    expect(page.locator("#f-city")).to_be_visible()
    expect(page.locator("#f-need")).to_be_hidden()
    expect(page.locator("#unfold-who")).to_have_attribute("aria-expanded", "true")
