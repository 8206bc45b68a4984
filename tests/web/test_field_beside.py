"""Rights by role and stage, own messages, and the columns of a child table, in the form designer without scripts."""

import re

import pytest

from definitions import parse_document, plain
from records import drafts

LEAD = "b2b-leads/forms/lead.yaml"
PAGE = "/studio/forms/lead"


@pytest.fixture
def act(admin):
    """Does one act, as a form of the page does."""

    def post(name: str, field: str = "discount", **values):
        room = "&room=columns" if name == "change_columns" else ""
        sent = {"act": name, "field": field, "state": f"field={field}{room}", **values}
        return admin.post(f"{PAGE}/acts", data=sent, follow_redirects=True)

    return post


@pytest.fixture
def text(office):
    """The text of the form as the draft has it."""

    def read() -> str:
        with office.work() as work:
            return drafts.over(work.connection, dict(work.catalog.files))[LEAD]

    return read


@pytest.fixture
def field(text):
    """What the draft says of a field."""

    def read(id: str = "discount") -> dict:
        return next(each for each in plain(parse_document(LEAD, text()).data)["fields"] if each["id"] == id)

    return read


def test_a_cell_of_the_grid_is_a_line_of_rights(act, field):
    act("change_rights", **{"g.rep/quote": "hidden"})
    assert field()["rights"] == [{"roles": ["rep"], "stages": ["quote"], "be": "hidden"}]


def test_cells_that_say_the_same_share_a_line(act, field):
    act("change_rights", **{"g.rep/quote": "hidden"})
    act("change_rights", **{"g.manager/quote": "hidden"})
    act("change_rights", **{"g.rep/signed": "read_only"})
    assert field()["rights"] == [
        {"roles": ["rep", "manager"], "stages": ["quote"], "be": "hidden"},
        {"roles": ["rep"], "stages": ["signed"], "be": "read_only"},
    ]


def test_an_emptied_cell_leaves_the_others_as_they_were(act, field, text):
    before = text()
    act("change_rights", **{"g./quote": "required", "g.rep/": "read_only"})
    act("change_rights", **{"g.rep/": ""})
    assert field()["rights"] == [{"stages": ["quote"], "be": "required"}]
    act("change_rights", **{"g./quote": ""})
    assert text() == before


def test_what_a_wider_line_says_is_shown_in_the_cells_it_covers(act, admin):
    act("change_rights", **{"g./quote": "required"})
    page = admin.get(f"{PAGE}?field=discount&room=rights").text
    assert 'id="rights"' in page and page.count("随：必填") >= 3


def test_a_grid_sent_as_it_stood_changes_nothing(act, text):
    act("change_rights", **{"g./quote": "required"})
    before = text()
    act("change_rights", **{"g./quote": "required", "g.rep/quote": "", "g./": ""})
    assert text() == before


@pytest.mark.parametrize(
    "odd", ["rights: 5", "rights: [1]", "rights: [{roles: 5, be: hidden}]", "messages: 5", "messages: []"]
)
def test_what_has_another_shape_is_told_and_kept(office, admin, odd):
    written = f"kind: form\nid: odd\nlabel: Odd\ntitle: name\nfields:\n  - {{id: name, type: text, {odd}}}\n"
    with office.work("xu.lan") as work:
        drafts.save(
            work.connection, drafts.DraftFile("local/forms/odd.yaml", written, office.id("xu.lan"), 1, office.now)
        )
    assert admin.get("/studio/forms/odd?field=name").status_code == 200
    for act in ("change_rights", "change_field"):
        sent = {"act": act, "field": "name", "g.rep/": "hidden", "has.messages": "1"}
        assert admin.post("/studio/forms/odd/acts", data=sent).status_code < 500


def test_a_role_that_is_not_there_is_told_like_any_mistake(act):
    assert "nobody" in act("change_rights", **{"g.nobody/quote": "hidden"}).text


def test_an_error_gets_words_of_its_own(act, field):
    page = act("change_field", "phone", **{"has.messages": "1", "m.add": "required"}).text
    assert 'name="m.required.zh"' in page
    act(
        "change_field", "phone", **{"has.messages": "1", "m.required.zh": "请留电话", "m.required.en": "Leave a number"}
    )
    assert field("phone")["messages"] == {"required": {"zh": "请留电话", "en": "Leave a number"}}
    act("change_field", "phone", **{"has.messages": "1", "m.required.zh": "", "m.required.en": ""})
    assert "messages" not in field("phone")


