"""What was typed is not lost when the line is gone or the session has ended."""

from playwright.sync_api import expect

from tests.browser.conftest import PASSWORD


def test_form_that_was_sent_into_nothing_is_as_it_was_typed(signed_in):
    page = signed_in("chen.liqun", "/records/lead/new")
    page.locator("[name=company]").fill("润扬轴承")
    page.evaluate("sessionStorage.setItem('sent', 'lead:new:')")  # as it stands when the line was gone
    page.reload()
    expect(page.locator("[name=company]")).to_have_value("润扬轴承")


def test_form_that_was_sent_after_the_session_had_ended_waits_behind_the_sign_in(signed_in):
    page = signed_in("chen.liqun", "/records/lead/new")
    page.locator("[name=company]").fill("润扬轴承")
    page.context.clear_cookies()
    page.get_by_role("button", name="提交").click()
    page.locator("#login").fill("chen.liqun")
    page.locator("#password").fill(PASSWORD)
    page.locator("form.stack button.go").click()
    page.wait_for_url("**/records/lead/new")
    expect(page.locator("[name=company]")).to_have_value("润扬轴承")
    expect(page.locator("[data-draft-note]")).to_be_visible()
