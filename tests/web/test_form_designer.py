"""The form designer's page and acts, as an admin's browser uses them without scripts."""

import pytest

from accounts import people
from forms import field_types
from records import drafts, tables

LEAD = "b2b-leads/forms/lead.yaml"
PAGE = "/studio/forms/lead"


@pytest.fixture
def act(admin):
    """Does one act, as a form of the page does."""

    def post(name: str, state: str = "", **values):
        return admin.post(f"{PAGE}/acts", data={"act": name, "state": state, **values}, follow_redirects=True)

    return post


@pytest.fixture
def drafted(office, admin):
    """The text of the form as the draft has it."""

    def read() -> str:
        with office.work() as work:
            return drafts.over(work.connection, dict(work.catalog.files))[LEAD]

    return read


def test_the_page_draws_sections_fields_and_every_type(admin):
    page = admin.get(PAGE).text
    assert 'id="card-company"' in page and "需求与预算" in page
    assert all(f'data-add="{name}"' in page for name in field_types.names())


@pytest.mark.parametrize(
    "selected", ["field=phone", "field=source", "section=who", "width=phone", "yaml=1", "field=gone"]
)
def test_whatever_is_selected_is_shown(admin, selected):
    assert admin.get(f"{PAGE}?{selected}").status_code == 200


def test_nobody_else_designs(rep):
    assert rep.get(PAGE).status_code == 403
    assert rep.post(f"{PAGE}/acts", data={"act": "retire_field", "field": "phone"}).status_code == 403


def test_a_form_that_is_not_there_is_not_found(admin):
    assert admin.get("/studio/forms/nothing").status_code == 404
    assert admin.post("/studio/forms/nothing/acts", data={"act": "add_section"}).status_code == 404
    assert admin.post(f"{PAGE}/acts", data={"act": "explode"}).status_code == 404


def test_a_clicked_type_comes_behind_the_selected_field(act, drafted):
    page = act("add_field", type="rating", after="phone", state="field=phone").text
    assert 'data-id="rating"' in page
    assert "phone, rating, email" in drafted()


def test_a_clicked_type_with_nothing_selected_comes_where_a_new_record_is_asked(act, drafted):
    act("add_field", type="rating")
    assert "landing_page, cost, rating]" in drafted() and "invalid_reason]" in drafted()


def test_a_required_field_that_new_records_are_not_asked_is_named_with_its_section(act, drafted):
    page = act("add_field", type="rating", section="exits")
    page = act("change_field", field="rating", **{"has.required": "1", "required": "1"}).text
    assert "「评分」必填又没有默认值，不能放在新建时不问的分组「出口」" in page


def test_an_id_made_up_is_of_no_field_that_was_there_once(office, act, drafted):
    with office.work() as work:
        gone = [{"form": "lead", "name": name, "type": "text", "at": work.now} for name in ("f_rating", "f_phone_2")]
        work.connection.execute(tables.retired_column.insert(), gone)
    act("add_field", type="rating", after="phone", state="field=phone")
    act("duplicate_field", field="phone")
    assert "phone, phone_3, rating_2, email" in drafted()


def test_a_changed_setting_touches_one_line(act, drafted):
    before = drafted()
    act("change_field", field="phone", **{"has.label": "1", "label.zh": "手机", "label.en": "Phone"})
    gone = [line for line in before.splitlines() if line not in drafted().splitlines()]
    assert gone == ["    label: {zh: 手机号, en: Phone}"]


def test_what_was_not_sent_is_not_changed(act, drafted):
    before = drafted()
    act("change_field", field="phone")
    assert drafted() == before


def test_a_number_that_is_none_is_said_beside_its_setting(admin, drafted):
    sent = {"act": "change_field", "field": "employees", "has.min": "1", "min": "many"}
    answer = admin.post(f"{PAGE}/acts", data=sent)
    assert answer.status_code == 422 and "「many」不是数字" in answer.text
    assert "min: many" not in drafted() and 'value="many"' in answer.text


def test_the_id_of_a_published_field_stays(act, drafted):
    act("change_field", field="phone", id="telephone")
    assert "telephone" not in drafted()


def test_a_new_field_is_named_as_one_likes_and_not_as_the_platform(act, drafted):
    act("add_field", type="text", section="who")
    assert "不能用" in act("change_field", field="text", id="owner").text
    act("change_field", field="text", id="fax")
    assert "{id: fax, type: text" in drafted()