@pytest.fixture
def table(act, field):
    """A field with rows, and what the draft says of its columns."""
    act("add_field", "tags", type="child_table", section="who")
    return lambda: field("child_table")["fields"]


def test_a_column_is_added_named_and_must_be_filled(act, table):
    act("change_columns", "child_table", new_column="money")
    sent = {"has.col.1.label": "1", "col.1.label.zh": "单价", "col.1.label.en": "Price", "col.1.required": "1"}
    act("change_columns", "child_table", **sent)
    assert table()[1] == {"id": "money", "type": "money", "label": {"zh": "单价", "en": "Price"}, "required": True}


def test_columns_are_moved_and_taken_out(act, table):
    act("change_columns", "child_table", new_column="money")
    act("change_columns", "child_table", do="column_up:1")
    assert [column["id"] for column in table()] == ["money", "item"]
    act("change_columns", "child_table", do="column_drop:1")
    assert [column["id"] for column in table()] == ["money"]
    assert "至少留一个" in act("change_columns", "child_table", do="column_drop:0").text


def test_a_column_of_another_type_gets_what_it_needs(act, table):
    act("change_columns", "child_table", **{"col.0.type": "choice"})
    assert table()[0]["type"] == "choice" and len(table()[0]["choices"]) == 2


def test_a_setting_of_a_column_that_is_none_is_told(act, table):
    act("change_columns", "child_table", new_column="integer")
    page = act("change_columns", "child_table", **{"has.col.1.min": "1", "col.1.min": "many"})
    assert page.status_code == 422 and "「many」不是数字" in page.text


def test_a_formula_of_a_column_stays_while_others_change(act, table):
    act("change_columns", "child_table", new_column="integer")
    formula = {"has.col.1.formula": "1", "col.1.formula": "1 + 1"}
    act("change_columns", "child_table", **formula)
    act("change_columns", "child_table", **{"has.col.1.label": "1", "col.1.label.zh": "和", "col.1.label.en": "Sum"})
    assert table()[1]["formula"] == "1 + 1" and table()[1]["label"] == {"zh": "和", "en": "Sum"}


def test_columns_and_rights_are_drawn_for_the_selected_field(admin, table):
    page = admin.get(f"{PAGE}?field=child_table&room=columns").text
    assert 'id="columns"' in page and 'name="col.0.label.zh"' in page and 'id="card-company"' not in page
    assert 'id="rights"' in admin.get(f"{PAGE}?field=child_table&room=rights").text
    assert 'id="card-company"' in admin.get(f"{PAGE}?field=company&room=columns").text


def offered_types(page: str) -> list[str]:
    """What the selector of the type offers; nothing where there is none."""
    found = re.search(r'<select[^>]*name="type".*?</select>', page, re.DOTALL)
    return re.findall(r'value="(\w+)"', found[0]) if found else []


def test_a_published_field_is_offered_what_its_values_convert_to(admin, act, field):
    offered = offered_types(admin.get(f"{PAGE}?field=employees").text)
    assert "decimal" in offered and "signature" not in offered
    act("change_field", "employees", type="decimal")
    assert field("employees")["type"] == "decimal"
    act("change_field", "employees", type="signature")
    assert field("employees")["type"] == "decimal"


def test_a_published_choice_stays_one(admin, act, field):
    assert offered_types(admin.get(f"{PAGE}?field=region").text) == []
    act("change_field", "region", type="text")
    assert field("region")["type"] == "choice"


def test_the_grid_says_what_a_role_can_do_now(act, admin):
    act("change_rights", **{"g.rep/quote": "hidden", "g./signed": "read_only"})
    page = admin.get(f"{PAGE}?field=discount&room=rights").text
    cells = dict(re.findall(r'name="g\.([^"]*)"(?:(?!name=").)*?<small[^>]*>([^<]*)</small>', page, re.S))
    assert "现在看不到" in page and "现在只能看" in page and "现在可以填" in page
    assert cells["rep/quote"] == "现在看不到" and cells["rep/signed"] == "现在只能看"


def test_stages_of_two_pipelines_say_whose_they_are(act, admin, office):
    with office.work() as work:
        several = len(tuple(work.catalog.of_form("pipeline", "lead"))) > 1
    page = admin.get(f"{PAGE}?field=discount&room=rights").text.partition('id="named"')[0]
    heads = re.findall(r'<th scope="row">([^<]*)</th>', page)
    assert several and all(" · " in head for head in heads[1:])
