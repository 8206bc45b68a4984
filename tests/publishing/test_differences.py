"""Two configurations compared, in words."""

from __future__ import annotations

from publishing.differences import differences

BEFORE = """kind: form
id: ticket
label: {zh: 报修单, en: Ticket}
fields:
  - {id: machine, type: text}
  - {id: site, type: text, label: {zh: 车间, en: Site}}
"""


def words(before: dict, after: dict, language: str = "en") -> list[str]:
    return [difference.words(language) for difference in differences(before, after)]


def test_equal_files_differ_in_nothing():
    assert words({"a.yaml": BEFORE}, {"moved/a.yaml": BEFORE + "# a comment\n"}) == []


def test_new_and_gone_definitions_are_named():
    assert words({}, {"a.yaml": BEFORE}) == ["added form “Ticket”"]
    assert words({"a.yaml": BEFORE}, {}, "zh") == ["去掉表单「报修单」"]


def test_changed_values_say_old_and_new():
    after = BEFORE.replace("Site}", "Place}").replace("machine, type: text", "machine, type: long_text")
    assert words({"a.yaml": BEFORE}, {"a.yaml": after}) == [
        "changed form “Ticket”:\n  fields.machine.type: text → long_text\n  fields.site.label: Site → Place"
    ]


def test_items_are_matched_by_id_not_by_place():
    after = BEFORE.replace("  - {id: machine, type: text}\n", "  - {id: line, type: text}\n")
    assert words({"a.yaml": BEFORE}, {"a.yaml": after}) == [
        "changed form “Ticket”:\n  fields.machine: removed machine\n  fields.line: added line"
    ]


def test_new_order_is_a_change_of_its_own():
    lines = BEFORE.splitlines(keepends=True)
    after = "".join([*lines[:4], lines[5], lines[4]])
    assert "fields ↕: machine, site → site, machine" in words({"a.yaml": BEFORE}, {"a.yaml": after})[0]


def test_parts_are_told_as_people_call_them():
    after = BEFORE.replace("id: site, type: text", "id: site, type: long_text")
    (difference,) = differences({"a.yaml": BEFORE}, {"a.yaml": after})
    assert difference.details("zh") == ["字段 › 车间 › 类型：text → long_text"]
    assert difference.details("en") == ["fields › Site › type: text → long_text"]


def test_what_a_value_names_is_told_by_its_label():
    line = "kind: pipeline\nid: p\nstages:\n  - {id: one, label: {zh: 首次触达, en: First touch}, next: [%s]}\n"
    line += "  - {id: two, label: {zh: 报价, en: Quote}}\n"
    (difference,) = differences({"p.yaml": line % "two"}, {"p.yaml": line % "one, two"})
    assert difference.details("zh") == ["阶段 › 首次触达 › 去处：[报价] → [首次触达, 报价]"]
