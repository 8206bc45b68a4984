"""Publishing from the studio: look first, publish, roll back, two admins, a second process that serves."""

import re

import pytest

from forms import table_of
from publishing import Settings, Workspace, publish
from records import store
from web import create_app

pytestmark = pytest.mark.both_databases

LEAD = "b2b-leads/forms/lead.yaml"
VIEW = "b2b-leads/views/lead_all.yaml"
MOOD = "  - {id: mood, type: rating, label: {zh: 心情, en: Mood}}\n"


@pytest.fixture
def text(office):
    with office.work() as work:
        return dict(work.catalog.files)


@pytest.fixture
def renamed(admin, text) -> str:
    """A draft that touches no data: a view is called something else."""
    admin.post(f"/studio/files/{VIEW}", data={"text": text[VIEW].replace("全部", "所有线索")})
    return VIEW


def revision(office) -> int:
    with office.work() as work:
        return work.catalog.revision


def test_a_draft_is_published_with_its_message(admin, office, renamed):
    admin.get("/studio/plan")
    admin.post("/studio/revisions", data={"message": "叫得清楚些"})
    assert revision(office) == 2
    assert "叫得清楚些" in admin.get("/studio/revisions").text
    assert "没有改动" in admin.get("/studio").text


def test_a_second_application_serves_it_at_once(admin, office, renamed, tmp_path):
    other = create_app(Workspace(Settings(tmp_path, office.workspace.settings.database_url)), clock=lambda: office.now)
    assert other.test_client().get("/healthz").json["revision"] == 1
    admin.post("/studio/revisions", data={"message": ""})
    assert other.test_client().get("/healthz").json["revision"] == 2


def test_nothing_is_published_while_there_are_errors(admin, office, text):
    admin.post(f"/studio/files/{LEAD}", data={"text": text[LEAD].replace("type: phone", "type: fone")})
    admin.post("/studio/revisions", data={"message": ""})
    assert revision(office) == 1


def test_touched_data_has_to_be_looked_at_first(admin, office, text):
    office.submit()
    shorter = re.sub(r"\n  - id: attachments\n(    .*\n)+", "\n", text[LEAD]).replace(", attachments", "")
    admin.post(f"/studio/files/{LEAD}", data={"text": shorter})
    scorecard = "b2b-leads/grading/lead_scorecard.yaml"
    admin.post(f"/studio/files/{scorecard}", data={"text": text[scorecard].replace("points: 25", "points: 26")})
    admin.post("/studio/revisions", data={"message": ""})
    assert revision(office) == 1
    assert "发布前先看一眼" in (before := admin.get("/studio").text) and "看过了" not in before
    page = admin.get("/studio/plan").text
    assert "重新评分" in page
    assert "看过了" in admin.get("/studio").text
    admin.post("/studio/revisions", data={"message": ""})
    assert revision(office) == 2


def test_rules_that_records_meet_are_not_ticked_unseen(admin, office, text):
    pipeline = next(path for path in text if "/pipelines/" in path)
    admin.post(f"/studio/files/{pipeline}", data={"text": text[pipeline].replace("label: {zh: ", "label: {zh: 新", 1)})
    assert "看过了" not in admin.get("/studio").text


def test_what_touches_no_record_needs_no_look(admin, office, text):
    view = next(path for path in text if "/views/" in path and "\norder: " in text[path])
    admin.post(f"/studio/files/{view}", data={"text": text[view].replace("\norder: ", "\norder: 9")})
    assert "不用看" in (page := admin.get("/studio").text) and "看过了" not in page


def test_the_plan_says_who_changes_grade_and_keeps_nothing(admin, office, text):
    lead = office.submit(budget="800000")
    scorecard = "b2b-leads/grading/lead_scorecard.yaml"
    admin.post(
        f"/studio/files/{scorecard}",
        data={"text": text[scorecard].replace("points: 25", "points: 60").replace("cap: 30", "cap: 60")},
    )
    assert "C → B 1" in admin.get("/studio/plan").text
    with office.work() as work:
        table = table_of(work.catalog, "lead")
        assert work.connection.execute(table.select().where(table.c.id == lead)).one().grade == "C"


def test_a_new_field_that_no_scorecard_reads_hides_no_move(admin, office, text):
    office.submit(budget="800000")
    scorecard = "b2b-leads/grading/lead_scorecard.yaml"
    changed = text[scorecard].replace("points: 25", "points: 60").replace("cap: 30", "cap: 60")
    admin.post(f"/studio/files/{scorecard}", data={"text": changed})
    admin.post("/studio/forms/lead/acts", data={"act": "add_field", "type": "rating"})
    assert "C → B 1" in admin.get("/studio/plan").text


