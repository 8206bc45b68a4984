"""What was typed is not lost when the line is gone or the session has ended."""

from playwright.sync_api import expect

from flows import intake, look
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


ELSEWHERE = """async () => {
    const headers = {'X-CSRFToken': document.querySelector('meta[name="csrf-token"]').content};
    const upon = document.querySelector('#entry').dataset.draftAt;
    const body = new URLSearchParams({company: '别处写的', draft_at: upon});
    await fetch('/records/lead/new/draft', {method: 'POST', body, headers});
}"""


def kept(page):
    """Wait until what was typed is kept on the server."""
    expect(page.locator("[data-draft-state]")).to_contain_text("草稿已存")


def at_another_device(page):
    """As if this were another device of the same person: nothing is known here."""
    page.evaluate("localStorage.clear()")
    page.goto(page.url)


def test_form_goes_on_at_another_device(signed_in):
    page = signed_in("chen.liqun", "/records/lead/new")
    page.locator("[name=company]").fill("润扬轴承")
    kept(page)
    at_another_device(page)
    expect(page.locator("[name=company]")).to_have_value("润扬轴承")
    expect(page.get_by_text("接着上次没提交的内容写")).to_be_visible()
    page.get_by_role("button", name="不要了，清空").first.click()
    expect(page.locator("[name=company]")).to_have_value("")
    page.reload()
    expect(page.locator("[name=company]")).to_have_value("")


def test_what_another_device_wrote_later_wins_and_this_ones_is_offered(signed_in):
    page = signed_in("chen.liqun", "/records/lead/new")
    page.locator("[name=company]").fill("润扬轴承")
    kept(page)
    page.route("**/draft", lambda route: route.abort())
    page.locator("[name=company]").fill("润扬轴承二厂")
    page.wait_for_timeout(2200)
    page.unroute("**/draft")
    page.evaluate(ELSEWHERE)
    page.goto(page.url)
    expect(page.locator("[name=company]")).to_have_value("别处写的")
    page.get_by_role("button", name="改用这台设备上的").click()
    expect(page.locator("[name=company]")).to_have_value("润扬轴承二厂")


def test_what_could_not_be_sent_goes_on_here(signed_in):
    page = signed_in("chen.liqun", "/records/lead/new")
    page.locator("[name=company]").fill("润扬轴承")
    kept(page)
    page.route("**/draft", lambda route: route.abort())
    page.locator("[name=company]").fill("润扬轴承二厂")
    page.wait_for_timeout(2200)
    page.goto(page.url)
    expect(page.locator("[name=company]")).to_have_value("润扬轴承二厂")


LATE = """async body => {
    const headers = {'X-CSRFToken': document.querySelector('meta[name="csrf-token"]').content};
    headers['Content-Type'] = 'application/x-www-form-urlencoded';
    return (await fetch(`${location.pathname}/edit/draft`, {method: 'POST', body, headers})).status;
}"""


def test_save_that_comes_after_the_form_does_not_bring_the_draft_back(office, signed_in):
    record = office.submit(region="east", industry="machining")
    page = signed_in("chen.liqun", f"/records/lead/{record}/edit")
    under_way = []
    page.route("**/draft", lambda route: under_way.append(route.request.post_data))
    with page.expect_request("**/draft"):
        page.locator("[name=company]").fill("润扬轴承")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(f"**/records/lead/{record}")
    page.unroute("**/draft")
    assert page.evaluate(LATE, under_way[-1]) == 410
    page.goto(f"{page.url}/edit")
    expect(page.get_by_text("接着上次没提交的内容写")).to_have_count(0)


def test_form_that_was_sent_at_another_device_says_so(signed_in):
    page = signed_in("chen.liqun", "/records/lead/new")
    page.locator("[name=company]").fill("润扬轴承")
    kept(page)
    page.evaluate("""async () => {
        const headers = {'X-CSRFToken': document.querySelector('meta[name="csrf-token"]').content};
        await fetch('/records/lead/new/draft/removal', {method: 'POST', headers});
    }""")
    page.locator("[name=company]").fill("润扬轴承二厂")
    expect(page.locator("[data-draft-state]")).to_contain_text("已经提交或清掉")


def test_what_others_change_meanwhile_is_not_overwritten_by_what_stayed_on_this_device(office, signed_in):
    record = office.submit(region="east", industry="machining")
    page = signed_in("chen.liqun", f"/records/lead/{record}/edit")
    page.route("**/draft", lambda route: route.abort())
    page.locator("[name=contact]").fill("赵工")
    page.wait_for_timeout(600)  # kept on this device
    office.passes(minutes=1)
    with office.work("xu.lan") as work:
        intake.edit(
            work, "lead", record, look(work, "lead", record).row.version, {"job_title": "厂长", "contact": "李明"}
        )
    page.goto(page.url)
    expect(page.locator("[name=contact]")).to_have_value("赵工")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("form.form")).to_contain_text("李明")  # both versions, to choose from
    page.locator("form[action$='/edit'] button.go").click()
    page.wait_for_url(f"**/records/lead/{record}")
    with office.work() as work:
        values = look(work, "lead", record).values
    assert (values["contact"], values["job_title"]) == ("赵工", "厂长")