def test_fields_step_over_the_edge_of_their_section(act, drafted):
    act("move_field", field="tags", step="down")
    assert "fields: [tags, need," in drafted()
    act("move_field", field="tags", step="up")
    assert "city, tags]" in drafted()


def test_what_names_records_is_not_retired(act, drafted):
    before = drafted()
    assert "不能停用" in act("retire_field", field="company").text
    assert drafted() == before


def test_choices_are_added_several_at_once(act, drafted):
    act("change_field", field="timeline", new_choice="本月\r\n下月")
    assert "{id: benyue, label: 本月}" in drafted() and "{id: xiayue, label: 下月}" in drafted()


def test_a_published_choice_is_retired_and_a_new_one_goes(act, drafted):
    act("change_field", field="timeline", do="choice_retire:year")
    assert "{id: year, label: {zh: 今年内, en: This year}, retired: true}" in drafted()


def test_a_section_is_added_renamed_and_only_removed_when_empty(act, drafted):
    before = drafted()
    act("add_section")
    act("change_section", section="section", columns="1", **{"label.zh": "其他", "label.en": "Other"})
    assert "{id: section, label: {zh: 其他, en: Other}, columns: 1, fields: []}" in drafted()
    act("remove_section", section="section")
    assert drafted() == before


def test_the_form_itself_has_settings(act, drafted):
    sent = {"label.zh": "商机", "label.en": "Lead", "plural.zh": "线索", "plural.en": "Leads", "icon": "star"}
    act(
        "change_form",
        title="company",
        number="LD-{year}-{serial:6}",
        subtitle=["contact", "phone"],
        show="tabs",
        **sent,
    )
    assert "label: {zh: 商机, en: Lead}" in drafted() and "show: tabs" in drafted() and "icon: star" in drafted()


def test_a_rule_is_told_in_words_while_it_is_written(admin):
    answer = admin.post(f"{PAGE}/rule", data={"setting": "required_when", "required_when": "empty(email)"})
    assert "邮箱" in answer.text and "<html" not in answer.text


def test_a_wrong_rule_has_a_caret(admin):
    answer = admin.post(f"{PAGE}/rule", data={"setting": "visible_when", "visible_when": "empty(emial)"})
    assert "email" in answer.text and "^" in answer.text


def test_a_problem_stands_at_its_field(act):
    page = act(
        "change_field", field="city", state="field=city", **{"has.visible_when": "1", "visible_when": "filled(x)"}
    ).text
    assert page.index('id="card-city"') < page.index('class="t12 err"') < page.index('id="card-tags"')


def test_a_broken_file_can_only_be_mended_as_text(admin):
    admin.post(f"/studio/files/{LEAD}", data={"text": "kind: form\nid: lead\ntitle: x\nfields: nonsense\n"})
    page = admin.get(PAGE)
    assert page.status_code == 200 and "到 YAML 里改好" in page.text


def test_what_somebody_else_changed_is_looked_at_first(office, admin, act, drafted):
    page = admin.get(PAGE).text
    opened = page.split('name="opened" value="')[1].split('"')[0]
    act("change_field", field="phone", opened=opened, **{"has.help": "1", "help.zh": "甲"})
    act("change_field", field="phone", opened=opened, **{"has.help": "1", "help.zh": "乙"})
    assert "help: 乙" in drafted()
    with office.work() as work:
        people.change(work, office.id("chen.liqun"), role="admin")
    other = office.client_for("chen.liqun")
    answer = other.post(f"{PAGE}/acts", data={"act": "retire_field", "field": "phone", "opened": opened})
    assert answer.status_code == 409 and "徐岚" in answer.text
    assert "id: phone" in drafted()


def test_lists_and_files_of_the_studio_point_here(admin):
    assert f'href="{PAGE}"' in admin.get("/studio/files?kind=form").text
    assert f'href="{PAGE}"' in admin.get(f"/studio/files/{LEAD}").text
    assert f"/studio/files/{LEAD}?face=yaml" in admin.get(PAGE).text


def test_the_last_act_is_taken_back_and_done_again(admin, act, drafted):
    before = drafted()
    act("retire_field", field="phone")
    act("add_section")
    for way in ("back", "back", "forth", "forth", "back", "back"):
        assert admin.post(f"{PAGE}/steps", data={"way": way}).status_code == 303
    assert drafted() == before
    assert "没有改动" in admin.get("/studio").text


