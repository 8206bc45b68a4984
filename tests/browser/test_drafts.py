"""What was typed is not lost when the line is gone or the session has ended."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import PASSWORD


def send(page: Page) -> None:
    page.get_by_role("button", name="提交").click()


def test_long_form_outlives_what_keeps_it_from_being_taken(signed_in, address):
    page = signed_in("chen.liqun", "/records/lead/new")
    page.locator("[name=company]").fill("润扬轴承")
    page.context.set_offline(True)
    send(page)
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page.goto(f"{address}/records/lead/new")
    expect(page.locator("[name=company]")).to_have_value("润扬轴承")
    page.context.clear_cookies()
    send(page)
    page.locator("#login").fill("chen.liqun")
    page.locator("#password").fill(PASSWORD)
    page.locator("form.stack button.go").click()
    page.wait_for_url("**/records/lead/new")
    expect(page.locator("[name=company]")).to_have_value("润扬轴承")
    expect(page.locator("[data-draft-note]")).to_be_visible()
