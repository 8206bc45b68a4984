"""Two configurations compared, in words."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definitions import KINDS, LANGUAGES
from publishing import key_word, know_all_kinds
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


def test_what_reads_the_same_is_not_looked_into(monkeypatch):
    looked_into = []
    looking = sys.modules["publishing.differences"]
    monkeypatch.setattr(looking, "changes_at", lambda path, *both: looked_into.append(both) or ())
    differences({"a.yaml": "kind: form\nid: a\n", "b.yaml": "kind: form\nid: b\n"}, {
        "moved/a.yaml": "kind: form\nid: a\n", "b.yaml": "kind: form\nid: b\nx: 1\n"})  # fmt: skip
    assert looked_into == [({"kind": "form", "id": "b"}, {"kind": "form", "id": "b", "x": 1})]


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
    assert "fields ↕: moved “site” to the beginning" in words({"a.yaml": BEFORE}, {"a.yaml": after})[0]


def test_parts_are_told_as_people_call_them():
    after = BEFORE.replace("id: site, type: text", "id: site, type: long_text")
    (difference,) = differences({"a.yaml": BEFORE}, {"a.yaml": after})
    assert difference.details("zh") == ["字段 › 车间 › 类型：单行文字 → 多行文字"]
    assert difference.details("en") == ["fields › Site › type: Text → Long text"]


def test_a_text_in_another_language_is_told_by_what_differs():
    label = "kind: form\nid: ticket\nlabel: {zh: 报修单, en: %s}\n"
    (difference,) = differences({"a.yaml": label % "Ticket"}, {"a.yaml": label % "Fault"})
    assert difference.details("zh") == ["名称：Ticket → Fault"]


SCORECARD = """kind: scorecard
id: card
form: ticket
groups:
  - id: time
    label: {zh: 时间, en: Time}
    rows:
      - {id: half_million, points: %s, half_life: %s, reason: {zh: 预算 50 万以上, en: Half a million or more}}
"""


def test_a_row_without_a_label_is_told_by_its_reason():
    before, after = ({"c.yaml": SCORECARD % (points, "5 working days")} for points in (20, 25))
    (difference,) = differences(before, after)
    assert difference.details("zh") == ["分组 › 时间 › 评分项 › 预算 50 万以上 › 分值：20 → 25"]
    assert difference.details("en")[0].startswith("groups › Time › rows › Half a million or more › points")


def test_lengths_of_time_are_told_in_the_readers_language():
    before, after = ({"c.yaml": SCORECARD % (20, length)} for length in ("5 working days", "7d"))
    (difference,) = differences(before, after)
    assert difference.details("zh")[0].endswith("半衰期：5 个工作日 → 7 天")
    assert difference.details("en")[0].endswith("half-life: 5 working days → 7 days")
    assert difference.words("zh").endswith("half_life：5 working days → 7d")


def test_fields_of_the_form_and_roles_are_told_by_their_labels():
    role = {"role.yaml": "kind: role\nid: boss\nlabel: {zh: 主管, en: Boss}\n", "form.yaml": BEFORE}
    line = "kind: pipeline\nid: p\nform: ticket\nstages:\n  - {id: one, ask: [%s], who: {role: boss}, must: %s}\n"
    before, after = ({**role, "p.yaml": line % given} for given in (("machine", "false"), ("site", "true")))
    (difference,) = differences(before, after)
    assert difference.details("zh") == [
        "阶段 › one › 必填：去掉「machine」；加了「车间」，在最前",
        "阶段 › one › 必做：否 → 是",
    ]


def test_what_a_value_names_is_told_by_its_label():
    line = "kind: pipeline\nid: p\nstages:\n  - {id: one, label: {zh: 首次触达, en: First touch}, next: [%s]}\n"
    line += "  - {id: two, label: {zh: 报价, en: Quote}}\n"
    (difference,) = differences({"p.yaml": line % "two"}, {"p.yaml": line % "one, two"})
    assert difference.details("zh") == ["阶段 › 首次触达 › 去处：加了「首次触达」，在最前"]


def test_how_many_one_may_have_is_said_in_words():
    routing = "kind: routing\nid: r\nlimits: {open: %s, per_day: %s, per_hour: %s}\n"
    (difference,) = differences({"r.yaml": routing % (20, 5, 2)}, {"r.yaml": routing % (15, 6, 3)})
    assert difference.details("zh") == [
        "限额 › 手上最多：20 → 15",
        "限额 › 每天最多：5 → 6",
        "限额 › 每小时最多：2 → 3",
    ]


ROLE = """kind: role
id: rep
label: Rep
forms: {ticket: {see: own}}
"""


def test_whose_records_a_role_sees_is_told_in_words():
    after = ROLE.replace("see: own", "see: {through: [site]}")
    (difference,) = differences({"a.yaml": BEFORE, "r.yaml": ROLE}, {"a.yaml": BEFORE, "r.yaml": after})
    assert difference.details("zh") == ["表单 › 报修单 › 可见：自己的 → 凭关联 [车间]"]
    assert difference.details("en") == ["forms › Ticket › sees: their own → through [Site]"]


AUTOMATION = """kind: automation
id: signals
form: ticket
label: {zh: 信号, en: Signals}
do:
  - task: {id: talk, title: {zh: 谈一次, en: Talk}}
  - notify: {to: superior, text: {zh: 看一眼, en: Look}}
