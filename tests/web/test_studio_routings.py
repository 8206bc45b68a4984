"""A routing in the studio is tried on a record and on a past period; nothing of it is written."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forms import table_of
from records import tables

ROUTING = "b2b-leads/routing/lead_routing.yaml"
SCORECARD = "b2b-leads/grading/lead_scorecard.yaml"
TRIAL, BACKTEST = "/studio/routings/lead_routing/trial", "/studio/routings/lead_routing/backtest"
PAGES = [TRIAL, BACKTEST, f"{BACKTEST}?run=1", f"{BACKTEST}?run=1&regrade=1"]


@pytest.fixture
def draft(office, admin):
    """Saves a draft of the routing with something replaced."""

    def save(*changes: tuple[str, str]):
        with office.work() as work:
            text = work.catalog.files[ROUTING]
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        return admin.post(f"/studio/files/{ROUTING}", data={"text": text})

    return save


def everything(office) -> dict[str, int]:
    """How many rows each table has."""
    with office.work() as work:
        kept = (*tables.metadata.sorted_tables, table_of(work.catalog, office.form))
        return {table.name: work.connection.scalar(select(func.count()).select_from(table)) for table in kept}


@pytest.mark.parametrize("address", PAGES)
def test_an_admin_opens_every_page(office, admin, address):
    office.submit()
    assert admin.get(address).status_code == 200


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("login", ["lin.xiaowen", "chen.liqun"])
def test_nobody_else_tries_rules(client_for, login, address):
    assert client_for(login).get(address).status_code == 403


def test_a_routing_that_is_not_there(admin):
    assert admin.get("/studio/routings/nothing/trial").status_code == 404


def test_no_record_yet_is_said(admin):
    page = admin.get(TRIAL)
    assert page.status_code == 200 and "没有编号为" in page.text


def test_the_newest_record_goes_its_way(office, admin):
    id = office.submit()
    page = admin.get(TRIAL).text
    assert f"/records/lead/{id}" in page and "分给" in page and "由它决定" in page


def test_a_changed_value_changes_the_way(office, admin):
    office.submit()
    assert "分给陈立群" in admin.get(f"{TRIAL}?duplicate=yes").text
    assert "分给陈立群" not in admin.get(f"{TRIAL}?duplicate=no").text


def test_a_value_that_cannot_be_stands_beside_its_field(office, admin):
    office.submit()
    page = admin.get(f"{TRIAL}?employees=many")
    assert page.status_code == 200 and 'aria-invalid="true"' in page.text and 'value="many"' in page.text


def test_the_draft_is_tried_before_it_is_published(office, admin, draft):
    office.submit()
    draft(('    when: "duplicate = true"\n', ""))
    assert "分给陈立群" in admin.get(TRIAL).text


def test_only_the_way_is_drawn_again(office, admin):
    office.submit()
    part = admin.get(f"{TRIAL}?grade=C", headers={"HX-Request": "true"}).text
    assert 'id="way"' in part and "<html" not in part


def test_a_broken_draft_is_not_tried(office, admin, draft):
    office.submit()
    draft(('when: "duplicate"', 'when: "nonsense"'))
    assert "先改好才能试" in admin.get(TRIAL).text
    assert "先改好才能试" in admin.get(f"{BACKTEST}?run=1").text


def test_what_nobody_has_typed_cannot_hurt(office, admin):
    office.submit()
    for odd in ("grade=%3Cb%3E", "duplicate=maybe", "region=%00", "employees=1e999999", "record=%27--", "score=NaN"):
        page = admin.get(f"{TRIAL}?{odd}")
        assert page.status_code < 500 and "<b>>" not in page.text


def test_a_period_that_ends_first_is_refused(admin):
    page = admin.get(f"{BACKTEST}?run=1&since=2026-11-02&last=2026-10-01")
    assert page.status_code == 200 and "结束要晚于开始" in page.text


def test_what_is_no_day_is_refused(admin):
    assert "不是日期" in admin.get(f"{BACKTEST}?run=1&since=yesterday").text


def test_each_person_stands_beside_what_would_have_been(office, admin, draft):
    id = office.submit()
    office.now += timedelta(hours=2)
    assert "1 条里，0 条会分给别人" in admin.get(f"{BACKTEST}?run=1").text
    draft(('    when: "duplicate = true"\n', ""))
    page = admin.get(f"{BACKTEST}?run=1").text
    assert "1 条里，1 条会分给别人；" in page
    assert f"/records/lead/{id}" in page and "陈立群" in page and "因为草稿" in page


def test_one_persons_records_alone(office, admin, draft):
    office.submit()
    office.now += timedelta(hours=2)
    draft(('    when: "duplicate = true"\n', ""))
    mine = admin.get(f"{BACKTEST}?run=1&who={office.id('chen.liqun')}").text
    others = admin.get(f"{BACKTEST}?run=1&who={office.id('wu.jiayi')}").text
    assert "会分给别人的记录：陈立群" in mine and "没有记录会分给别人" in others


def test_the_scorecard_leads_to_its_backtest(admin):
    page = admin.get(f"/studio/files/{SCORECARD}").text
    assert f"{BACKTEST}?regrade=1" in page


def test_a_hidden_rule_is_marked_with_what_hides_it(admin, draft):
    draft(('    when: "filled(region)"\n', "    when: \"grade = 'A'\"\n"))
    page = admin.get(f"/studio/files/{ROUTING}").text
    assert "st soon" in page


def test_nothing_of_it_is_written(office, admin, draft):
    office.submit()
    office.now += timedelta(hours=2)
    draft(('    when: "duplicate = true"\n', ""))
    before = everything(office)
    for address in (f"{TRIAL}?grade=A", f"{BACKTEST}?run=1&regrade=1"):
        admin.get(address)
    assert everything(office) == before


def test_values_of_peoples_attributes_are_told_in_words(admin):
    page = admin.get("/studio/files/b2b-leads/routing/lead_routing.yaml").text
    assert "资深" in page and "「senior」" not in page
