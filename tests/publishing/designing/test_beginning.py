"""A new form checks clean beside any configuration, with its list and its rights."""

import pytest

from definitions import parse_document, plain
from forms import column_types
from publishing import designing, find_pack, load, overlay, with_needs

ROLE = "kind: role\nid: rep\nlabel: Rep\nforms:\n  other: {see: own}   # theirs\n"
TABLE = """Machine\tState\tOwner\tfrom\t手机
Press\tok\tA\t2026-01-02\t
Mill\tbad\tB\t2026-01-03\t
Lathe\tok\tC\t2026-01-04\t
Saw\tok\tD\t2026-01-05\t
"""


def files_with(new: designing.NewForm) -> dict[str, str]:
    base = overlay({}, with_needs([find_pack("base")]))
    text = designing.form_text(new)
    form = plain(parse_document("form.yaml", text).data)
    return {**base, "local/forms/it.yaml": text, "local/views/it_all.yaml": designing.view_text(form, "it_all")}


@pytest.mark.parametrize("pasted", ["", TABLE, "owner,number,me,now,record,id\n1,2,3,4,5,6", "😀,,12\n", "a" * 300])
def test_a_new_form_checks_clean(pasted):
    columns = column_types(pasted) if pasted else ()
    loaded = load(files_with(designing.NewForm("it", {"zh": "巡检: 一号", "en": "yes"}, columns=columns)))
    assert [problem.text("en") for problem in loaded.problems] == []


def test_the_first_column_of_text_names_the_records():
    text = designing.form_text(designing.NewForm("it", "It", columns=column_types("Day,Machine\n2026-01-01,Press")))
    data = plain(parse_document("form.yaml", text).data)
    assert data["title"] == "machine"
    assert data["fields"][1] == {"id": "machine", "type": "text", "label": "Machine", "required": True, "search": True}


LIST = "kind: view\nid: all\nform: it\ncolumns: [number, name, owner]   # few\nsort: [-day, name]\n"


def test_a_list_loses_the_column_of_a_retired_field():
    text = designing.followed(LIST, designing.RetireField("day"), is_new=False)
    assert "sort: [name]\n" in text and "columns: [number, name, owner]   # few\n" in text
    assert "columns: [number, owner]" in designing.followed(LIST, designing.RetireField("name"), is_new=False)


def test_a_list_follows_another_id():
    assert "sort: [-on, name]" in designing.followed(LIST, designing.RenameField("day", "on"), is_new=False)


def test_only_a_list_that_nobody_knows_takes_new_fields_in():
    act = designing.AddField("day", "date", "Day")
    assert "columns: [number, name, day, owner]" in designing.followed(LIST, act, is_new=True)
    assert designing.followed(LIST, act, is_new=False) == LIST


def test_a_role_gets_one_line_more():
    text = designing.granted(ROLE, "it", designing.Grant("own"))
    assert text == ROLE + "  it: {see: own, do: [create, edit]}\n"
