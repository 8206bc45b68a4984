"""Choices are merged, split and taken back on the designer's page, with the records that hold them."""

import pytest

from publishing import publish
from records import drafts

LEAD, SITE, PAGE = "b2b-leads/forms/lead.yaml", "b2b-leads/inlets/site.yaml", "/studio/forms/lead"


@pytest.fixture
def act(admin):
    def post(**values):
        sent = {"act": "change_field", "state": "field=source", "field": "source", **values}
        return admin.post(f"{PAGE}/acts", data=sent, follow_redirects=True)

    return post


@pytest.fixture
def drafted(office):
    def read(path=LEAD):
        with office.work() as work:
            return drafts.over(work.connection, dict(work.catalog.files))[path]

    return read


def test_each_choice_says_how_many_records_hold_it(admin, office):
    office.submit(company="甲", contact="王", phone="13800000001", source="fair")
    told = admin.get(f"{PAGE}/held?field=source").text
    assert "1 条在用" in told and "没有记录在用" in told and "source+%3D+%27fair%27" in told


def test_merging_names_choices_in_ones_own_language(admin):
    page = admin.get(f"{PAGE}?field=source&lang=en").text
    assert 'value="choice_merge:fair>partner">Partner<' in page


def test_one_error_is_told_as_one(admin, act):
    act(do="choice_split:fair")  # what an inlet gives is no choice any more
    assert "1 error, 0 warnings" in admin.get("/studio/plan?lang=en").text


def test_the_counts_are_for_those_who_may_see_the_records(rep, admin):
    assert rep.get(f"{PAGE}/held?field=source").status_code in (403, 404)
    assert "条在用" not in admin.get(f"{PAGE}/held?field=company").text


def test_a_merge_is_drawn_planned_and_taken_back(act, admin, drafted, office):
    office.submit(company="甲", contact="王", phone="13800000001", source="fair")
    before = drafted(), drafted(SITE)
    assert "「展会」并入这里" in act(do="choice_merge:fair>partner").text
    assert "from: [fair]" in drafted() and "fair: partner" in drafted(SITE)
    plan = admin.get("/studio/plan").text
    assert "来源从「展会」改为「合作伙伴」" in plan and "并入「展会」" in plan and "不动已有数据" not in plan
    act(do="choice_unmerge:fair")
    assert (drafted(), drafted(SITE)) == before


def test_of_two_merges_the_one_that_is_taken_back_leaves_the_other(act, drafted):
    act(do="choice_merge:white_paper>other")
    one = drafted(), drafted(SITE)
    act(do="choice_merge:fair>other")
    act(do="choice_unmerge:fair")
    assert (drafted(), drafted(SITE)) == one


def test_undo_takes_a_merge_back_in_every_file(act, admin, drafted):
    before = drafted(), drafted(SITE)
    act(do="choice_merge:fair>partner")
    admin.post(f"{PAGE}/steps", data={"way": "back", "state": "field=source"})
    assert (drafted(), drafted(SITE)) == before


def test_parts_of_a_choice_are_told_apart_by_conditions(act, drafted):
    page = act(do="choice_split:overseas", field="region", state="field=region").text
    assert page.count("由「海外」拆来") == 2 and 'name="c.overseas_1.when"' in page
    act(field="region", **{"c.overseas_1.when": "filled(city)"})
    assert "when: filled(city), from: [overseas]" in drafted() or 'when: "filled(city)", from: [overseas]' in drafted()


def test_a_name_in_one_language_is_told_and_holds_up_nothing(act, admin):
    assert "还没有英文名称" in act(new_choice="抖音").text
    plan = admin.get("/studio/plan").text
    assert "来源的选项还没有英文名称：「抖音」" in plan or "来源的选项还没有英文名称：抖音" in plan
    assert admin.get("/studio/problems").status_code == 200 and "0 错误" in plan


def test_a_name_that_reads_the_same_lacks_nothing(act):
    assert "还没有英文名称" not in act(new_choice="SAP").text


def test_a_choice_gets_a_colour_on_the_page(act, drafted, admin):
    act(**{"c.fair.color": "good"})
    assert "{id: fair, label: {zh: 展会, en: Trade fair}, color: good}" in drafted()
    assert '<option value="good" selected>绿' in admin.get(f"{PAGE}?field=source").text
    act(**{"c.fair.color": "plain"})
    assert "color: good" not in drafted()


def test_lists_and_records_show_the_colour(office, manager):
    lead = office.submit(company="甲", contact="王", phone="13800000001", source="fair")
    with office.work() as work:
        files = dict(work.catalog.files)
    colored = files[LEAD].replace(
        "label: {zh: 展会, en: Trade fair}}", "label: {zh: 展会, en: Trade fair}, color: good}"
    )
    publish(office.workspace, {**files, LEAD: colored}, author=None, message="", now=office.now)
    chip = '<span class="chip good">展会</span>'
    assert chip in manager.get("/records/lead?cols=company,source").text
    assert chip in manager.get(f"/records/lead/{lead}").text