def test_the_plan_says_why_nobody_knows_who_changes_grade(admin, office, text):
    office.submit(budget="800000")
    scorecard = "b2b-leads/grading/lead_scorecard.yaml"
    admin.post(f"/studio/files/{LEAD}", data={"text": text[LEAD].replace("\nfields:\n", f"\nfields:\n{MOOD}", 1)})
    reading = text[scorecard].replace('when: "', 'when: "filled(mood) or ', 1)
    assert reading != text[scorecard]
    admin.post(f"/studio/files/{scorecard}", data={"text": reading})
    for address in ("/studio/plan", f"/studio/parts/{scorecard}/impact"):
        page = admin.get(address).text
        assert "哪些会换等级，现在还说不准" in page and "先只发布表单" in page


def test_a_proposed_message_counts_what_it_does_not_name(admin, text):
    views = sorted(path for path in text if "\norder: " in text[path] and "/views/" in path)[:4]
    for view in views:
        admin.post(f"/studio/files/{view}", data={"text": text[view].replace("\norder: ", "\norder: 9")})
    assert "等 4 项</textarea>" in admin.get("/studio/plan").text


def test_what_is_closed_counts_among_what_is_graded_again(admin, office, text):
    office.submit()
    closed = office.submit(phone="13920461137")
    with office.work() as work:
        store.update_unversioned(work.connection, table_of(work.catalog, "lead"), closed, {"outcome": "lost"})
    scorecard = "b2b-leads/grading/lead_scorecard.yaml"
    admin.post(f"/studio/files/{scorecard}", data={"text": text[scorecard].replace("points: 25", "points: 26")})
    page = re.sub(r"<[^>]+>|\s", "", admin.get("/studio/plan").text)
    assert "2条会重新算" in page and "2条记录会按新的" in page


def test_the_bar_counts_records_graded_again(admin, office, text):
    office.submit()
    scorecard = "b2b-leads/grading/lead_scorecard.yaml"
    admin.post(f"/studio/files/{scorecard}", data={"text": text[scorecard].replace("points: 25", "points: 26")})
    bar = admin.get("/studio").text
    assert "1 条会重新算" in bar and "发布前先看一眼" in bar and "不动已有数据" not in bar
    admin.get("/studio/plan")
    assert "看过了" in admin.get("/studio").text


def test_the_bar_counts_records_computed_again(admin, office, text):
    office.submit()
    computed = "fields:\n  - {id: twice, type: integer, label: Twice, formula: 1 + 1}\n"
    admin.post(f"/studio/files/{LEAD}", data={"text": text[LEAD].replace("fields:\n", computed, 1)})
    assert "1 条会重新算" in admin.get("/studio").text
    assert "的计算值会重新算" in admin.get("/studio/plan").text


def test_a_draft_that_changed_after_the_look_waits(admin, office, renamed, text):
    digest = admin.get("/studio/plan").text.split('name="digest" value="')[1].split('"')[0]
    admin.post(f"/studio/files/{LEAD}", data={"text": text[LEAD] + "# later\n"})
    admin.post("/studio/revisions", data={"digest": digest, "message": ""})
    assert revision(office) == 1


def test_the_base_that_moved_on_is_told(admin, office, renamed, text):
    admin.get("/studio/plan")
    publish(office.workspace, {**text, LEAD: text[LEAD] + "# else\n"}, author=None, message="", now=office.now)
    admin.post("/studio/revisions", data={"base": "1", "message": ""})
    assert revision(office) == 2
    assert "1 处改动" in admin.get("/studio").text


@pytest.mark.parametrize("base", ["", "x", "1.0", "999999999999999999999"])
def test_a_base_that_cannot_be_read_publishes_nothing(admin, office, renamed, base):
    admin.get("/studio/plan")
    admin.post("/studio/revisions", data={"base": base, "message": ""})
    assert revision(office) == 1
    assert "没有说清你看的是第几版" in admin.get("/studio").text
    admin.post("/studio/revisions/1/rollback", data={"base": base})
    assert revision(office) == 1


@pytest.fixture
def clash(admin, office, renamed, text):
    """Somebody publishes the very file that is being edited."""
    theirs = text[VIEW].replace("全部", "每一条")
    publish(office.workspace, {**text, VIEW: theirs}, author=None, message="", now=office.now)


