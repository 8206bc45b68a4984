"""The browser of the browser tests, and the pages it opens."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
UNHEARD = ("Failed to load resource", "Failed to fetch")
# As root, or in a container, Chromium's own sandbox and a graphics card are not to be had.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]


def executable(playwright: Playwright) -> str | None:
    """The Chromium of LEADWRIGHT_CHROMIUM, else of this machine, else the one Playwright has fetched."""
    candidates = [os.environ.get("LEADWRIGHT_CHROMIUM"), *map(shutil.which, NAMES), playwright.chromium.executable_path]
    return next((path for path in candidates if path and Path(path).exists()), None)


def barriers(page: Page) -> list[str]:
    """What on this page keeps somebody out, by WCAG 2.2 A and AA: the rule, and the elements that break it."""
    wcag = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
    found = Axe().run(page, options={"runOnly": wcag, "resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {violation['help']}: {', '.join(str(node['target'][0]) for node in violation['nodes'])}"
        for violation in found.response["violations"]
    ]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A headless Chromium; where there is none, the test is skipped and says how to get one."""
    with sync_playwright() as playwright:
        path = executable(playwright)
        if path is None:
            pytest.skip(
                "no Chromium here: apt install chromium, or `playwright install chromium`, or LEADWRIGHT_CHROMIUM="
            )
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Window:
    """Opens pages as one visitor sees them and keeps every complaint of the browser."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.complaints: list[str] = []
        self._contexts = []

    def open(self, url: str, *, language: str = "zh", width: int = 1280, javascript: bool = True) -> Page:
        """A page in a context of its own: no cookie is shared with another."""
        context = self.browser.new_context(
            locale=LOCALES[language],
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        self._contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self._hear(page, message))
        page.goto(url)
        return page

    def close(self) -> None:
        """Close all pages."""
        for context in self._contexts:
            context.close()

    def _hear(self, page: Page, message) -> None:
        # An answer of 4xx is what some tests are about, and a page may still be asking when its test is over; a breach
        # of the security policy or a script error never is.
        if message.type == "error" and not any(words in message.text for words in UNHEARD):
            self.complaints.append(f"{page.url}: {message.text}")
