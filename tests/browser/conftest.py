"""What browser tests may ask for: a Chromium, windows, and a server with demo people and records."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect
from werkzeug.serving import make_server

from accounts import people
from tests.chromium import Window, chromium
from tests.server import LeadwrightServer
from tests.services import SqliteStore
from tests.web.office import OPENED, Office, found

PASSWORD = "seven-blue-lathes"

# What a page is to show may come late on a machine that runs other tests beside; what never comes is still red.
expect.set_options(timeout=15_000)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark every test here, and keep them in one process, which then needs one browser and one demo server."""
    item.add_marker(pytest.mark.browser)
    item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def window(browser: Browser) -> Iterator[Window]:
    """Opens pages; the test fails when the browser complained of a script or of the security policy."""
    window = Window(browser)
    yield window
    window.close()
    assert not window.complaints, "\n".join(window.complaints)


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """The test runs once in each language."""
    return request.param


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LeadwrightServer]:
    """A server as `make run` starts it, with demo people and records; shared, so tests leave others' records alone."""
    server = LeadwrightServer(tmp_path_factory.mktemp("demo"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def offices() -> SqliteStore:
    """Copies of an office whose people can sign in."""
    return SqliteStore("browsed", _found)


def _found(url: str) -> None:
    found(url)
    office = Office(url, Path(), OPENED)
    with office.work() as work:
        for login in ("lin.xiaowen", "chen.liqun", "xu.lan"):
            people.set_password(work, office.id(login), PASSWORD)
    office.close()


@pytest.fixture
def office(offices: SqliteStore, tmp_path: Path, now: datetime) -> Iterator[Office]:
    """One of them, for one test."""
    url = offices.fresh()
    office = Office(url, tmp_path, now)
    office.app.config["WTF_CSRF_ENABLED"] = True
    yield office
    office.close()
    offices.forget(url)


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    """Where the office's pages are served."""
    server = make_server("127.0.0.1", 0, office.app, threaded=True)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture
def signed_in(address: str, window: Window):
    """A browser in which somebody has signed in, on a page."""

    def open_it(login: str, path: str, **more) -> Page:
        page = window.open(f"{address}/session?next={path}", **more)
        page.locator("#login").fill(login)
        page.locator("#password").fill(PASSWORD)
        page.locator("form.stack button.go").click()
        page.wait_for_url(lambda url: "/session" not in url)
        return page

    return open_it