"""


def test_an_act_that_changes_says_in_what():
    """Acts have no ids: as a whole they would read alike before and after."""
    after = AUTOMATION.replace("id: talk,", "id: talk, contact: true,")
    (found,) = differences({"a.yaml": AUTOMATION}, {"a.yaml": after})
    assert found.details("en") == ["does › no. 1 › task › is a contact: set to yes"]
    assert found.words("en").endswith("do.1.task.contact: added true")


def test_an_act_alone_has_no_number():
    only = AUTOMATION.partition("  - notify")[0]
    (found,) = differences({"a.yaml": only}, {"a.yaml": only.replace("Talk}", "Call}")})
    assert found.details("en") == ["does › task › title: Talk → Call"]


LEAD = """kind: form
id: lead
fields:
  - {id: need, type: text, label: {zh: 需求, en: Need}}
  - {id: budget, type: money, label: {zh: 预算, en: Budget}}
  - id: state
    type: choice
    default: budget
    label: {zh: 预算状态, en: State}
    choices: [{id: budget, label: {zh: 预算未批, en: Not approved}}, {id: done, label: {zh: 已批, en: Approved}}]
%s
layout:
  - id: need
    label: {zh: 需求与预算, en: Need and budget}
    fields: [%s]
"""
MARKETING = "kind: role\nid: marketing\nlabel: {zh: 市场, en: Marketing}\n"
BRAND = """  - id: brand
    type: choice
    label: {zh: 现有设备品牌, en: Brand}
    rights: [{roles: [marketing], be: hidden}]"""


def lead(before: str, after: str, language: str) -> list[str]:
    (found,) = differences({"f.yaml": before, "r.yaml": MARKETING}, {"f.yaml": after, "r.yaml": MARKETING})
    return found.details(language)


def test_a_list_is_told_by_what_came():
    before, after = LEAD % ("", "need, budget, state"), LEAD % (BRAND, "need, budget, brand, state")
    assert lead(before, after, "zh") == [
        "字段：加了「现有设备品牌」；市场看不到",
        "版面 › 需求与预算 › 字段：加了「现有设备品牌」，在「预算」之后",
    ]
    assert lead(before, after, "en") == [
        "fields: added “Brand”; hidden for Marketing",
        "layout › Need and budget › fields: added “Brand” behind “Budget”",
    ]


def test_a_list_is_told_by_what_went_and_moved():
    before, after = LEAD % ("", "need, budget, state"), LEAD % ("", "state, need")
    assert lead(before, after, "zh") == ["版面 › 需求与预算 › 字段：去掉「预算」；「预算状态」移到最前"]


def test_one_id_in_two_kinds_of_place_has_two_names():
    before, after = LEAD % ("", "state"), LEAD % ("", "state, need, budget")
    assert lead(before, after, "zh") == ["版面 › 需求与预算 › 字段：加了「需求」、「预算」，在「预算状态」之后"]
    assert lead(before, before.replace("default: budget", "default: done"), "zh") == [
        "字段 › 预算状态 › 默认值：预算未批 → 已批"
    ]


def test_rights_are_told_by_who_may_what():
    before = LEAD % (BRAND, "need")
    after = before.replace("be: hidden}", "be: hidden}, {be: read_only}")
    assert lead(before, after, "zh") == ["字段 › 现有设备品牌 › 权限：加了所有人只能看"]


@given(st.lists(st.sampled_from("abcdef"), unique=True), st.lists(st.sampled_from("abcdef"), unique=True))
def test_no_change_of_a_list_reads_alike_on_both_sides(before, after):
    text = "kind: pipeline\nid: p\nstages: [{id: one, next: %s}]\n"
    found = differences({"p.yaml": text % before}, {"p.yaml": text % after})
    assert bool(found) == (before != after)
    for line in (line for one in found for line in one.details("zh")):
        assert any(word in line for word in ("加了", "去掉", "移到"))


def test_every_key_of_a_file_has_a_word():
    know_all_kinds()
    keys = {key for kind in KINDS.names() for key in KINDS.get(kind).schema().get("properties", {})} - {"kind", "id"}
    assert not [key for key in keys for language in LANGUAGES if not key_word(key, language)]


@pytest.mark.parametrize(
    "broken", ["forms: [{id: ticket}]", "form: {id: ticket}", "related: [{form: [ticket]}]", "forms: 1", "id: [a]"]
)
def test_whatever_a_draft_holds_is_told(broken):
    view = "kind: form\nid: all\nlabel: All\n"
    whole = view.replace("id: all", broken) if broken.startswith("id") else f"{view}{broken}\n"
    told = differences({"shop/all.yaml": view}, {"shop/all.yaml": whole})
    assert all(each.head("en") and each.details("en") is not None for each in told)
