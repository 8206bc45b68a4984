"""The report builder: choices change the text, the text draws the choices, and what is kept is what was shown."""

import re
from html import unescape

import pytest

from definitions import parse_document, plain


@pytest.fixture
def leads(office):
    """Two leads of 林晓雯's from a fair, one of 梁敏's from a friend."""
    for company in ("苏州恒锐", "常州同启"):
        office.submit("lin.xiaowen", company=company, source="fair")
    office.submit("liang.min", company="东莞恒锐", source="referral", region="south")


def fields(page: str) -> dict[str, str]:
    """What a browser would send if nothing was chosen."""
    form = page[page.index('id="build"') :].partition("</form>")[0]
    found = {}
    for tag in re.findall(r"<input [^>]*>", form):
        named = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "name" in named and (named.get("type") not in ("checkbox", "radio") or " checked" in tag):
            found[named["name"]] = unescape(named.get("value", ""))
    for name, inside in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside) or re.search(r'value="([^"]*)"', inside)
        found[name] = unescape(chosen[1]) if chosen else ""
    found["text"] = unescape(re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", form, re.DOTALL)[1])
    return found


def after(client, page: str, **chosen: str) -> str:
    """The page after something was chosen on it."""
    return client.post("/reports/build", data={**fields(page), **chosen}).text


def text_of(page: str) -> dict:
    """The values of the text on the page."""
    return plain(parse_document("report.yaml", fields(page)["text"]).data)


def test_it_begins_with_the_number_of_records(manager, leads):
    page = manager.get("/reports/new").text
    assert text_of(page)["measures"][0]["count"] == "all" and "线索" in page


def groups(page: str) -> list[tuple[str, list[str]]]:
    """The stock's headings with what lies under each, in order."""
    stock = page[page.index('id="stock"') :].partition("</section>")[0]
    return [
        (unescape(head), re.findall(r'data-move="([^"]+)"', chips))
        for head, chips in re.findall(r"<(?:h3|summary)>([^<]+?) ?<(?:/h3|span).*?<ol>(.*?)</ol>", stock, re.DOTALL)
    ]


def test_what_most_reports_use_stands_first(manager, leads):
    page = manager.get("/reports/new").text
    (often, names), (counted, measures), *rest = groups(page)
    assert (often, counted) == ("常用分组", "常用的值")
    assert "n:source" in names and "n:stage" in names and len(names) <= 8
    assert measures[0] == "new:count" and len(measures) <= 10
    everything = [*names, *measures, *(each for _, chips in rest for each in chips)]
    assert len(everything) == len(set(everything)) > 40


def test_records_come_before_what_happens_to_them(manager, leads):
    page = manager.get("/reports/new").text
    what = page[page.index('id="what"') :].partition("</section>")[0]
    heads = re.findall(r"<(?:legend|summary)>([^<]+?) ?<", what)
    assert heads[:2] == ["记录", "线索身上发生的"] and len(heads) > 3
    assert re.findall(r'value="(\w+)\|records"', what)[0] == "lead" or 'value="lead|records" checked' in what


def test_another_sort_of_rows_is_chosen(manager, leads):
    page = after(manager, manager.get("/reports/new").text, what="lead|tasks")
    assert text_of(page)["over"] == "tasks" and 'value="lead|tasks" checked' in page


def test_a_chosen_group_stands_in_text_and_answer(manager, leads):
    page = after(manager, manager.get("/reports/new").text, new_d="source")
    assert text_of(page)["dimensions"] == [{"id": "source", "by": "source"}] and "展会" in page


def test_its_numbers_open_the_records_behind_them(manager, leads):
    page = after(manager, manager.get("/reports/new").text, new_d="source")
    cell = next(href for href in hrefs(page) if "source%3Dfair" in href)
    behind = manager.get(cell)
    assert behind.status_code == 200 and "苏州恒锐" in behind.text
    assert manager.get(cell.replace("/records?", "/records/export.csv?")).text.count("苏州恒锐") == 1
    again = manager.get(unescape(re.search(r'href="(/reports/built\?[^"]+)"', behind.text)[1]), follow_redirects=True)
    assert text_of(again.text) == text_of(page)


def hrefs(page: str) -> list[str]:
    """Where the numbers of a builder's answer lead."""
    return [unescape(href) for href in re.findall(r'href="(/reports/built/records[^"]+)"', page)]


@pytest.mark.parametrize("of", ["", "x", "eJwDAAAAAAE", "A" * 9000])
def test_what_holds_no_report_opens_nothing(manager, of):
    assert manager.get("/reports/built/records", query_string={"of": of, "cell": "count"}).status_code == 404
    assert manager.get("/reports/new", query_string={"of": of or "x"}).status_code == 404


def test_a_condition_is_made_as_in_a_list(manager, leads):
    page = after(manager, manager.get("/reports/new").text, new_d="source")
    page = after(manager, page, w_by="source")
    page = after(manager, page, w_by="source", w_op="is", w_value="fair", do="add-w")
    assert text_of(page)["where"] == "source = 'fair'"
    assert "where" not in text_of(after(manager, page, do="drop-w-0"))


def test_measures_are_added_changed_and_moved(manager, leads):
    page = after(manager, manager.get("/reports/new").text, new_m="new:average")
    first, second = text_of(page)["measures"]
    assert second["average"] and second["label"]["en"].startswith("Average")
    page = after(manager, page, m1_kind="rate", m1_of=second["average"])
    page = after(manager, page, m1_of="outcome = 'won'")
    assert text_of(page)["measures"][1]["rate"] == "outcome = 'won'"
    assert [each["id"] for each in text_of(after(manager, page, do="up-m-1"))["measures"]] == ["average", "count"]


def test_a_measure_of_another_report_comes_with_its_parts(manager, leads):
    page = manager.get("/reports/new").text
    ready = re.search(r'value="(ready:\w+\.rate)"', page)[1]
    measures = text_of(after(manager, page, new_m=ready))["measures"]
    assert measures[-1]["ratio"] == [each["id"] for each in measures[-3:-1]] or measures[-1]["ratio"][0] in [
        each["id"] for each in measures
    ]


def test_changed_text_wins_over_the_choices(manager, leads):
    page = manager.get("/reports/new").text
    text = fields(page)["text"] + "\nlimit: 7\n"
    assert text_of(after(manager, page, text=text))["limit"] == 7


def test_problems_are_told_where_they_stand(manager, leads):
    page = manager.get("/reports/new").text
    text = fields(page)["text"] + "\nwhere: nobody = 1\n"
    page = after(manager, page, text=text)
    assert 'class="caret"' in page and "where" in page
    assert manager.post("/reports/mine", data={**fields(page), "text": text}).status_code == 422


@pytest.mark.parametrize("text", ["", "[", "kind: form", "dimensions: 5", "measures: [1]", "form: nothing", "{a: *b}"])
def test_no_text_breaks_the_page(manager, text):
    answer = manager.post("/reports/build", data={"text": text, "do": "drop-d-9", "new_d": "x", "m0_kind": "y"})
    assert answer.status_code in (200, 404) and "Traceback" not in answer.text


def test_what_is_kept_equals_what_was_shown(manager, leads):
    page = after(manager, manager.get("/reports/new").text, new_d="source")
    place = manager.post("/reports/mine", data=fields(page)).headers["Location"]
    assert "展会" in manager.get(place).text
    assert fields(manager.get(f"{place}/edit").text)["text"] == fields(page)["text"]


def test_only_its_writer_finds_it_and_a_link_keeps_rights(manager, client_for, leads):
    page = after(manager, manager.get("/reports/new").text, new_d="source", title="来源看板")
    place = manager.post("/reports/mine", data=fields(page)).headers["Location"]
    other = client_for("zhao.qihang")
    assert "来源看板" in manager.get("/reports").text and "来源看板" not in other.get("/reports").text
    shared = other.get(place)
    assert shared.status_code == 200 and "展会" not in shared.text
    assert other.post(f"{place}/removal").status_code == 403


def test_a_removed_report_comes_back(manager, leads):
    place = manager.post("/reports/mine", data=fields(manager.get("/reports/new").text)).headers["Location"]
    manager.post(f"{place}/removal")
    assert f'href="{place}"' not in manager.get("/reports").text
    manager.post(f"{place}/removal", data={"back": "1"})
    assert f'href="{place}"' in manager.get("/reports").text


def test_every_report_of_the_pack_opens_as_a_copy(manager, office):
    shelf = re.findall(r'href="/reports/(lead_\w+)"', manager.get("/reports").text)
    for id in shelf:
        page = manager.get(f"/reports/new?from={id}")
        assert page.status_code == 200 and 'id="report-text-p"' not in page.text, id


def test_an_admin_puts_it_into_the_draft(admin, manager, leads):
    page = after(admin, admin.get("/reports/new").text, new_d="source")
    answer = admin.post("/reports/draft", data={**fields(page), "definition_id": "by_source"})
    assert answer.headers["Location"] == "/studio/files/local/reports/by_source.yaml"
    assert manager.post("/reports/draft", data={**fields(page), "definition_id": "x"}).status_code == 403


def test_a_text_that_is_too_long_is_not_kept_by_halves(manager, leads):
    page = fields(manager.get("/reports/new").text)
    answer = manager.post("/reports/mine", data={**page, "text": page["text"] + "\n#" + "#" * 50_000})
    assert answer.status_code == 422 and "报表文本太长" in answer.text


@pytest.fixture
def begun(manager, leads):
    """A report by source, with the number of records."""
    return after(manager, manager.get("/reports/new").text, new_d="source")


def ids(page: str, part: str) -> list[str]:
    return [each["id"] for each in text_of(page).get(part, ())]


def test_a_name_is_put_among_the_rows_at_its_place(manager, begun):
    page = after(manager, begun, do="put|n:region|rows|0")
    assert ids(page, "dimensions") == ["region", "source"]


def test_a_place_that_no_list_has_is_the_end(manager, begun):
    page = after(manager, begun, do=f"put|n:region|rows|{'9' * 5000}")
    assert ids(page, "dimensions") == ["source", "region"]


def test_a_group_goes_across_as_a_pivot_and_back(manager, begun):
    page = after(manager, begun, do="put|n:region|columns|0", chart="bar")
    assert ids(page, "dimensions") == ["source", "region"]
    page = after(manager, after(manager, page, chart="table"), do="put|d0|columns|0")
    assert (ids(page, "dimensions"), text_of(page)["chart"]["type"]) == (["region", "source"], "pivot")
    page = after(manager, page, do="put|d1|rows|0")
    assert (ids(page, "dimensions"), "chart" in text_of(page)) == (["source", "region"], False)


def test_bars_stay_bars_when_a_group_goes_across(manager, begun):
    page = after(manager, begun, chart="bar")
    page = after(manager, page, do="put|n:region|columns|0")
    assert text_of(page)["chart"] == {"type": "bar", "x": "source", "split": "region"}


def test_an_amount_among_the_values_is_added_up(manager, begun):
    page = after(manager, begun, do="put|n:budget|values|0")
    assert text_of(page)["measures"][0]["sum"] == "budget"
    page = after(manager, page, do="put|n:owner|values|9")
    assert text_of(page)["measures"][-1]["distinct"] == "owner"


def test_values_change_their_order_and_go_out(manager, begun):
    page = after(manager, begun, do="put|new:rate|values|0")
    first, second = ids(page, "measures")
    page = after(manager, page, do="put|m1|values|0")
    assert ids(page, "measures") == [second, first]
    page = after(manager, page, do="put|m0|out|0")
    assert ids(page, "measures") == [first]
    page = after(manager, page, do="put|m0|out|0")
    assert ids(page, "measures") == [first] and "至少要有一个值" in page


def test_what_does_not_go_there_says_why(manager, begun):
    page = after(manager, begun, do="put|m0|rows|0")
    assert ids(page, "dimensions") == ["source"] and "请放到“值”里" in page


@pytest.mark.parametrize(
    "do",
    [
        "put|d9|rows|0", "put|n:nothing|rows|0", "put|x|y|z", "put|", "put|m9|values|0", "put|n:phone|rows|-1",
        "put|d²|rows|0", "put|m²|values|0", f"put|d{'9' * 5000}|rows|0",
    ],
)  # fmt: skip
def test_what_nobody_can_drag_changes_nothing(manager, begun, do):
    page = after(manager, begun, do=do)
    assert ids(page, "dimensions")[:1] == ["source"] or do.startswith("put|n:phone")
    assert ids(page, "measures") == ["count"]


def test_a_group_dragged_out_is_gone(manager, begun):
    assert ids(after(manager, begun, do="put|d0|out|0"), "dimensions") == []
