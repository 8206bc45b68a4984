"""What scripts add: colleagues offered as one types, answers kept over steps and reloads, stars by arrows."""

from playwright.sync_api import expect

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


def test_answers_are_kept_over_steps_and_a_reload(office, signed_in):
    with_trade(office, **{"local/forms/visit.yaml": RATED})
    page = signed_in("xu.lan", "/records/visit/new")
    page.locator("[name=who]").fill("润扬")
    page.locator("#f-stars-0").focus()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    page.locator("[name=kind]").select_option("repair")
    page.get_by_role("button", name="下一步").click()
    page.locator("[name=fault]").fill("漏油")
    page.locator("[name=fault]").press("Tab")
    page.wait_for_function("localStorage.length && Object.values(localStorage).join().includes('漏油')")
    page.goto(page.url)  # back at the first step, as after a lost connection
    expect(page.locator("[data-draft-note]")).to_be_visible()
    expect(page.locator("[name=stars]:checked")).to_have_value("3")
    page.get_by_role("button", name="下一步").click()
    expect(page.locator("[name=fault]")).to_have_value("漏油")