def test_what_changed_otherwise_since_is_not_taken_back(admin, act, drafted):
    act("retire_field", field="phone")
    admin.post(f"/studio/files/{LEAD}", data={"text": drafted() + "# more\n"})
    assert admin.post(f"{PAGE}/steps", data={"way": "back"}).status_code == 409
    assert "# more" in drafted()


def test_many_acts_never_outgrow_a_cookie(admin, act):
    for n in range(12):
        help = {"help.zh": f"{n} " + "说明长" * 60, "help.en": f"{n} " + "word " * 60}
        act("change_field", field="need", **{"has.help": "1", **help})
    assert len(admin.get_cookie("leadwright").value) < 4000
    assert admin.post(f"{PAGE}/steps", data={"way": "back"}).status_code == 303


def test_a_type_changes_until_it_is_published(act, drafted):
    act("add_field", type="choice", section="who")
    act("change_field", field="choice", type="multi_choice")
    assert "type: multi_choice" in drafted() and "label: {zh: 选项一, en: First}" in drafted()
    act("change_field", field="choice", type="rating")
    assert "{zh: 选项一, en: First}" not in drafted()
    act("change_field", field="phone", type="text")
    assert "type: phone" in drafted()


def test_a_new_form_is_asked_for_by_name(admin):
    assert "设备巡检" in admin.get("/studio/forms/new").text
    assert "先给表单起个名字" in admin.post("/studio/forms", data={"zh": " "}).text


def test_a_new_form_brings_a_list_and_rights_and_checks_clean(office, admin):
    sent = {
        "zh": "设备巡检",
        "en": "Inspection",
        "icon": "tool",
        "pasted": "设备\t电话\n冲床\t13912345678",
        "see.rep": "own",
    }
    answer = admin.post("/studio/forms", data={**sent, "see.manager": "none"})
    assert answer.headers["Location"] == "/studio/forms/inspection"
    assert "新建「设备巡检」的数据表" in admin.get("/studio/plan").text
    home = admin.get("/studio").text
    assert "local/forms/inspection.yaml" in home and "local/views/inspection_all.yaml" in home
    assert "b2b-leads/roles/rep.yaml" in home and "b2b-leads/roles/manager.yaml" not in home
    assert "没有问题" in home
    assert 'id="card-shebei"' in admin.get("/studio/forms/inspection").text


def test_a_second_form_of_a_name_gets_another_id(admin):
    for id in ("lead_2", "lead_3"):
        assert admin.post("/studio/forms", data={"en": "Lead"}).headers["Location"] == f"/studio/forms/{id}"


BAD = [{"id": "Bad Id"}, {"id": "lead"}, {"pack": "../x"}, {"pasted": ",,,"}, {"icon": "<b>"}]


@pytest.mark.parametrize("bad", BAD)
def test_what_cannot_begin_is_said_and_nothing_is_kept(admin, bad):
    answer = admin.post("/studio/forms", data={"zh": "巡检", **bad})
    assert answer.status_code == 422 and 'role="alert"' in answer.text
    assert "没有改动" in admin.get("/studio").text


def test_lists_follow_a_retired_field_and_come_back_with_it(office, admin, act):
    def lists():
        with office.work() as work:
            files = drafts.over(work.connection, dict(work.catalog.files))
            return {path: text for path, text in files.items() if path.startswith("b2b-leads/views/lead")}

    before = lists()
    act("retire_field", field="budget")
    assert all("budget" not in text.split("columns:")[1].split("]")[0] for text in lists().values())
    admin.post(f"{PAGE}/steps", data={"way": "back"})
    assert lists() == before
    assert "没有改动" in admin.get("/studio").text


def test_a_field_is_ticked_as_sensitive(act, drafted):
    assert 'name="sensitive"' in act("change_field", field="phone", state="field=phone").text
    act("change_field", field="phone", **{"has.sensitive": "1", "sensitive": "1"})
    assert "sensitive: true" in drafted()


MISSHAPEN = [
    ("fields: [", "layout: 5\nfields: ["),
    ("fields: [", "subtitle: 5\nfields: ["),
    ("fields: [", "duplicates: 5\nfields: ["),
    ("fields: [", "layout: [{id: [1], fields: [[1]]}]\nfields: ["),
    ("id: name", "id: [1]"),
    ("label: Name", "label: Name, type: choice, choices: [1, null]"),
    ("label: Name", "label: Name, type: choice, choices: 5"),
]


