"""What is chosen in the builder is never half there: conditions, bounds, targets, reasons, and where it is kept."""

import re
from html import unescape

import pytest

from tests.web.test_report_builder import after, fields, text_of


@pytest.fixture
def begun(manager, office):
    """A report by source, with the number of records."""
    office.submit("lin.xiaowen", company="苏州恒锐", source="fair")
    return after(manager, manager.get("/reports/new").text, new_d="source")


def test_a_condition_stands_as_soon_as_it_has_a_value(manager, begun):
    page = after(manager, begun, w_by="source")
    assert "where" not in text_of(page) and "选好值就会加上" in page
    assert text_of(after(manager, page, w_by="source", w_op="is_not", w_value="fair"))["where"].endswith("!= 'fair'")


def test_a_condition_that_needs_no_value_stands_at_once(manager, begun):
    page = after(manager, begun, w_by="source")
    assert text_of(after(manager, page, w_by="source", w_op="empty"))["where"] == "empty(source)"


@pytest.mark.parametrize("chosen", [{"w_value": ""}, {"w_by": "budget", "w_op": "over", "w_value": "很多"}])
def test_a_condition_that_is_not_whole_is_not_lost_silently(manager, begun, chosen):
    page = after(manager, begun, w_by="source")
    answer = manager.post("/reports/mine", data={**fields(page), "w_by": "source", **chosen})
    assert answer.status_code == 422 and "条件还没写完" in unescape(answer.text)


def test_bounds_and_targets_are_typed_beside_their_measure(manager, begun):
    page = after(manager, begun, m0_bound0_way="at_least", m0_bound0="3", m0_target_way="at_most", m0_target="2")
    assert text_of(page)["measures"][0] == {
        **text_of(begun)["measures"][0], "target": {"at_most": 2}, "bounds": {"at_least": 3},
    }  # fmt: skip
    page = after(manager, page, m0_bound0="")
    assert "bounds" not in text_of(page)["measures"][0]


def test_what_is_wrong_is_said_beside_its_input(manager, begun):
    page = after(manager, begun, m0_bound0_way="over", m0_bound0="许多")
    row = page[page.index('id="measure-0"') :].partition("</details>")[0]
    assert 'class="err"' in row and "许多" in row and "open" in row.partition(">")[0]


def test_a_picture_that_cannot_be_drawn_says_why(manager, begun):
    chart = unescape(begun[begun.index('name="chart"') :].partition("</select>")[0])
    assert "透视表（至少要 2 个分组）" in chart and "折线图（第一个分组要是时间或数字）" in chart


def test_a_value_that_several_rows_share_counts_once(manager, begun):
    page = after(manager, after(manager, begun, what="lead|tasks"), do="put|n:budget|values|0")
    assert text_of(page)["measures"][0]["once"] == "record" and "每个只算一次" in page


def test_measures_that_are_called_alike_say_what_they_count(manager, begun):
    stock = begun[begun.index('id="stock"') :].partition("</section>")[0]
    assert re.search(r'data-move="ready:[^"]+"[^>]*>.*?<small>[^<]+</small>', stock)


def test_the_text_is_folded_until_somebody_wants_it(manager, begun):
    assert re.search(r'<details class="card text" id="text" data-fold data-remembered="report-text">', begun)


def test_one_of_ones_own_is_kept_anew_beside_the_first(manager, begun):
    first = manager.post("/reports/mine", data=fields(begun)).location
    edited = fields(manager.get(f"{first}/edit").text)
    assert manager.post("/reports/mine", data=edited).location == first
    assert manager.post("/reports/mine", data={**edited, "anew": "1"}).location != first


def test_what_is_kept_is_put_on_a_dashboard(manager, begun):
    place = manager.post("/reports/mine", data={**fields(begun), "board": "new"}).location
    assert place.startswith("/dashboards/board-") and "我的报表" in manager.get(place).text
    again = manager.post("/reports/mine", data={**fields(begun), "board": place.rpartition("/")[2]})
    assert again.location == place
