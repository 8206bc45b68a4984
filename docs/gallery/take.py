"""Takes the gallery of a running demo, all or the pages named: `take.py http://127.0.0.1:8000 day record`."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
NOBODY, ADMIN, MANAGER, REP = None, 0, 1, 2
SIZES = {1440: 900, 1024: 768, 360: 740}
LANGUAGES = {"zh": "zh-CN", "en": "en-GB"}
QUALITY, MOST = 62, 3_000_000


@dataclass(frozen=True)
class Shot:
    """One page: its name, where it is, who sees it, whether it is also taken in the dark."""

    name: str
    path: str
    who: int | None
    dark: bool = False


SHOTS = (
    Shot("day", "/day", REP, dark=True),
    Shot("record", "[data-row] a @ /records/lead?view=lead_my_open", REP, dark=True),
    Shot("list", "/records/lead?view=lead_all", MANAGER),
    Shot("board", "/records/lead?view=lead_board", MANAGER, dark=True),
    Shot("new", "/records/lead/new", REP),
    Shot("team", "a[href$='/board'] @ /day", MANAGER),
    Shot("dashboard", "/dashboards/lead_war_room", MANAGER, dark=True),
    Shot("report", "/reports/lead_funnel", MANAGER),
    Shot("studio", "/studio", ADMIN),
    Shot("scorecard", "a[href*='/grading/'] @ /studio/files?kind=scorecard", ADMIN, dark=True),
    Shot("link", "/studio/links/demo?utm_source=wechat&utm_campaign=autumn", ADMIN),
    Shot("form", "/f/demo", NOBODY, dark=True),
)


def main(address: str, names: list[str]) -> None:
    """Every page in every language and size; too many bytes are an error, not a surprise in the repository."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for name, picture in _pictures(browser, address, [each for each in SHOTS if each.name in names] or SHOTS):
            (HERE / f"{name}.webp").write_bytes(picture)
            print(name, len(picture))
        browser.close()
    for size in SIZES:
        (HERE / f"{size}.md").write_text(_page_of(size), "utf-8")
    total = sum(picture.stat().st_size for picture in HERE.glob("*.webp"))
    print(f"{total:,} bytes")
    assert total < MOST, f"{total:,} bytes are more than {MOST:,}"


def _pictures(browser: Browser, address: str, shots: Sequence[Shot]) -> Iterator[tuple[str, bytes]]:
    for language in LANGUAGES:
        for who in (NOBODY, ADMIN, MANAGER, REP):
            if not any(each.who == who for each in shots):
                continue
            context = browser.new_context(locale=LANGUAGES[language], reduced_motion="reduce")
            page = _signed_in(context, address, who, language)
            for shot in (each for each in shots if each.who == who):
                _open(page, address, shot)
                for size, height in SIZES.items():
                    yield f"{shot.name}-{language}-{size}", _taken(page, size, height)
                if shot.dark and language == "zh":
                    page.emulate_media(color_scheme="dark")
                    yield f"{shot.name}-dark-1440", _taken(page, 1440, SIZES[1440])
                    page.emulate_media(color_scheme="light")
            context.close()


def _signed_in(context: BrowserContext, address: str, who: int | None, language: str) -> Page:
    """The demo's people stand as buttons on the sign-in page."""
    page = context.new_page()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}/session?lang={language}")
    if who is not None:
        page.locator(".demo form button").nth(who).click()
        page.wait_for_load_state()
    return page


def _open(page: Page, address: str, shot: Shot) -> None:
    """An address, or the first link of a page that fits."""
    page.set_viewport_size({"width": 1440, "height": 900})
    link, _, start = shot.path.rpartition(" @ ")
    page.goto(address + start)
    if link:
        page.goto(address + (page.locator(link).first.get_attribute("href") or ""))
    page.wait_for_load_state("networkidle")


def _taken(page: Page, width: int, height: int) -> bytes:
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(300)
    written = BytesIO()
    Image.open(BytesIO(page.screenshot())).convert("RGB").save(written, "WEBP", quality=QUALITY, method=6)
    return written.getvalue()


def _page_of(size: int) -> str:
    """All pictures of one size, Chinese and English side by side."""
    lines = [f"# The pages at {size} px", "", "Made by `docs/gallery/take.py` of the demo.", ""]
    for shot in SHOTS:
        named = [f"{shot.name}-{language}-{size}" for language in LANGUAGES]
        dark = [f"{shot.name}-dark-{size}"] if shot.dark and size == 1440 else []
        lines += [f"## {shot.name}", "", *(f"![{name}]({name}.webp)" for name in named + dark), ""]
    return "\n".join(lines)


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"), sys.argv[2:])
