"""Controls with a script of their own: rows, links to many, signatures; by mouse and by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.chromium import barriers
from tests.web.trade import with_trade

SIGNED = """
kind: form
id: receipt
title: name
fields:
  - {id: name, type: text, label: {zh: 名称, en: Name}}
  - {id: sign, type: signature, label: {zh: 签名, en: Signature}}
"""


@pytest.fixture
def trade(office):
    return with_trade(office, **{"local/forms/receipt.yaml": SIGNED})


def add(office, form, **values):
    from flows import intake

    with office.work() as work:
        return intake.submit(work, form, values, channel="page").record_id


def test_rows_are_added_and_taken_away(trade, signed_in):
    page = signed_in("xu.lan", "/records/order/new")
    page.locator("[name=name]").fill("首单")
    page.get_by_role("button", name="加一行").click()
    page.keyboard.type("网关")
    page.locator("[name='lines.0.pieces']").fill("2")
    page.locator("[name='lines.0.price']").fill("100")
    page.locator("[name='lines.0.price']").press("Enter")  # Enter in the last row is one row more
    page.keyboard.type("安装")
    page.get_by_role("button", name="加一行").click()
    page.get_by_role("group", name="行 3").get_by_role("button").click()
    expect(page.get_by_role("group", name="行 3")).to_have_count(0)
    page.locator("#entry button.go").click()
    expect(page.locator("table", has_text="网关")).to_contain_text("安装")
    expect(page.locator("body")).to_contain_text("¥200")


def test_a_sum_follows_the_rows_while_one_types(trade, signed_in):
    page = signed_in("xu.lan", "/records/order/new")
    page.get_by_role("button", name="加一行").click()
    for name, value in (("item", "网关"), ("pieces", "3"), ("price", "100")):
        page.locator(f"[name='lines.0.{name}']").fill(value)
    page.locator("[name='lines.0.price']").blur()
    expect(page.locator("[data-field=amount]").locator("input, output")).to_have_value("300")


def test_records_are_looked_up_and_ticked(trade, signed_in):
    first = add(trade, "client", name="润扬轴承")
    page = signed_in("xu.lan", "/records/project/new")
    page.locator("[name=name]").fill("联网")
    page.get_by_role("textbox", name="clients").or_(page.locator("input#f-clients")).first.fill(str(first))
    expect(page.get_by_role("checkbox", name="润扬轴承")).to_be_checked()
    page.locator("#entry button.go").click()
    expect(page.get_by_role("link", name="润扬轴承")).to_be_visible()


def test_a_signature_is_drawn_or_typed(trade, signed_in):
    page = signed_in("xu.lan", "/records/receipt/new")
    page.locator("[name=name]").fill("收货")
    pad = page.locator("[data-sign] svg[viewBox='0 0 600 200']").bounding_box()
    page.mouse.move(pad["x"] + 60, pad["y"] + 60)
    page.mouse.down()
    page.mouse.move(pad["x"] + 120, pad["y"] + 90)
    page.mouse.move(pad["x"] + 180, pad["y"] + 60)
    page.mouse.up()
    assert page.locator("[data-strokes]").input_value().count(" ") >= 2
    page.get_by_role("button", name="重签").click()
    assert page.locator("[data-strokes]").input_value() == ""
    page.get_by_label("不方便手写").fill("王建国")
    page.locator("#entry button.go").click()
    expect(page.get_by_text("王建国").first).to_be_visible()


@pytest.mark.parametrize("width", [360, 1440])
def test_the_gallery_of_types_keeps_nobody_out(office, signed_in, language, width):
    page = signed_in("xu.lan", f"/studio/patterns?lang={language}", width=width)
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture
def many(trade, monkeypatch):
    """Two clients of one name and another, where a list of them would be too long."""
    monkeypatch.setattr("forms.binding.bound.CHOICES", 1)
    return [add(trade, "client", name=name) for name in ("润扬轴承", "润扬轴承", "恒锐精密")]


def test_one_of_many_records_is_found_by_its_name(trade, many, signed_in):
    page = signed_in("xu.lan", "/records/order/new")
    page.locator("[name=name]").fill("首单")
    box = page.locator("#f-client-n")
    box.press_sequentially("恒锐")
    expect(page.locator("#f-client-l option")).to_have_attribute("value", "恒锐精密")
    expect(box).to_be_focused()  # the form was drawn anew around it, as a formula asks for the client
    box.fill("恒锐精密")
    expect(page.locator("[name=client]")).to_have_value(str(many[2]))
    page.locator("#entry button.go").click()
    expect(page.get_by_role("link", name="恒锐精密")).to_be_visible()


def test_a_cell_and_a_form_say_the_name_and_take_another(trade, many, signed_in):
    order = add(trade, "order", name="首单", client=str(many[2]))
    page = signed_in("xu.lan", f"/records/order/{order}/edit")
    expect(page.locator("#f-client-n")).to_have_value("恒锐精密")
    page.goto(page.url.replace(f"/{order}/edit", "?cols=name,client"))
    cell = page.locator("[data-cell=client]").first
    cell.dblclick()
    box = cell.locator("[data-entry]")
    expect(box).to_be_focused()
    expect(box).to_have_value("恒锐精密")
    box.fill("润扬")
    expect(cell.locator("datalist option")).to_have_count(2)
    second = cell.locator("datalist option").nth(1).get_attribute("value")
    assert second.startswith("润扬轴承 · ")
    box.fill(second)
    box.press("Enter")
    expect(page.locator("[data-cell=client]").first).to_have_text("润扬轴承")


def test_many_at_once_are_given_a_record_by_name(trade, many, signed_in):
    order = add(trade, "order", name="首单")
    page = signed_in("xu.lan", f"/records/order/bulk?do=edit&pick={order}")
    page.locator("select[name=field]").select_option("client")
    page.get_by_role("button", name="下一步").click()
    page.locator("#f-client-n").fill("恒锐")
    expect(page.locator("#f-client-l option")).to_have_count(1)
    page.locator("#f-client-n").fill("恒锐精密")
    expect(page.locator("[name=client]")).to_have_value(str(many[2]))
