"""Rows, links to many and what they come to, on pages that work without scripts."""

import re

import pytest

from tests.web.trade import with_trade


@pytest.fixture
def trade(office):
    return with_trade(office)


def created(browser, form, **data):
    return browser.post(f"/records/{form}/new", data=data).headers["Location"]


def order(browser, **data):
    rows = {"lines.0.item": "网关", "lines.0.pieces": "2", "lines.0.price": "100"}
    return created(browser, "order", name="首单", lines="", **{**rows, **data})


def test_rows_are_filled_without_scripts(trade, admin):
    where = order(admin, **{"lines.901.item": "安装", "lines.901.price": "50", "lines.901.pieces": "1"})
    page = admin.get(where).text
    assert "网关" in page and "安装" in page
    assert "¥250" in page  # sum(lines.total)


def test_an_empty_row_is_none(trade, admin):
    page = admin.get(order(admin, **{"lines.1.item": "", "lines.1.price": ""}) + "/edit").text
    assert page.count('value="网关"') == 1
    assert 'name="lines.1.item"' not in page


def test_each_cell_says_what_is_wrong(trade, admin):
    rows = {"lines.0.item": "", "lines.0.price": "5", "lines.1.item": "b", "lines.1.pieces": "x"}
    data = {"name": "x", "lines": "", **rows}
    page = admin.post("/records/order/new", data=data).text
    assert "第 1 行「item」：必填" in page
    assert re.search(r'name="lines.1.pieces"[^>]*aria-invalid="true"', page)
    assert 'href="#f-lines"' in page and 'id="f-lines"' in page


def test_taking_the_last_row_away_empties_the_field(trade, admin):
    where = order(admin)
    version = re.search(r'name="version" value="(\d+)"', admin.get(f"{where}/edit").text)[1]
    admin.post(f"{where}/edit", data={"name": "首单", "lines": "", "version": version})
    assert 'value="网关"' not in admin.get(f"{where}/edit").text


def test_links_to_many_are_added_by_number(trade, admin):
    first, second = (created(admin, "client", name=name).rpartition("/")[2] for name in ("润扬", "恒锐"))
    where = created(admin, "project", name="联网", clients=["", first])
    page = admin.get(f"{where}/edit").text
    assert f'name="clients" value="{first}" checked' in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    admin.post(f"{where}/edit", data={"name": "联网", "version": version, "clients": ["", first, second]})
    shown = admin.get(where).text
    assert f'href="/records/client/{first}"' in shown and "恒锐" in shown


def test_a_wrong_number_stays_in_the_box(trade, admin):
    page = admin.post("/records/project/new", data={"name": "x", "clients": ["", "no-such"]}).text
    assert 'value="no-such"' in page


def test_a_rollup_is_read_and_never_asked(trade, admin):
    client = created(admin, "client", name="润扬")
    order(admin, client=client.rpartition("/")[2], paid="yes")
    page = admin.get(client).text
    assert "¥200" in page
    edit = admin.get(f"{client}/edit").text
    assert 'name="spent"' not in edit


def test_lists_count_rows_and_name_links(trade, admin):
    order(admin)
    first = created(admin, "client", name="润扬").rpartition("/")[2]
    created(admin, "project", name="联网", clients=[first])
    assert "<td>1 行</td>" in admin.get("/records/order?view=orders").text
    assert "<td>润扬</td>" in admin.get("/records/project").text


def test_the_gallery_draws_every_type(office, admin):
    from forms import field_types

    page = admin.get("/studio/patterns").text
    drawn = set(re.findall(r'data-field="(\w+)"', page))
    ids = {"person": "colleague", "team": "their_team"}
    nobody_fills = {"qr_code"}
    assert {ids.get(name, name) for name in field_types.names()} - nobody_fills <= drawn
    assert "二维码" in page
