"""Pairs that may be one are looked at, merged and taken apart again on pages; the old address leads to the new one."""

import pytest
from sqlalchemy import select

from jobs.hourly import Hourly
from records import tables

pytestmark = pytest.mark.parametrize("office_store", ["sqlite"], indirect=True)


@pytest.fixture
def pair(office):
    one = office.submit(company="苏州恒锐精密机械有限公司", phone="13900002046")
    return one, office.submit(company="恒锐精密机械", phone="13900002047", budget="500000")


def look(office, admin):
    admin.post("/records/lead/duplicates/scans")
    for _ in range(6):
        office.deliver()
    return admin.get("/records/lead/duplicates").text


def test_pair_is_merged_and_taken_apart(office, admin, pair):
    one, other = pair
    queue = look(office, admin)
    assert "公司名称相同（不计地名和公司形式）" in queue and f"/records/lead/duplicates/{one}/{other}" in queue
    compared = admin.get(f"/records/lead/duplicates/{one}/{other}").text
    assert 'name="phone" value="one" checked' in compared and 'name="budget" value="other" checked' in compared
    merged = admin.post(f"/records/lead/duplicates/{one}/{other}/merging", data={"company": "other", "phone": "one"})
    assert merged.location == f"/records/lead/{one}"
    page = admin.get(f"/records/lead/{one}").text
    assert "恒锐精密机械" in page and "撤销合并" in page
    assert admin.get(f"/records/lead/{other}").location == f"/records/lead/{one}"
    admin.post("/records/lead/duplicates/undoing", data={"merge": "1"})
    assert admin.get(f"/records/lead/{other}").status_code == 200


def test_flagged_record_waits_before_anybody_has_looked(office, admin):
    one = office.submit(company="苏州恒锐精密机械有限公司", phone="13900002046")
    other = office.submit(company="上海博华食品有限公司", phone="13900002046")
    queue = admin.get("/records/lead/duplicates").text
    assert f"/records/lead/duplicates/{one}/{other}" in queue and "没有待处理的重复" not in queue


def test_a_pair_says_who_has_each_and_how_to_reach_them(office, admin):
    office.submit("lin.xiaowen", company="苏州恒锐精密机械有限公司", phone="13900002046")
    office.submit("liang.min", company="上海博华食品有限公司", phone="13900002046")
    queue = admin.get("/records/lead/duplicates").text
    assert queue.count("139****2046") == 2 and "13900002046" not in queue and queue.count("进来</small>") == 2
    assert "孙一鸣" in queue.split('id="looking"')[1].split("</main>")[0]


def test_pair_that_is_two_goes_from_the_queue(office, admin, pair):
    one, other = pair
    look(office, admin)
    admin.post(f"/records/lead/duplicates/{one}/{other}/difference")
    assert "没有待处理的重复" in look(office, admin)


def test_manager_looks_first_and_makes_one_of_two(office, manager, pair):
    one, other = pair
    assert f"/records/lead/duplicates/{one}/{other}" in look(office, manager)
    manager.post(f"/records/lead/duplicates/{one}/{other}/merging")
    assert "撤销合并" in manager.get(f"/records/lead/{one}").text


def test_manager_is_asked_about_no_pair_they_cannot_see(office, client_for, pair):
    one, other = pair
    south = client_for("huang.zhiqiang")
    assert f"/{one}/{other}" not in look(office, south)
    assert south.post(f"/records/lead/duplicates/{one}/{other}/merging").status_code == 404


def test_reps_may_not_merge(office, rep, pair):
    one, other = pair
    assert rep.get("/records/lead/duplicates").status_code == 403
    assert rep.post(f"/records/lead/duplicates/{one}/{other}/merging").status_code in (403, 404)


def test_merge_is_undone_only_where_it_was_made(office, admin, pair):
    one, other = pair
    admin.post(f"/records/lead/duplicates/{one}/{other}/merging")
    assert admin.post("/records/customer/duplicates/undoing", data={"merge": "1"}).status_code == 404
    assert admin.get(f"/records/lead/{other}").location == f"/records/lead/{one}"


def test_page_follows_a_look_until_it_has_ended(office, admin, pair):
    part = {"HX-Request": "true"}
    admin.post("/records/lead/duplicates/scans")
    waiting = admin.get("/records/lead/duplicates", headers=part)
    assert 'hx-trigger="load delay:1s"' in waiting.text and "<html" not in waiting.text
    for _ in range(6):
        office.deliver()
    ended = admin.get("/records/lead/duplicates", headers=part)
    assert ended.headers["HX-Redirect"] == "/records/lead/duplicates"
    assert "hx-trigger" not in admin.get("/records/lead/duplicates").text.partition('id="looking"')[2][:200]


def test_keys_of_an_older_version_are_left_to_be_made_anew_at_the_start(office):
    Hourly(office.workspace, lambda: office.now).remember()
    with office.workspace.database.reading() as connection:
        left = connection.scalars(select(tables.outbox.c.payload).where(tables.outbox.c.kind == "match_keys")).all()
    assert {"form": "lead"} in left