def test_a_file_published_meanwhile_is_never_overwritten(admin, office, clash):
    admin.get("/studio/plan")
    admin.post("/studio/revisions", data={"message": ""})
    assert revision(office) == 2
    page = admin.get("/studio/draft").text
    assert "每一条" in page and "所有线索" in page


def test_keeping_mine_lets_it_be_published(admin, office, clash):
    admin.post("/studio/draft/resolutions", data={"path": VIEW, "keep": "mine"})
    admin.get("/studio/plan")
    admin.post("/studio/revisions", data={"message": ""})
    assert revision(office) == 3


def test_taking_theirs_leaves_no_draft(admin, clash):
    admin.post("/studio/draft/resolutions", data={"path": VIEW, "keep": "theirs"})
    assert "没有改动" in admin.get("/studio").text


def test_rolling_back_publishes_the_old_files_again(admin, office, renamed, text):
    admin.post("/studio/revisions", data={"message": ""})
    assert "回滚到第 1 版" in admin.get("/studio/plan?to=1").text
    admin.post("/studio/revisions/1/rollback", data={"base": "2"})
    with office.work() as work:
        assert (work.catalog.revision, dict(work.catalog.files)) == (3, text)


def test_a_revision_says_what_became_of_it(admin, office, renamed):
    admin.post("/studio/revisions", data={"message": "改名"})
    page = admin.get("/studio/revisions/1").text
    assert "又发布过 1 次" in page and "第 2 版又改了" in page and "回滚到第 1 版…" in page and "改名" in page
    assert "这一版之后" not in admin.get("/studio/revisions/2").text


def test_a_revision_that_is_in_use_again_needs_no_way_back(admin, renamed):
    admin.post("/studio/revisions", data={"message": ""})
    admin.post("/studio/revisions/1/rollback", data={"base": "2"})
    page = admin.get("/studio/revisions/1").text
    assert "不用回滚" in page and "回滚到第 1 版…" not in page


def test_a_rollback_planned_on_an_older_base_waits(admin, office, renamed):
    admin.post("/studio/revisions", data={"message": ""})
    admin.post("/studio/revisions/1/rollback", data={"base": "1"})
    assert revision(office) == 2


def test_a_pack_is_installed_beside_the_other_and_removed(admin, office):
    admin.post("/studio/packs/olist/installation")
    with office.work() as work:
        assert work.catalog.find("form", "olist_lead") and work.catalog.find("form", "lead")
    admin.post("/studio/packs/olist/removal")
    with office.work() as work:
        assert work.catalog.find("form", "olist_lead") is None


def test_a_pack_that_others_need_offers_no_removal(admin):
    page = admin.get("/studio/packs").text
    assert "/studio/packs/base/plan?do=uninstall" not in page and "B2B 销售线索要用它" in page
    assert "/studio/packs/b2b-leads/plan?do=uninstall" in page


def test_nothing_to_publish_makes_no_revision(admin, office):
    admin.post("/studio/revisions", data={"message": "nothing"})
    assert revision(office) == 1


def test_the_plan_calls_a_new_field_by_its_label(admin, text):
    admin.post(f"/studio/files/{LEAD}", data={"text": text[LEAD].replace("\nfields:\n", f"\nfields:\n{MOOD}", 1)})
    rows = re.findall(r'<span class="v">(.*?)</span><span>(.*?)<', admin.get("/studio/plan").text)
    assert ("·", "「线索」新增字段 心情") in rows, "of a column that comes there is nothing to count"


def test_revisions_name_what_changed(admin, text):
    admin.post(f"/studio/files/{LEAD}", data={"text": text[LEAD].replace("\nfields:\n", f"\nfields:\n{MOOD}", 1)})
    admin.get("/studio/plan")
    admin.post("/studio/revisions", data={"message": ""})
    assert "改动表单「线索」：字段：加了「心情」" in admin.get("/studio/revisions").text


def test_the_impact_names_what_becomes_required(admin, office, text):
    office.submit()
    must = text[LEAD].replace(
        "\nfields:\n", "\nfields:\n" + MOOD.replace("label:", "rights: [{be: required}], label:"), 1
    )
    admin.post(f"/studio/files/{LEAD}", data={"text": must})
    page = admin.get("/studio/plan").text
    assert "条在途记录还没有「心情」，保存或进入下一阶段时会被要求" in page
    assert "在途的记录不受影响" not in page
