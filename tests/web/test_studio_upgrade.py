"""Upgrading a pack from the studio: ticked, kept, asked, previewed, into the draft, published; and what hinders."""

from __future__ import annotations

import re

import pytest

from definitions import say
from publishing import publish
from publishing.origins import origin_of
from records import drafts, packs

pytestmark = pytest.mark.both_databases

PACK = "b2b-leads/pack.yaml"
VIEW = "b2b-leads/views/lead_all.yaml"
MINE = "b2b-leads/views/lead_my_open.yaml"
UPGRADE = "/studio/packs/b2b-leads/upgrade"


@pytest.fixture
def text(office):
    with office.work() as work:
        return dict(work.catalog.files)


@pytest.fixture
def installed(office, text):
    """An older version of the pack, which was other than the shelf's in `was`, with `yours` in it by now."""

    def put(was=(), yours=(), version="0.9.0"):
        came = {path: each for path, each in text.items() if path.startswith("b2b-leads/")}
        came[PACK] = came[PACK].replace("version: 1.0.0", f"version: {version}")
        came |= {path: came[path].replace(new, old) for path, new, old in was}
        own = {**came, **{path: came[path].replace(old, new) for path, old, new in yours}}
        publish(office.workspace, {**text, **own}, author=None, message="older", now=office.now)
        with office.workspace.database.transaction() as connection:
            packs.keep(connection, "b2b-leads", came, revision=2, version=version, now=office.now)

    return put


BOTH = {"was": [(VIEW, "全部", "所有")], "yours": [(VIEW, "所有", "我们的线索")]}


def drafted(office) -> dict:
    with office.work() as work:
        return {file.path: file.text for file in drafts.listing(work.connection)}


def form_of(page, **answers):
    """What the form of the page would send, with answers."""
    ticked = re.findall(r'name="take" value="([^"]+)" checked', page)
    (digest,) = re.findall(r'name="digest" value="([^"]+)"', page)
    return {"digest": digest, "take": ticked, **answers}


def asked(page) -> list[str]:
    return list(dict.fromkeys(re.findall(r'name="(place:[^"]+)"', page)))


def test_what_only_the_pack_changed_is_ticked_and_goes_into_the_draft(admin, office, installed):
    installed(was=[(VIEW, "全部", "所有")], yours=[(MINE, "label: {zh: ", "label: {zh: 我们的")])
    page = admin.get(UPGRADE).text
    assert "从 0.9.0 升级到 1.0.0" in page and "所有 → 全部" in page and "我们的" in page
    answer = admin.post(UPGRADE, data=form_of(page))
    assert answer.headers["Location"] == "/studio/plan"
    assert set(drafted(office)) == {PACK, VIEW}


def test_what_is_not_ticked_stays_yours(admin, office, installed):
    installed(was=[(VIEW, "全部", "所有")])
    page = admin.get(UPGRADE).text
    admin.post(UPGRADE, data={**form_of(page), "take": []})
    assert set(drafted(office)) == {PACK}


def test_what_both_changed_has_to_be_decided(admin, office, installed):
    installed(**BOTH)
    page = admin.get(UPGRADE).text
    (name,) = asked(page)
    assert [*re.findall(r'<span class="line">([^<]+)</span></span></label>', page)][:2] == ["我们的线索", "全部"]
    answer = admin.post(UPGRADE, data=form_of(page))
    assert answer.status_code == 422 and "还有 1 处没定" in answer.text and not drafted(office)
    admin.post(UPGRADE, data=form_of(page, **{name: "yours"}))
    assert set(drafted(office)) == {PACK}


def test_theirs_is_taken_where_it_was_chosen(admin, office, installed, text):
    installed(**BOTH)
    page = admin.get(UPGRADE).text
    admin.post(UPGRADE, data=form_of(page, **dict.fromkeys(asked(page), "theirs")))
    assert "全部" in drafted(office)[VIEW] and "我们的线索" not in drafted(office)[VIEW]


def test_a_preview_shows_the_result_and_keeps_nothing(admin, office, installed):
    installed(**BOTH)
    page = admin.get(UPGRADE).text
    (name,) = asked(page)
    shown = admin.post(f"{UPGRADE}/preview", data=form_of(page, **{name: "theirs"})).text
    assert "合并结果" in shown and "我们的线索 → 全部" in shown and 'value="theirs" checked' in shown
    assert not drafted(office)


def test_what_was_published_is_what_the_next_upgrade_begins_with(admin, office, installed):
    installed(**BOTH)
    page = admin.get(UPGRADE).text
    admin.post(UPGRADE, data=form_of(page, **dict.fromkeys(asked(page), "yours")))
    admin.get("/studio/plan")
    admin.post("/studio/revisions", data={"message": "升级", "seen": "1"})
    with office.work() as work:
        origin = origin_of(work.connection, "b2b-leads", work.catalog.revision)
    assert (origin.version, "全部" in origin.files[VIEW]) == ("1.0.0", True)
    again = admin.get(UPGRADE).text
    assert "没有要采用的" in again and not asked(again)


def test_a_draft_that_is_dropped_leaves_the_pack_what_it_was(admin, office, installed):
    installed(**BOTH)
    page = admin.get(UPGRADE).text
    admin.post(UPGRADE, data=form_of(page, **dict.fromkeys(asked(page), "theirs")))
    assert "已经在草稿里" in admin.get(UPGRADE).text and "草稿里 1.0.0" in admin.get("/studio/packs").text
    admin.post("/studio/draft/discards")
    again = admin.get(UPGRADE).text
    assert "草稿里 1.0.0" not in admin.get("/studio/packs").text
    assert asked(again) and "已经在草稿里" not in again


