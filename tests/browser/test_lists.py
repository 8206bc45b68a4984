"""Lists in a real browser: a card that is dragged, a cell that is written by keyboard, axe-core on every layout."""

from playwright.sync_api import expect

from flows import intake
from tests.chromium import barriers


def test_a_card_dragged_too_early_says_what_is_missing(signed_in, office):
    office.submit(company="苏州恒锐精密机械", region="east", industry="machining")
    page = signed_in("chen.liqun", "/records/lead?view=lead_board")
    assert barriers(page) == []
    page.locator("[data-card]").drag_to(page.locator("[data-put=need_confirmed]"))
    expect(page.locator("#lane-ask")).to_be_focused()
    expect(page.locator("[data-put=need_confirmed]")).to_contain_text("还不能进入「需求确认」")
    expect(page.locator("[data-put=first_touch] .ghost")).to_be_visible()
    assert barriers(page) == []


def test_a_cell_is_written_by_keyboard(signed_in, office):
    office.submit(company="苏州恒锐精密机械", region="east", source="fair")
    page = signed_in("chen.liqun", "/records/lead?cols=company,budget,grade")
    page.keyboard.press("j")
    page.keyboard.press("e")
    expect(page.locator("[name=budget]")).to_be_focused()
    page.keyboard.type("67 万")
    page.keyboard.press("Enter")
    expect(page.locator("#row-1")).to_contain_text("¥670,000")


def test_the_open_tab_is_in_sight_on_a_phone(signed_in, office):
    record = office.submit(company="苏州恒锐精密机械")
    office.client_for("chen.liqun").post(f"/records/lead/{record}/watching")
    page = signed_in("chen.liqun", "/records/lead?watched=1", width=360)
    expect(page.locator(".tabs [aria-current]:visible")).to_have_text("我关注的")
    expect(page.locator(".tabs [aria-current]:visible")).to_be_in_viewport()


def test_a_card_without_a_grade_is_as_high_as_its_words(signed_in, office):
    record = office.submit(company="苏州恒锐精密机械")
    with office.work() as work:
        intake.submit(work, "buying_contact", {"name": "朱慧", "lead": record}, channel="page")
    page = signed_in("xu.lan", "/records/buying_contact", width=360)
    assert page.locator(".cards .c").first.bounding_box()["height"] < 120


def test_no_view_is_cut_off_where_the_row_is_short(signed_in, office):
    office.submit(company="苏州恒锐精密机械")
    page = signed_in("chen.liqun", "/records/lead", width=860)
    row, more = page.locator(".bar .tabs"), page.locator(".bar .views summary")
    expect(more).not_to_have_text("更多（5）")
    assert row.evaluate("row => row.scrollWidth <= row.clientWidth")
    page.set_viewport_size({"width": 1440, "height": 900})
    expect(more).to_have_text("更多（5）")
    expect(row.locator(".tab")).to_have_count(6)
