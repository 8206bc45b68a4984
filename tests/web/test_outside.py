"""On a record's page stands what a source outside says: marked behind its value, or as a difference to decide."""

import pytest

from jobs import drain
from jobs.outside import Outside, allowed_by
from records import secrets
from tests.outside_world import Told, WebSink

REGISTERED = {"name": "苏州恒锐精密机械", "staffNum": 320, "city": "苏州", "province": "江苏", "industry": "烟草"}


@pytest.fixture
def registry(office):
    """A company registry that the office knows."""
    sink = WebSink()
    sink.answer = Told(200, {"result": REGISTERED})
    with office.work() as work:
        secrets.keep(work.connection, "company_registry_url", sink.url)
        secrets.keep(work.connection, "company_registry_key", "k")
    yield sink
    sink.stop()


@pytest.fixture
def href(office, registry):
    """A lead that was looked up."""
    record = office.submit(employees=100)
    office.give(record, "lin.xiaowen")
    while drain(office.workspace, lambda: office.now, outside=Outside(allowed=allowed_by("127.0.0.1"))):
        pass
    return f"/records/lead/{record}"


def proposal(page):
    actions = (part.split('"')[0] for part in page.split('action="')[1:])
    return next(action for action in actions if "/proposals/" in action)


def test_values_show_where_they_came_from(rep, href):
    page = rep.get(href).text
    assert "来自工商信息" in page
    assert "用不上 · 行业" in page


def test_a_difference_is_taken_over_on_the_page(rep, href):
    page = rep.get(href).text
    assert "现在 100" in page
    assert rep.post(proposal(page), data={"field": "employees"}).status_code == 303
    page = rep.get(href).text
    assert "按工商信息改" in page and "/proposals/" not in page


def test_a_difference_is_left_alone_on_the_page(rep, href):
    rep.post(proposal(rep.get(href).text), data={"do": "dismiss"})
    page = rep.get(href).text
    assert "/proposals/" not in page and "100" in page


def test_a_source_is_asked_from_the_page(office, rep, href):
    assert rep.post(f"{href}/lookups/company_registry").status_code == 303
    assert "查询中" in rep.get(href).text
    assert rep.post(f"{href}/lookups/company_registry").status_code == 409


def test_a_source_without_address_says_so_to_who_can_set_it(office, rep, admin):
    record = office.submit()
    office.give(record, "lin.xiaowen")
    page = admin.get(f"/records/lead/{record}").text
    assert "数据源还没有配置，缺设置「company_registry_url、" in page and "/studio/deliveries" in page
    assert "company_registry_url" not in rep.get(f"/records/lead/{record}").text


def test_somebody_elses_record_is_not_decided(office, href):
    other = office.client_for("liang.min")
    assert other.post(f"{href}/lookups/company_registry").status_code == 404
    assert other.post(f"{href}/proposals/1").status_code == 404
