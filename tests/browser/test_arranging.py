"""Arranging a dashboard in a real browser: tiles are dragged by their heads and sized by their corners."""

from playwright.sync_api import expect

from tests.chromium import barriers

TEXT = """kind: dashboard
id: mine
label: 早会
tiles:
  - {report: lead_source_conversion}
  - {report: lead_funnel}
"""


def arranging(office, signed_in):
    with office.work("xu.lan") as work:
        import reports

        id = reports.boards.keep(work, reports.boards.read_board(work, TEXT))
    return signed_in("xu.lan", f"/dashboards/{id}/edit")


def heads(page):
    return page.locator(".arranged h2")


def test_a_tile_is_dragged_before_another(office, signed_in):
    page = arranging(office, signed_in)
    expect(heads(page)).to_have_text(["来源转化", "漏斗"])
    box, to = heads(page).nth(1).bounding_box(), heads(page).nth(0).bounding_box()
    page.mouse.move(box["x"] + 30, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(to["x"] + 30, to["y"] + 20, steps=6)
    page.mouse.up()
    expect(heads(page)).to_have_text(["漏斗", "来源转化"])
    assert barriers(page) == []


def test_a_corner_is_dragged_to_another_size(office, signed_in):
    page = arranging(office, signed_in)
    corner = page.locator("#tile-0 [data-resize]").bounding_box()
    page.mouse.move(corner["x"] + 10, corner["y"] + 10)
    page.mouse.down()
    page.mouse.move(corner["x"] - 300, corner["y"] - 130, steps=6)
    page.mouse.up()
    expect(page.locator("#tile-0 .verbs span")).not_to_have_text("6 × 6")
    page.locator("#tile-0 [value='wider-0']").click()
    page.get_by_role("button", name="保存").click()
    expect(page.locator(".tile h2")).to_have_text(["来源转化", "漏斗"])
