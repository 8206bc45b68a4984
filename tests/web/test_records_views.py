"""Personal views, and the columns of a table."""

import re

import pytest

from records import saved_views

ASKED = "view=lead_all&f=budget:at_least:300000&sort=-budget"


@pytest.fixture
def three(office):
    """Three leads in the East."""
    office.submit(company="苏州恒锐精密机械", budget=800000, industry="machining")
    office.submit(company="宁波海晟注塑", phone="13800007710", budget=650000, industry="moulding")
    office.submit(company="杭州蓝屿电子", phone="13700003325", budget=90000, industry="electronics")
    return office


def kept(client, name="大单", **more):
    """Where a list is that was kept under a name."""
    answer = client.post(f"/records/lead/views/new?{ASKED}", data={"name": name, **more})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def test_a_changed_list_is_kept_under_a_name(three, manager):
    assert "/records/lead/views/new?f=budget" in manager.get(f"/records/lead?{ASKED}").text
    page = manager.get(kept(manager)).text
    assert re.search(r'aria-current="page"[^>]*>.*?大单', page, re.S)
    assert "杭州蓝屿" not in page and "views/new" not in page


def test_a_kept_view_may_open_the_list(three, manager):
    address = kept(manager, opens="1")
    assert manager.get("/records/lead").headers["Location"] == address


def test_a_view_is_one_persons_until_it_is_shared(three, manager, rep):
    address = kept(manager)
    assert "大单" not in rep.get("/records/lead").text
    view = re.search(r"saved=(\d+)", address)[1]
    manager.post(f"/records/lead/views/{view}?{ASKED}", data={"name": "组里的大单", "shared": "1"})
    assert "组里的大单" in rep.get("/records/lead").text


def test_nobody_changes_anothers_view(three, manager, rep):
    view = re.search(r"saved=(\d+)", kept(manager, shared="1"))[1]
    assert rep.post(f"/records/lead/views/{view}", data={"name": "我的了"}).status_code == 404
    assert rep.post(f"/records/lead/views/{view}/dropping").status_code == 404


def test_a_view_asks_from_now_on_what_is_asked_now(three, manager):
    view = re.search(r"saved=(\d+)", kept(manager))[1]
    changed = f"/records/lead?{ASKED}&saved={view}&group=industry"
    assert "更新「大单」" in manager.get(changed).text
    answer = manager.post(changed.replace("lead?", f"lead/views/{view}?"), data={"do": "question"})
    page = manager.get(answer.headers["Location"]).text
    assert "更新「大单」" not in page and "grp-row" in page


def test_a_forgotten_view_is_gone(three, manager):
    view = re.search(r"saved=(\d+)", kept(manager))[1]
    assert manager.post(f"/records/lead/views/{view}/dropping").status_code == 303
    assert "大单</a>" not in manager.get("/records/lead").text


def test_two_views_of_one_name_are_refused(three, manager):
    kept(manager)
    answer = manager.post(f"/records/lead/views/new?{ASKED}", data={"name": " 大单 "})
    assert answer.status_code == 409 and "你已经有一个叫「大单」的视图" in answer.text


def test_columns_are_chosen_without_scripts(three, manager):
    asked = manager.get("/records/lead/columns?view=lead_all").text
    assert 'value="industry"' in asked and 'name="at.budget"' in asked
    answer = manager.get(
        "/records/lead/columns?view=lead_all&done=1&show=budget&show=industry&at.budget=2&at.industry=1"
        "&freeze=2&w.industry=240&t.budget=avg"
    )
    address = answer.headers["Location"]
    assert "cols=company%2Cindustry%2Cbudget" in address and "freeze=2" in address
    page = manager.get(address).text
    assert page.index('data-col="industry"') < page.index('data-col="budget"')
    assert 'data-col="source"' not in page and 'class="tbl fixed fz1 fz2 a7 b13"' in page


def test_groups_and_foot_carry_the_average_asked_for(three, manager):
    page = manager.get("/records/lead?view=lead_all&totals=budget:avg&group=source").text
    assert page.count("均 ¥725,000") == 2


def test_a_form_without_a_column_is_asked_nothing_of_it(three, manager):
    assert 'data-col="nothing"' not in manager.get("/records/lead?view=lead_all&cols=nothing,budget").text


def test_groups_of_conditions_are_made_link_by_link(three, manager):
    page = manager.get("/records/lead/filters?view=lead_all&g=any(budget:at_least:800000;all())").text
    assert "满足任一" in page and "into=1" in page and "换成「全部满足」" in page
    answer = manager.get(
        "/records/lead/filter?view=lead_all&g=any(budget:at_least:800000;all())&into=1&by=industry&op=is&value=moulding"
    )
    assert "industry%3Ais%3Amoulding" in answer.headers["Location"] and "/filters?" in answer.headers["Location"]
    found = manager.get("/records/lead?view=lead_all&g=any(budget:at_least:800000;all(industry:is:moulding))").text
    assert "恒锐" in found and "海晟" in found and "蓝屿" not in found
    assert "或" in found and manager.get("/records/lead?g=any(").status_code == 422


def test_own_views_stand_at_the_side_of_every_page(three, manager, rep):
    kept(manager, shared="1")
    assert "收藏视图" in manager.get("/notifications").text and "大单" in manager.get("/notifications").text
    assert "收藏视图" not in rep.get("/notifications").text


def test_an_export_has_the_columns_that_were_chosen(three, manager):
    text = manager.get("/records/lead/export.csv?view=lead_all&cols=company,industry").get_data().decode("utf-8-sig")
    assert text.splitlines()[0] == "公司名称,行业"


def test_a_view_that_no_longer_fits_stands_in_nobodys_way(three, manager):
    view = re.search(r"saved=(\d+)", kept(manager, opens="1"))[1]
    with three.work() as work:
        saved_views.change(work.connection, int(view), args="view=lead_all&f=gone:is:1")
    page = manager.get("/records/lead")
    assert page.status_code == 200 and "「大单」里的条件现在用不了了" in page.text
