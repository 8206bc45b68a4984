"""People of a purchase on its page, in a real browser: added in the dialog, changed in their cell."""

import pytest
from playwright.sync_api import expect

from flows import intake
from tests.chromium import barriers


@pytest.fixture
def lead(office):
    """A lead of 林晓雯's with somebody who decides."""
    lead = office.submit(region="east", industry="machining")
    with office.work() as work:
        intake.submit(work, "buying_contact", {"name": "李明", "lead": lead, "part": "decides"}, channel="page")
    return lead


def test_people_are_added_and_changed_where_they_are_read(signed_in, lead):
    page = signed_in("lin.xiaowen", f"/records/lead/{lead}")
    people = page.locator("#rel-buying_contact-lead")
    people.get_by_role("link", name="加决策链成员").click()
    sheet = page.locator("#sheet")
    sheet.get_by_label("姓名").fill("王总")
    sheet.get_by_role("button", name="提交").click()
    expect(sheet).not_to_be_visible()
    expect(people).to_contain_text("王总")
    expect(page.locator("#rec-timeline")).to_contain_text("加了决策链成员「王总」")
    people.locator("[data-cell=part]").first.dblclick()
    people.locator("select").select_option(label="管预算")
    people.get_by_role("button", name="保存").click()
    expect(people.locator("tr", has_text="李明")).to_contain_text("管预算")
    people.get_by_role("link", name="编辑 王总").click()
    sheet.get_by_label("职务").fill("总经理")
    sheet.get_by_role("button", name="保存").click()
    expect(people.locator("tr", has_text="王总")).to_contain_text("总经理")
    assert barriers(page) == []