@pytest.mark.parametrize(("sound", "broken"), MISSHAPEN)
def test_a_text_of_another_shape_is_to_be_mended_first(office, admin, sound, broken):
    text = "kind: form\nid: odd\nlabel: Odd\ntitle: name\nfields: [{id: name, label: Name}]\n"
    with office.work("xu.lan") as work:
        odd = drafts.DraftFile("local/forms/odd.yaml", text.replace(sound, broken), office.id("xu.lan"), 1, office.now)
        drafts.save(work.connection, odd)
    assert admin.get("/studio/forms/odd").status_code == 200
    for act in ("add_section", "change_field"):
        assert admin.post("/studio/forms/odd/acts", data={"act": act, "field": "name"}).status_code == 409


def test_an_address_cut_short_leads_to_the_list(admin):
    assert admin.get("/studio/forms").headers["Location"] == "/studio/files?kind=form"
    assert admin.get("/teams").headers["Location"] == "/people"


def renamed(act, id="date", **words):
    """What the page answers when a new field is called otherwise."""
    sent = {f"label.{lang}": text for lang, text in words.items()}
    return act("change_field", field=id, id=id, state=f"field={id}", **{"has.label": "1", **sent}).text


def test_the_id_of_a_new_field_follows_its_name(act, drafted):
    act("add_field", type="date", section="who")
    assert 'data-id="jiaofu_riqi"' in renamed(act, zh="交付日期", en="Date")
    assert 'data-id="delivery_date"' in renamed(act, "jiaofu_riqi", zh="交付日期", en="Delivery date")
    assert "tags, delivery_date]" in drafted() and "id: date" not in drafted()


def test_an_id_that_is_taken_gets_a_number(act, drafted):
    act("add_field", type="text", section="who")
    renamed(act, "text", zh="文本", en="Company")
    assert "{id: company_2, type: text" in drafted()


def test_a_published_field_keeps_its_id_under_another_name(act, drafted):
    renamed(act, "phone", zh="手机号", en="Mobile")
    assert "id: phone\n" in drafted() and "mobile" not in drafted()


def test_an_id_that_was_typed_stays_until_its_box_is_emptied(act, drafted):
    act("add_field", type="date", section="who")
    act("change_field", field="date", id="due")
    renamed(act, "due", zh="日期", en="Delivery date")
    assert "id: due" in drafted()
    act("change_field", field="due", id="")
    assert "id: delivery_date" in drafted()


def test_an_id_that_the_form_had_before_stays_with_its_values(office, act, drafted):
    act("add_field", type="date", section="who")
    with office.work() as work:
        work.connection.execute(
            tables.retired_column.insert(), {"form": "lead", "name": "f_date", "type": "text", "at": work.now}
        )
    renamed(act, zh="日期", en="Delivery date")
    assert "id: date" in drafted()


def test_rules_and_lists_follow_the_new_id(office, act, drafted):
    act("add_field", type="date", section="who")
    act(
        "change_field",
        field="city",
        **{"has.visible_when": "1", "visible_when": "filled(date) and company != 'date'"},
    )
    renamed(act, zh="日期", en="Delivery date")
    assert "filled(delivery_date)" in drafted() and "!= 'date'" in drafted()


def test_a_step_back_brings_name_and_id_back_and_keeps_the_field_selected(admin, act, drafted):
    act("add_field", type="date", section="who")
    before = drafted()
    renamed(act, zh="日期", en="Delivery date")
    for way, id in (("back", "date"), ("forth", "delivery_date"), ("back", "date")):
        sent = {"way": way, "state": f"field={'delivery_date' if id == 'date' else 'date'}"}
        page = admin.post(f"{PAGE}/steps", data=sent, follow_redirects=True).text
        assert f'data-id="{id}"' in page
    assert drafted() == before


def test_what_is_sent_while_the_id_changes_reaches_the_field(admin, act, drafted):
    page = act("add_field", type="date", section="who").text
    place = page.split('name="place" value="')[1].split('"')[0]
    renamed(act, zh="日期", en="Delivery date")
    act("change_field", field="date", id="date", place=place, **{"has.help": "1", "help.en": "When"})
    assert "help: When" in drafted() and "id: delivery_date" in drafted()
    assert "没有字段" in act("change_field", field="gone", place="0", **{"has.help": "1", "help.en": "No"}).text
