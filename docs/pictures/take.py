"""Takes the README's pictures of a running demo: `python docs/pictures/take.py http://127.0.0.1:8000`."""

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
PICTURES = {"form": ("/f/demo", 0), "day": ("/day", 2), "report": ("/reports/lead_funnel", 1)}


def main(address: str) -> None:
    """One picture for each, in Chinese, as the person who sees the page every day."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for name, (path, person) in PICTURES.items():
            page = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 860}).new_page()
            _sign_in(page, address, person)
            page.goto(address + path)
            page.screenshot(path=HERE / f"{name}.png")
        browser.close()


def _sign_in(page: Page, address: str, person: int) -> None:
    """The demo's people stand as buttons on the sign-in page."""
    page.goto(f"{address}/session?lang=zh")
    page.locator(".demo form button").nth(person).click()
    page.wait_for_load_state()


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
