"""What browser tests may ask for: a Chromium, windows, and a server with demo people and records."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.chromium import Window, chromium
from tests.server import LeadwrightServer

HERE = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test here, and keep them in one process, which then needs one browser and one demo server."""
    for item in items:
        if HERE in item.path.parents:
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
