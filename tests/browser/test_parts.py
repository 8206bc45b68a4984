"""A scorecard edited on its page in a browser: the panel beside the drawing, dragged rows, keys."""

import pytest
from playwright.sync_api import Page, expect

from tests.chromium import barriers

CARD = "/studio/files/b2b-leads/grading/lead_scorecard.yaml"
ROW = "groups/budget/rows/half_million"


@pytest.fixture
def page(signed_in) -> Page:
    """The lead scorecard with its first row selected."""
    return signed_in("xu.lan", f"{CARD}?at={ROW}", width=1440)


def drawn(page: Page, at: str = ROW):
    return page.locator(f"tr[data-part='{at}']")


def test_points_are_changed_and_drawn_at_once(page):
    page.locator("[name='v.points']").fill("30")
    page.locator("[name='v.points']").blur()
    expect(drawn(page)).to_contain_text("+30")
    expect(page.locator(".beside .on").first).to_contain_text("points: 30")
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    expect(drawn(page)).to_contain_text("+25")


def test_the_address_follows_the_part_that_is_open(page):
    page.locator("tr[data-part='urgent/compares'] a").click()
    expect(page.locator("#props")).to_have_attribute("data-id", "urgent/compares")
    page.reload()
    expect(page.locator("#props")).to_have_attribute("data-id", "urgent/compares")


def test_a_row_opens_wherever_it_is_clicked(page):
    drawn(page, "urgent/compares").locator("td").last.click()
    expect(page.locator("#props")).to_have_attribute("data-id", "urgent/compares")


def test_a_row_is_dragged_in_front_of_another(page):
    moved = "groups/budget/rows/approved"
    drawn(page, moved).drag_to(drawn(page))
    expect(page.locator("tr[data-part^='groups/budget/rows/']").first).to_have_attribute("data-part", moved)
    page.locator("#back").click()
    expect(page.locator("tr[data-part^='groups/budget/rows/']").first).to_have_attribute("data-part", ROW)


def test_a_mistake_stands_beside_its_input_and_goes_with_it(page):
    box = page.locator("textarea[name='v.when']")
    box.fill("budgt >= 5")
    box.blur()
    expect(page.locator("#v-when-h")).to_contain_text("budget")
    page.locator("#back").click()
    expect(page.locator("#v-when-h")).to_have_count(0)


@pytest.mark.parametrize(
    "path",
    [f"{CARD}?at={ROW}", "/studio/files/b2b-leads/pipelines/lead_pipeline.yaml?at=stages/first_touch/tasks/call"],
)
@pytest.mark.parametrize("width", [1440, 390])
def test_the_panel_has_no_barriers(signed_in, path, width):
    assert barriers(signed_in("xu.lan", path, width=width)) == []
