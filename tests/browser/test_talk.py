"""What scripts add: colleagues offered as one types, answers kept over steps and reloads, stars by arrows."""

from datetime import timedelta

from playwright.sync_api import expect

from flows import talk
from tests.chromium import barriers
from tests.web.test_form_shapes import VISIT
from tests.web.trade import with_trade

RATED = VISIT.replace("  - {id: kind,", "  - {id: stars, type: rating, label: 评分}\n  - {id: kind,").replace(
    "fields: [who, kind]", "fields: [who, stars, kind]"
)


def test_a_colleague_is_called_by_pinyin_and_enter(office, signed_in):
    record = office.submit(region="east", industry="machining")
    page = signed_in("lin.xiaowen", f"/records/lead/{record}")
    page.locator("#comment-words").click()
    page.keyboard.type("请 @clq")
    expect(page.get_by_role("option", name="陈立群")).to_be_visible()
    page.keyboard.press("Enter")
    page.keyboard.type("看一下")
    expect(page.locator("#comment-words")).to_have_value("请 @陈立群 看一下")
    page.get_by_role("button", name="评论", exact=True).click()
    expect(page.locator("#rec-timeline ol")).to_contain_text("请 @陈立群 看一下")
    assert barriers(page) == []


def test_answers_are_kept_over_steps_and_a_reload(office, signed_in):
    with_trade(office, **{"local/forms/visit.yaml": RATED})
    page = signed_in("xu.lan", "/records/visit/new")
    page.locator("[name=who]").fill("润扬")
    page.locator("#f-stars-0").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.locator("[name=kind]").select_option("repair")
    page.wait_for_load_state("networkidle")  # what a change asks of the server is not cut off by going on
    page.get_by_role("button", name="下一步").click()
    page.locator("[name=fault]").fill("漏油")
    page.locator("[name=fault]").press("Tab")
    page.wait_for_load_state("networkidle")
    page.goto(page.url)  # back at the first step, as after a lost connection
    expect(page.locator("[data-draft-note]")).to_be_visible()
    expect(page.locator("[name=stars]:checked")).to_have_value("3")
    assert barriers(page) == []
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="下一步").click()
    expect(page.locator("[name=fault]")).to_have_value("漏油")
    page.wait_for_load_state("networkidle")


def test_a_visitor_shows_work_and_sends_at_once(office, window, address):
    page = window.open(f"{address}/f/demo")
    page.get_by_label("公司名称").fill("苏州恒锐精密机械")
    page.get_by_label("联系人").fill("王建国")
    page.get_by_label("手机号").fill("139 0000 2046")
    page.get_by_text("同意按隐私说明联系我").click()
    page.reload()
    expect(page.get_by_label("公司名称")).to_have_value("苏州恒锐精密机械")
    assert barriers(page) == []
    office.now += timedelta(seconds=3)  # too soon for whoever shows no work
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("收到了。")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0


def test_earlier_events_come_below_the_others(office, signed_in):
    record = office.submit(region="east", industry="machining")
    with office.work("lin.xiaowen") as work:
        for n in range(34):
            talk.comment(work, "lead", record, f"第 {n} 句")
    page = signed_in("lin.xiaowen", f"/records/lead/{record}?tl=comments")
    events = page.locator("#rec-timeline ol > li:not(.earlier)")
    expect(events).to_have_count(30)
    page.get_by_role("link", name="更早的动态").click()
    expect(events).to_have_count(34)
    expect(page.get_by_role("link", name="更早的动态")).to_have_count(0)