def test_what_was_dropped_file_by_file_never_came(admin, office, installed):
    installed(was=[(VIEW, "全部", "所有")], version="1.0.0")
    admin.post(UPGRADE, data=form_of(admin.get(UPGRADE).text))
    assert set(drafted(office)) == {VIEW}
    admin.post("/studio/draft/discards", data={"path": VIEW})
    with office.work() as work:
        published = work.catalog.files[VIEW]
    admin.post(f"/studio/files/{VIEW}", data={"text": published.replace("所有", "我们的线索")})
    page = admin.get(UPGRADE).text
    assert "已经在草稿里" not in page and asked(page)


def test_what_the_draft_has_is_yours(admin, office, installed):
    installed(was=[(VIEW, "全部", "所有")])
    with office.work() as work:
        published = work.catalog.files[VIEW]
    admin.post(f"/studio/files/{VIEW}", data={"text": published.replace("所有", "草稿里的")})
    page = admin.get(UPGRADE).text
    (name,) = asked(page)
    admin.post(UPGRADE, data=form_of(page, **{name: "yours"}))
    assert "草稿里的" in drafted(office)[VIEW]


def test_who_looked_at_what_has_moved_is_told(admin, office, installed):
    installed(**BOTH)
    page = admin.get(UPGRADE).text
    (name,) = asked(page)
    with office.work() as work:
        files = dict(work.catalog.files)
    publish(office.workspace, {**files, MINE: files[MINE] + "# later\n"}, author=None, message="", now=office.now)
    answer = admin.post(UPGRADE, data=form_of(page, **{name: "theirs"}))
    assert answer.status_code == 409 and "再看一遍" in answer.text and 'value="theirs" checked' in answer.text
    assert not drafted(office)


def test_installing_what_is_installed_leads_to_the_upgrade(admin, office, installed):
    installed(**BOTH)
    assert admin.post("/studio/packs/b2b-leads/installation").headers["Location"] == UPGRADE
    assert admin.get("/studio/packs/b2b-leads/plan?do=install").headers["Location"] == UPGRADE
    assert f'href="{UPGRADE}"' in admin.get("/studio/packs").text


def test_an_older_version_is_called_so(admin, installed):
    installed(version="1.2.0")
    page = admin.get(UPGRADE).text
    assert "从 1.2.0 退回 1.0.0" in page and "比装着的 1.2.0 旧" in page
    assert "退回 1.0.0" in admin.get("/studio/packs").text


def test_a_result_that_fails_the_check_is_told_and_not_published(admin, office, installed):
    form = "b2b-leads/forms/lead.yaml"
    gone = "\n  - {id: shade, type: text, label: {zh: 色号, en: Shade}}"
    installed(was=[(form, "\nfields:", f"\nfields:{gone}")], yours=[(VIEW, "\nform: lead\n", "\nform: lead\n")])
    with office.work() as work:
        files = dict(work.catalog.files)
    own = "kind: view\nid: shades\nlabel: Shades\nform: lead\ncolumns: [shade]\n"
    publish(office.workspace, {**files, "local/views/shades.yaml": own}, author=None, message="", now=office.now)
    page = admin.get(UPGRADE).text
    assert "检查发现 1 个错误" in admin.post(f"{UPGRADE}/preview", data=form_of(page)).text
    admin.post(UPGRADE, data=form_of(page))
    plan = admin.get("/studio/plan").text
    assert "shade" in plan and say("studio.errors_first", "zh", n=1) in plan
    admin.post("/studio/revisions", data={"message": "", "seen": "1"})
    with office.work() as work:
        assert work.catalog.revision == 3


def test_another_pack_of_that_name_is_refused_with_a_way_on(admin, office, installed, text):
    with office.workspace.database.transaction() as connection:
        other = {PACK: text[PACK], "b2b-leads/views/x.yaml": "kind: view\nid: x\nlabel: X\nform: x\n"}
        packs.keep(connection, "b2b-leads", other, revision=1, version="0.9.0", now=office.now)
    answer = admin.get(UPGRADE)
    assert answer.status_code == 409 and "/studio/packs/b2b-leads/plan?do=uninstall" in answer.text


def test_a_draft_that_cannot_be_read_is_mended_first(admin, installed):
    installed(**BOTH)
    admin.post(f"/studio/files/{MINE}", data={"text": "kind: ["})
    answer = admin.get(UPGRADE)
    assert answer.status_code == 409 and f"/studio/files/{MINE}?face=yaml" in answer.text


def test_reps_may_not_look_at_it(rep):
    assert rep.get(UPGRADE).status_code == 403


def test_an_uninstall_lists_what_goes_by_owner_and_what_stays(admin, office, installed):
    office.submit()
    installed(yours=[(VIEW, "全部", "我们的线索")])
    with office.work() as work:
        files = dict(work.catalog.files)
    own = "kind: view\nid: ours\nlabel: 自己加的\nform: lead\ncolumns: [company]\n"
    publish(office.workspace, {**files, "b2b-leads/views/ours.yaml": own}, author=None, message="", now=office.now)
    page = admin.get("/studio/packs/b2b-leads/plan?do=uninstall").text
    groups = dict(re.findall(r'id="of-(\w+)"(.*?)</details>', page, re.DOTALL))
    assert list(groups) == ["yours", "changed", "pack"]
    assert "自己加的" in groups["yours"] and "我们的线索" in groups["changed"] and "线索评分卡" in groups["pack"]
    assert re.search(r'<span class="v">1</span><span>条「线索」的记录', page)
    assert "条在途记录停在原处，「线索流程」回来后接着走" in page and "往下走" not in page
