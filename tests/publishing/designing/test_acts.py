"""Acts of the form designer: text in, text out, and nothing else of the file is touched."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from definitions import Refused, parse_document, plain, read_single
from forms import field_types
from publishing import designing, know_all_kinds

CONFIGS = Path(__file__).resolve().parents[3] / "configs"
FORMS = sorted(CONFIGS.glob("*/forms/*.yaml"))
TEXTS = [path.read_text("utf-8") for path in FORMS]
LEAD = (CONFIGS / "b2b-leads/forms/lead.yaml").read_text("utf-8")
REVIEW = (CONFIGS / "b2b-leads/forms/technical_review.yaml").read_text("utf-8")
NAMES = st.sampled_from(["预算", "Budget: net", "yes", "a #b", "12", "电话 Phone", "x" * 60])


def data_of(text: str) -> dict:
    return plain(parse_document("form.yaml", text).data)


def fields_of(text: str) -> list[str]:
    return [field["id"] for field in data_of(text)["fields"]]


def section_of(text: str, number: int) -> list[str]:
    return data_of(text)["layout"][number]["fields"]


def lines_gone(before: str, after: str) -> list[str]:
    there = after.splitlines()
    return [line for line in before.splitlines() if line not in there]


def test_a_new_field_stands_beside_those_of_its_section():
    text = designing.act(LEAD, designing.AddField("fax", "text", {"zh": "传真", "en": "Fax"}, section="who"))
    assert "  - {id: fax, type: text, label: {zh: 传真, en: Fax}}\n" in text
    assert section_of(text, 0)[-1] == "fax"
    assert len(lines_gone(LEAD, text)) == 1


def test_a_new_field_comes_before_another():
    text = designing.act(LEAD, designing.AddField("fax", "text", "Fax", before="phone"))
    assert fields_of(text).index("fax") + 1 == fields_of(text).index("phone")
    assert section_of(text, 0).index("fax") + 1 == section_of(text, 0).index("phone")


def test_a_changed_label_changes_one_line():
    text = designing.act(LEAD, designing.ChangeField("company", {"label": {"zh": "单位", "en": "Company"}}))
    assert lines_gone(LEAD, text) == ["    label: {zh: 公司名称, en: Company}"]


def test_a_setting_taken_away_takes_its_line():
    text = designing.act(LEAD, designing.ChangeField("phone", {"required_when": None}))
    assert lines_gone(LEAD, text) == ['    required_when: "empty(email)"']


def test_a_field_moves_to_another_section():
    text = designing.act(LEAD, designing.MoveField("phone", section="need"))
    assert "phone" not in section_of(text, 0) and section_of(text, 1)[-1] == "phone"
    assert fields_of(text) == fields_of(LEAD)


def test_without_a_layout_the_fields_themselves_move():
    text = designing.act(REVIEW, designing.MoveField("findings", before="company"))
    assert fields_of(text) == ["lead", "findings", "company", "need", "product", "budget"]


@pytest.mark.parametrize("text", [LEAD, REVIEW], ids=["layout", "no-layout"])
@pytest.mark.parametrize(("field", "before"), [("nope", ""), ("", ""), ("company", "nosuch"), ("nope", "nope")])
def test_what_the_form_has_not_is_not_moved(text, field, before):
    with pytest.raises(Refused, match="no field"):
        designing.act(text, designing.MoveField(field, before=before))


def test_a_second_one_is_named_anew_and_stands_behind():
    text = designing.act(LEAD, designing.DuplicateField("phone"))
    assert fields_of(text)[3:5] == ["phone", "phone_2"]
    assert section_of(text, 0)[3:5] == ["phone", "phone_2"]


def test_a_retired_field_leaves_every_place():
    text = designing.act(LEAD, designing.RetireField("phone"))
    assert "phone" not in fields_of(text) + section_of(text, 0) + data_of(text)["subtitle"]


def test_what_names_the_record_is_not_retired():
    with pytest.raises(Refused, match="names"):
        designing.act(LEAD, designing.RetireField("company"))


def test_another_id_is_followed_by_title_and_layout():
    text = designing.act(LEAD, designing.RenameField("company", "firm"))
    assert data_of(text)["title"] == "firm" and section_of(text, 0)[0] == "firm"


def test_another_id_is_followed_by_rules_and_duplicates():
    ruled = designing.act(LEAD, designing.ChangeField("phone", {"visible_when": "filled(email)  and email != 'email'"}))
    data = data_of(designing.act(ruled, designing.RenameField("email", "mail")))
    phone = next(field for field in data["fields"] if field["id"] == "phone")
    assert phone["visible_when"] == "filled(mail)  and mail != 'email'"
    assert ["mail"] in [rule.get("match") for rule in data["duplicates"]]


def test_another_id_of_a_choice_is_followed_by_rules_about_its_field():
    rule = "source = 'fair' or source in ['web_form', \"fair\"] or industry = 'fair'"
    ruled = designing.act(LEAD, designing.ChangeField("phone", {"visible_when": rule}))
    data = data_of(designing.act(ruled, designing.RenameChoice("source", "fair", "show")))
    phone = next(field for field in data["fields"] if field["id"] == "phone")
    assert phone["visible_when"] == "source = 'show' or source in ['web_form', \"show\"] or industry = 'fair'"


def test_lists_of_what_points_here_come_and_go_alone():
    added = designing.act(LEAD, designing.ListRelated("contract", "lead"))
    before, after = data_of(LEAD).get("related") or [], data_of(added)["related"]
    assert after == [*before, {"form": "contract", "by": "lead"}]
    assert data_of(designing.act(added, designing.ListRelated("contract", "lead", False))) == data_of(LEAD)


def test_a_first_heading_takes_all_fields_along():
    text = designing.act(REVIEW, designing.AddSection("result", {"zh": "结论", "en": "Result"}))
    assert section_of(text, 0) == fields_of(REVIEW) and section_of(text, 1) == []


def test_only_an_empty_section_goes():
    with pytest.raises(Refused):
        designing.act(LEAD, designing.RemoveSection("who"))
    twice = designing.act(LEAD, designing.AddSection("more", "More"), designing.RemoveSection("more"))
    assert twice == LEAD


def test_a_choice_is_renamed_retired_and_brought_back():
    renamed = designing.act(
        LEAD, designing.ChangeChoice("source", "fair", {"label": {"zh": "展览", "en": "Trade fair"}})
    )
    assert "{id: fair, label: {zh: 展览, en: Trade fair}}" in renamed
    retired = designing.act(LEAD, designing.RetireChoice("source", "fair"))
    assert "{id: fair, label: {zh: 展会, en: Trade fair}, retired: true}" in retired
    assert designing.act(retired, designing.RetireChoice("source", "fair", retired=False)) == LEAD


def test_a_unique_field_is_a_rule_that_refuses():
    text = designing.act(LEAD, designing.SetUnique("email", True))
    assert data_of(text)["duplicates"][-1] == {"id": "same_email_2", "match": ["email"], "do": "refuse"}
    assert designing.act(text, designing.SetUnique("email", False)) == LEAD


@pytest.mark.parametrize(
    ("name", "id"), [("Fax number", "fax_number"), ("owner", "owner_field"), ("2nd", "nd"), ("", "field")]
)
def test_ids_come_from_names(name, id):
    assert designing.free_id(name, ()) == id


def test_chinese_names_give_readable_ids():
    assert designing.free_id("备用电话 2", ("beiyong_dianhua_2",)) == "beiyong_dianhua_2_2"
    assert designing.free_id("备用联系人", ()) == "beiyong_lianxiren"


@st.composite
def acts(draw, text: str):
    """Some act on the form as it stands, sensible or not."""
    data = data_of(text)
    fields, sections = [field["id"] for field in data["fields"]], [each["id"] for each in data.get("layout", ())]
    field, section = draw(st.sampled_from(fields)), draw(st.sampled_from([*sections, ""]))
    label = {"zh": draw(NAMES), "en": draw(NAMES)}
    before = draw(st.sampled_from([*fields, ""]))
    choice = next((each["id"] for each in data["fields"] if each.get("choices")), field)
    return draw(
        st.sampled_from(
            [
                designing.AddField(
                    designing.free_id(label["en"], fields), "text", label, section=section, before=before
                ),
                designing.AddField("way", "choice", label, {"choices": [{"id": "a", "label": label}]}, section=section),
                designing.ChangeField(field, {"label": label, "help": label, "required": True}),
                designing.ChangeField(field, {"help": None, "search": None, "label": label["zh"]}),
                designing.MoveField(field, section=section, before=before),
                designing.DuplicateField(field),
                designing.RetireField(field),
                designing.RenameField(field, "renamed"),
                designing.SetUnique(field, True),
                designing.SetUnique(field, False),
                designing.AddChoice(choice, "zzz", label),
                designing.RetireChoice(choice, "other"),
                designing.MoveChoice(choice, "other", 0),
                designing.RemoveChoice(choice, "zzz"),
                designing.ChangeForm({"show": "tabs", "plural": label}),
                designing.AddSection("added", label),
                designing.ChangeSection(section, {"label": label, "columns": 3, "later": True}),
                designing.MoveSection(section, 0),
                designing.RemoveSection(section),
            ]
        )
    )


@settings(max_examples=40)
@given(st.data())
def test_any_acts_give_a_form_that_loads_and_are_taken_back(data):
    know_all_kinds()
    first = text = data.draw(st.sampled_from(TEXTS))
    steps = []
    for _ in range(data.draw(st.integers(1, 8))):
        try:
            changed = designing.act(text, data.draw(acts(text)))
        except Refused:
            continue
        steps.append(designing.Step.between(text, changed))
        text = changed
    assert comments_of(text) == comments_of(first)
    assert read_single("form", text, file="form.yaml").definition is not None
    for step in reversed(steps):
        text = step.taken_back(text)
    assert text == first


def comments_of(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip().startswith("#")]


@pytest.mark.parametrize("kind", field_types.names())
def test_every_type_of_field_is_added_and_loads(kind):
    know_all_kinds()
    settings = designing.beginning(kind, forms=("lead",), lists=("area",), label={"zh": "新", "en": "New"})
    text = designing.act(LEAD, designing.AddField("added", kind, "New", settings, section="who"))
    assert read_single("form", text, file="form.yaml").definition is not None
