"""A morning by keyboard, and a file broken and mended: in a real browser, against the real pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server

from tests.chromium import Window, barriers
from tests.services import SqliteStore
from tests.web.office import Office, found

LEAD = "b2b-leads/forms/lead.yaml"
WIDTHS = (360, 1440)


@pytest.fixture(scope="session")
def open_offices() -> SqliteStore:
    """Copies of an office that is founded once."""
    return SqliteStore("mornings", found)


@pytest.fixture
def office(open_offices: SqliteStore, tmp_path: Path, now: datetime) -> Iterator[Office]:
    """One of them, for one test, with forms that carry their tokens."""
    url = open_offices.fresh()
    office = Office(url, tmp_path, now)
    office.app.config["WTF_CSRF_ENABLED"] = True
    yield office
    office.close()
    open_offices.forget(url)


@pytest.fixture
def office_url(office: Office) -> Iterator[str]:
    """Where the office's pages are served."""
    server = make_server("127.0.0.1", 0, office.app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def calls(office: Office) -> list[int]:
    """Three leads whose first calls 林晓雯 has to make."""
    records = [
        office.submit(company=name, phone=f"1390000204{n}", region="east")
        for n, name in enumerate(("恒锐精密", "海晟注塑", "蓝屿电子"))
    ]
    for record in records:
        office.give(record, "lin.xiaowen", accepted=True)
    return records


@pytest.fixture
def day(window: Window, office_url: str, office: Office, calls):
    """林晓雯's day at her desk."""
    return _open(window, office, f"{office_url}/day", "lin.xiaowen")


def _open(window: Window, office: Office, url: str, login: str, **how):
    page = window.open("about:blank", **how)
    cookie = office.client_for(login).get_cookie("leadwright").value
    page.context.add_cookies([{"name": "leadwright", "value": cookie, "url": "/".join(url.split("/")[:3])}])
    page.goto(url)
    return page


def test_a_call_is_logged_by_keyboard_and_the_next_one_takes_its_place(day):
    first = day.locator("#item h2").inner_text()
    day.keyboard.press("l")
    day.keyboard.type("要联网 60 台")
    day.keyboard.press("Tab")
    expect(day.locator("#next_step")).to_be_focused()
    day.keyboard.type("发联网方案")
    day.keyboard.press("Control+Enter")
    expect(day.locator("#item h2")).not_to_have_text(first)
    expect(day.locator("#item h2")).to_be_focused()
    expect(day.locator(".more", has_text=first).or_(day.locator(".hello", has_text="1 / 3")).first).to_be_visible()


def test_the_day_fills_the_window_and_no_more(day):
    assert day.evaluate("document.documentElement.scrollHeight - innerHeight") == 0


def test_skipping_opens_a_dialog_with_the_reasons(day):
    day.keyboard.press("x")
    expect(day.locator("dialog[open]")).to_contain_text("老客户，已经了解")


def test_the_day_works_without_scripts(window, office, office_url, calls):
    page = _open(window, office, f"{office_url}/day", "lin.xiaowen", javascript=False)
    first = page.locator("#item h2").inner_text()
    page.fill("#content", "要联网 60 台")
    page.fill("#next_step", "发联网方案")
    page.click("footer .btn.go")
    expect(page.locator("#item h2")).not_to_have_text(first)


def test_a_broken_file_shows_its_problem_and_is_mended(window, office, office_url):
    page = _open(window, office, f"{office_url}/studio/files/{LEAD}", "xu.lan")
    good = page.locator("#file").input_value()
    page.fill("#file", good.replace("type: phone", "type: fone", 1))
    page.click("text=存草稿")
    expect(page.locator("#file-problems")).to_contain_text("是不是 phone？")
    expect(page.locator(".gut .late")).to_have_count(1)
    page.fill("#file", good.replace("手机号", "手机", 1))
    page.click("text=存草稿")
    expect(page.locator("#file-problems")).to_contain_text("没有问题")
    page.click("text=发布第 2 版")
    page.click("form[action='/studio/revisions'] .btn.go")
    expect(page.locator("#toasts")).to_contain_text("第 2 版已发布")


def test_problems_appear_while_one_types(window, office, office_url):
    page = _open(window, office, f"{office_url}/studio/files/{LEAD}", "xu.lan")
    page.fill("#file", page.locator("#file").input_value().replace("type: phone", "type: fone", 1))
    page.wait_for_selector("#file-problems >> text=phone")


STUDIO = "/studio/files/b2b-leads"
PAGES = {
    "lin.xiaowen": ["/day", "/settings", "/more"],
    "chen.liqun": ["/board", "/reports", "/reports/lead_funnel"],
    "xu.lan": [
        "/studio",
        f"{STUDIO}/forms/lead.yaml",
        f"{STUDIO}/pipelines/lead_pipeline.yaml",
        f"{STUDIO}/grading/lead_scorecard.yaml",
        f"{STUDIO}/routing/lead_routing.yaml",
        "/studio/revisions",
        "/studio/packs",
        "/people",
    ],
}


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(("login", "address"), [(login, address) for login, all in PAGES.items() for address in all])
def test_nobody_is_kept_out_at_any_width(window, office, office_url, calls, login, address, width):
    page = _open(window, office, f"{office_url}{address}", login, width=width)
    page.wait_for_load_state("networkidle")  # what is still loading is dimmed for a moment
    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
