"""Dashboards of one's own: arranged by pressing, kept with their text, opened by whoever has the link and rights."""

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
    """What a browser would send if nothing was pressed."""
    form = page[page.index('id="arrange"') :].partition("</form>")[0]
    tags = (dict(re.findall(r'(\w+)="([^"]*)"', tag)) for tag in re.findall(r"<input [^>]*>", form))
    found = {each["name"]: unescape(each.get("value", "")) for each in tags if "name" in each}
    for name, inside in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', inside)
        found[name] = unescape(chosen[1]) if chosen else ""
    found["text"] = unescape(re.search(r"<textarea[^>]*>\n?(.*?)</textarea>", form, re.DOTALL)[1])
    return found


def after(client, page: str, **pressed: str) -> str:
    return client.post("/dashboards/build", data={**fields(page), **pressed}).text


def tiles(page: str) -> list[dict]:
    return plain(parse_document("dashboard.yaml", fields(page)["text"]).data)["tiles"]


def reports_on(page: str) -> list[str]:
    return [each["report"] for each in tiles(page)]


@pytest.fixture
def two(manager, leads):
    """A dashboard of two reports."""
    page = after(manager, manager.get("/dashboards/new").text, new_tile="lead_source_conversion")
    return after(manager, page, new_tile="lead_pulse")


def kept(client, page: str, **more: str) -> str:
    return client.post("/dashboards/mine", data={**fields(page), **more}).headers["Location"]


def test_reports_are_added_moved_and_taken_away(manager, two):
    assert reports_on(two) == ["lead_source_conversion", "lead_pulse"]
    page = after(manager, two, do="up-1")
    assert reports_on(page) == ["lead_pulse", "lead_source_conversion"]
    assert reports_on(after(manager, page, do="move-0-1")) == ["lead_source_conversion", "lead_pulse"]
    assert reports_on(after(manager, page, do="drop-0")) == ["lead_source_conversion"]


def test_tiles_take_another_size_within_the_grid(manager, two):
    page = after(manager, after(manager, two, do="wider-0"), do="lower-0")
    assert (tiles(page)[0]["width"], tiles(page)[0]["height"]) == (7, 5)
    page = after(manager, page, do="size-0-40-1")
    assert (tiles(page)[0]["width"], tiles(page)[0]["height"]) == (12, 2)


@pytest.mark.parametrize("do", ["up-9", "size-0", "move-0-x", "drop--1", "nothing", "wider-0-0-0-0", "drop-"])
def test_what_nobody_can_press_breaks_nothing(manager, two, do):
    assert reports_on(after(manager, two, do=do)) == ["lead_source_conversion", "lead_pulse"]


def test_a_tile_shows_one_number(manager, two):
    page = after(manager, two, t1_number="leads")
    assert tiles(page)[1] == {"report": "lead_pulse", "number": "leads"}


def test_filters_are_those_that_tiles_know(manager, two):
    assert plain(parse_document("dashboard.yaml", fields(two)["text"]).data)["filters"] == ["period"]


def test_it_is_kept_opened_and_changed(manager, two):
    place = kept(manager, two, title="早会")
    page = manager.get(place).text
    assert "早会" in page and "/tiles/lead_pulse" in page and f'href="{place}/edit"' in page
    assert manager.get(f"{place}/tiles/lead_source_conversion").status_code == 200
    again = kept(manager, after(manager, manager.get(f"{place}/edit").text, do="drop-1"))
    assert again == place and "/tiles/lead_pulse" not in manager.get(place).text


def test_it_stands_on_one_s_own_shelf_alone(manager, admin, two):
    place = kept(manager, two, title="早会")
    assert place in manager.get("/reports").text
    assert place not in admin.get("/reports").text


