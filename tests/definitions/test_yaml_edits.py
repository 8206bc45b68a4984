"""One part of a YAML text is changed, and every other line stays as it was."""

import pytest

from definitions import NotEditable, yaml_edits

TEXT = """# a form
kind: form
id: order          # never changes
label: {zh: 订单, en: Order}

fields:
  # who
  - id: name
    type: text     # one line
    label: {zh: 名称, en: Name}

  - {id: phone, type: phone}   # to call
  # what
  - id: state
    type: choice
    choices:
      - open
      - {id: done, label: {zh: 完成, en: Done}}
layout:
  - {id: main, fields: [name, phone, state]}
"""
NAME, PHONE, STATE = (("fields", n) for n in range(3))
ORDER = ("id", "type", "label", "help", "required")


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_a_value_changes_where_it_stands():
    after = yaml_edits.put(TEXT, (*NAME, "type"), "long_text")
    assert changed_lines(TEXT, after) == (["    type: text     # one line"], ["    type: long_text     # one line"])


def test_a_new_key_comes_where_the_order_has_it():
    after = yaml_edits.put(TEXT, (*NAME, "help"), {"zh": "全称", "en": "In full"}, order=ORDER)
    assert "en: Name}\n    help: {zh: 全称, en: In full}\n\n  - {id: phone" in after


def test_a_new_key_joins_a_line():
    after = yaml_edits.put(TEXT, (*PHONE, "label"), "Phone", order=ORDER)
    assert "  - {id: phone, type: phone, label: Phone}   # to call" in after


def test_a_key_goes_with_its_line():
    after = yaml_edits.drop(TEXT, (*NAME, "type"))
    assert changed_lines(TEXT, after) == (["    type: text     # one line"], [])


def test_a_key_goes_from_a_line():
    assert "  - {id: phone}   # to call" in yaml_edits.drop(TEXT, (*PHONE, "type"))


def test_the_first_key_of_an_item_goes():
    assert "  - type: choice\n    choices:" in yaml_edits.drop(TEXT, (*STATE, "id"))


def test_an_item_goes_and_comments_around_it_stay():
    before, after = TEXT, yaml_edits.drop(TEXT, PHONE)
    assert changed_lines(before, after) == (["  - {id: phone, type: phone}   # to call"], [])


def test_a_short_item_takes_one_line_and_choices_take_their_own():
    short = yaml_edits.insert(TEXT, ("fields",), 1, {"id": "mail", "type": "email"})
    assert "en: Name}\n  - {id: mail, type: email}\n\n" in short
    long = yaml_edits.insert(TEXT, ("fields",), 3, {"id": "way", "type": "choice", "choices": [{"id": "a"}]})
    assert "  - id: way\n    type: choice\n    choices:\n      - {id: a}\nlayout:" in long


def test_an_item_comes_into_a_line():
    assert "fields: [mail, name, phone, state]}" in yaml_edits.insert(TEXT, ("layout", 0, "fields"), 0, "mail")
    assert "fields: [name, phone, state, mail]}" in yaml_edits.insert(TEXT, ("layout", 0, "fields"), 3, "mail")


def test_an_item_moves_and_comments_on_their_own_lines_stay():
    after = yaml_edits.move(TEXT, ("fields",), 1, 0)
    assert "  # who\n  - {id: phone, type: phone}   # to call\n  - id: name\n" in after
    assert yaml_edits.move(after, ("fields",), 0, 1).replace("\n", "") == TEXT.replace("\n", "")


def test_items_of_a_line_change_places():
    assert "fields: [phone, state, name]}" in yaml_edits.move(TEXT, ("layout", 0, "fields"), 0, 2)


@pytest.mark.parametrize(
    "value", ["yes", "12", "a: b", "# x", "- y", "", " blank ", "null", 'a"b', "😀\x7f", "2026-01-01", "[x]"]
)
def test_every_text_reads_back_as_itself(value):
    after = yaml_edits.put(TEXT, (*NAME, "help"), value)
    assert yaml_edits.put(after, (*NAME, "help"), value) == after


def test_an_empty_list_gets_its_first_item():
    after = yaml_edits.insert("id: a\nfields: []\nlast: 1\n", ("fields",), 0, {"id": "x"})
    assert after == "id: a\nfields:\n  - {id: x}\nlast: 1\n"


def test_the_last_item_leaves_an_empty_list():
    assert yaml_edits.drop("fields:\n  - a\nlast: 1\n", ("fields", 0)) == "fields:\n  []\nlast: 1\n"


def test_a_text_without_a_last_line_end_is_edited_too():
    assert yaml_edits.insert("a:\n  - x", ("a",), 1, "z") == "a:\n  - x\n  - z\n"
    assert yaml_edits.move("a:\n  - x\n  - y", ("a",), 1, 0) == "a:\n  - y\n  - x\n"


def test_line_ends_of_other_systems_are_kept():
    text = TEXT.replace("\n", "\r\n")
    after = yaml_edits.insert(text, ("fields",), 1, {"id": "mail", "type": "email"})
    assert after.replace("\r\n", "") == after.replace("\r\n", "").replace("\n", "") and "mail" in after


def test_json_stays_json():
    text = '{\n  "id": "a",\n  "fields": [\n    {"id": "x"}\n  ]\n}\n'
    after = yaml_edits.insert(text, ("fields",), 1, {"id": "y", "n": True})
    assert after == '{\n  "id": "a",\n  "fields": [\n    {"id": "x"},\n    {"id": "y", "n": true}\n  ]\n}\n'


@pytest.mark.parametrize("text", ["a: [b\n", "? {x: 1}\n: b\n", "fields: text\n"])
def test_what_cannot_be_changed_is_refused(text):
    with pytest.raises(NotEditable):
        yaml_edits.insert(text, ("fields",), 0, "x")