def test_the_link_shows_what_its_reader_may_see(manager, rep, admin, two):
    place = kept(manager, after(manager, two, new_tile="lead_adoption"), title="早会")
    assert admin.get(place).status_code == 200
    assert rep.get(place).status_code == 200
    assert f"{place}/edit" not in admin.get(place).text
    assert admin.get(f"{place}/edit").headers["Location"] == f"/dashboards/new?from={place.split('/')[-1]}"
    assert admin.post("/dashboards/mine", data={**fields(two), "id": place.split("/")[-1]}).status_code == 422
    assert admin.post(f"{place}/removal").status_code == 403


def test_a_copy_begins_from_the_house_s(manager, leads):
    page = manager.get("/dashboards/new?from=lead_war_room").text
    assert len(tiles(page)) == 11 and "作战室" in page and "roles" not in fields(page)["text"]


def test_one_s_own_report_is_a_tile(manager, leads):
    text = "kind: report\nid: my_report\nform: lead\nlabel: 我数的\nmeasures: [{id: n, count: all}]\n"
    own = manager.post("/reports/mine", data={"text": text, "was": ""}).headers["Location"].split("/")[-1]
    page = after(manager, manager.get("/dashboards/new").text, new_tile=own)
    place = kept(manager, page)
    assert "我数的" in manager.get(place).text
    answer = manager.get(f"{place}/tiles/{tiles(page)[0]['id']}")
    assert answer.status_code == 200 and ">3<" in answer.text


def test_an_empty_or_wrong_one_is_not_kept(manager, leads):
    page = manager.get("/dashboards/new").text
    assert manager.post("/dashboards/mine", data=fields(page)).status_code == 422
    wrong = {**fields(page), "text": "kind: dashboard\nid: x\nlabel: x\ntiles: [{report: nothing}]\n"}
    answer = manager.post("/dashboards/mine", data=wrong)
    assert answer.status_code == 422 and "nothing" in answer.text


def test_it_is_taken_from_the_shelf_and_put_back(manager, two):
    place = kept(manager, two)
    manager.post(f"{place}/removal")
    assert place not in manager.get("/reports").text.replace(f'action="{place}/removal"', "")
    manager.post(f"{place}/removal", data={"back": "1"})
    assert place in manager.get("/reports").text


def test_an_admin_puts_it_into_the_draft(admin, manager, leads):
    page = after(admin, admin.get("/dashboards/new").text, new_tile="lead_pulse")
    sent = {**fields(page), "definition_id": "mornings"}
    assert (
        admin.post("/dashboards/draft", data=sent).headers["Location"] == "/studio/files/local/dashboards/mornings.yaml"
    )
    assert manager.post("/dashboards/draft", data=sent).status_code == 403


HEAD = "kind: dashboard\nid: mine\nlabel: x\n"
MISSHAPEN = [
    "tiles: [{report: lead_pulse, width: wide}]",
    "tiles: [{report: lead_pulse, height: [1]}]",
    "tiles: [{report: lead_pulse, width: null}]",
    "tiles: [{report: lead_pulse, width: 2026-01-01}]",
    "tiles: [{report: lead_pulse, x: a}, {report: lead_funnel, x: 1}]",
    "tiles: [{report: lead_pulse, id: [1]}]",
    "tiles: [{report: lead_pulse, number: [1]}]",
    "tiles: [5, [a], null, {id: x}]",
    "filters: 5\ntiles: [{report: lead_pulse}]",
    "filters: null\ntiles: [{report: lead_pulse}]",
    "filters: [{by: owner}, [1]]\ntiles: [{report: lead_pulse}]",
]


@pytest.mark.parametrize("written", MISSHAPEN)
def test_a_text_of_another_shape_is_told_and_not_arranged(manager, written):
    page = manager.post("/dashboards/build", data={"text": HEAD + written}).text
    assert 'role="alert"' in page
    pressed = manager.post("/dashboards/build", data={**fields(page), "new_tile": "lead_funnel", "do": "wider-0"})
    assert pressed.status_code == 200 and fields(pressed.text)["text"].strip() == (HEAD + written).strip()
    assert manager.post("/dashboards/mine", data=fields(page)).status_code == 422
