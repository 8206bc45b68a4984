"""In a real browser: the gallery keeps nobody out, and the script helps without getting in the way."""

import mimetypes
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from tests.chromium import Window, barriers
from tests.templates.gallery import ROOT, environment, gallery

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'"
)
LIVE = """
{% from "components/form.html" import live, input %}
{% macro text(name) %}{{ input({"type": "text", "id": "f-" ~ name, "html_name": name, "label": name, "raw": form[name] or "", "options": {}}) }}{% endmacro %}
{% call live("part", "/part") %}{{ text("name") }}{{ input({"type": "choice", "id": "f-kind", "html_name": "kind", "label": "kind", "options": {},
 "choices": [{"value": "a", "label": "a", "selected": form.kind == "a"}, {"value": "b", "label": "b", "selected": form.kind == "b"}]}) }}
{% if form.kind == "b" %}{{ text("reason") }}{% endif %}{{ text("note") }}{% endcall %}
"""  # noqa: E501
FORM = """<!doctype html><html lang="en"><title>form</title><meta name="csrf-token" content="token">
<script src="/static/vendor/htmx/htmx.min.js" defer></script><script src="/static/js/app.js" defer></script>
<body><h1>form</h1><form method="post" action="/taken" data-draft="try">{}<button>Send</button></form></body></html>"""


class Handler(BaseHTTPRequestHandler):
    """Answers /<language>/<theme> with the gallery, /form with a live form, and static files."""

    def do_GET(self):
        path = urlsplit(self.path).path
        if path.startswith("/static/"):
            return self.answer((ROOT / path[1:]).read_bytes(), mimetypes.guess_type(path)[0])
        if path == "/form":
            return self.answer(FORM.format(live_part({})).encode())
        if path == "/search":
            typed = parse_qs(urlsplit(self.path).query).get("q", ["form"])[0]
            sleep(0.4)  # as over a slow line
            return self.answer(
                f'<a role="option" id="hit-1-1" href="/{typed}" aria-selected="true">{typed}</a>'.encode()
            )
        _, language, theme = path.split("/")
        return self.answer(gallery(language, theme).encode())

    def do_POST(self):
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/taken":
            return self.answer(b'<title>taken</title><script src="/static/js/app.js" defer></script><h1>taken</h1>')
        assert self.headers["X-CSRFToken"] == "token"
        return self.answer(live_part({name: values[-1] for name, values in parse_qs(sent).items()}).encode())

    def answer(self, body: bytes, kind: str | None = "text/html; charset=utf-8"):
        self.send_response(200)
        self.send_header("Content-Type", kind or "text/plain")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Keep quiet."""


def live_part(form: dict[str, str]) -> str:
    return environment("en").from_string(LIVE).render(form=form)


def until(page: Page, script: str) -> None:
    """Wait until the script gives something; Playwright's own way needs eval, which the policy refuses."""
    for _ in range(200):
        if page.evaluate(script):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"never came true: {script}")


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """The address of a server that knows templates and static files only."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_nobody_is_kept_out(window: Window, base, language, theme, width):
    page = window.open(f"{base}/{language}/{theme}", language=language, width=width)
    assert barriers(page) == []


def test_nothing_scrolls_sideways_at_any_width(window: Window, base, language):
    page = window.open(f"{base}/{language}/light", language=language)
    for width in (320, 360, 720, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_keys_walk_and_tick_a_list(window: Window, base):
    page = window.open(f"{base}/zh/light")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("j")
    page.keyboard.press("x")
    assert page.inner_text("[data-bulk-count]") == "已选 1 条"


def test_keys_stay_quiet_inside_fields(window: Window, base):
    page = window.open(f"{base}/zh/light")
    page.fill("#p-text", "")
    page.keyboard.type("?jx")
    assert page.input_value("#p-text") == "?jx"
    assert not page.is_visible("#keys")


def test_keys_can_be_switched_off(window: Window, base):
    page = window.open(f"{base}/zh/light")
    page.evaluate("document.activeElement.blur()")
    page.evaluate("document.documentElement.dataset.keys = 'off'")
    page.keyboard.press("?")
    assert not page.is_visible("#keys")


def test_bulk_bar_shows_without_scripts(window: Window, base):
    page = window.open(f"{base}/zh/light", javascript=False)
    assert page.is_visible("#bulk")


def test_theme_choice_is_kept_for_the_server(window: Window, base):
    page = window.open(f"{base}/zh/light")
    page.click(".bar [data-theme-choice=dark]")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert "theme=dark" in page.evaluate("document.cookie")


def test_problem_puts_the_cursor_on_its_line(window: Window, base):
    page = window.open(f"{base}/zh/light")
    page.click('.probs a[data-line="6"]')
    before = page.evaluate("document.activeElement.value.slice(0, document.activeElement.selectionStart)")
    assert before.endswith("\n    type: ")


def test_condition_shows_field_and_keeps_focus(window: Window, base):
    page = window.open(f"{base}/form")
    page.select_option("#f-kind", "b")
    page.focus("#f-note")
    page.keyboard.type("typed while the server thinks")
    page.wait_for_selector("#f-reason")
    assert page.evaluate("document.activeElement.id") == "f-note"
    assert page.input_value("#f-note") == "typed while the server thinks"


def test_enter_waits_for_the_hits_of_what_was_typed(window: Window, base):
    page = window.open(f"{base}/zh/light")
    page.keyboard.press("Control+k")
    page.wait_for_selector("#hits [href='/form']")
    page.keyboard.type("en/dark")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}/en/dark", wait_until="commit")


def test_value_comes_back_with_its_field(window: Window, base):
    page = window.open(f"{base}/form")
    page.select_option("#f-kind", "b")
    page.fill("#f-reason", "no budget")
    page.select_option("#f-kind", "a")
    page.wait_for_selector("#f-reason", state="detached")
    page.select_option("#f-kind", "b")
    assert page.wait_for_selector("#f-reason").input_value() == "no budget"


def test_draft_survives_a_reload(window: Window, base):
    page = window.open(f"{base}/form")
    page.fill("#f-note", "not sent yet")
    until(page, "localStorage.getItem('draft:try')")
    page.reload()
    until(page, "document.querySelector('#f-note').value")
    assert page.input_value("#f-note") == "not sent yet"


def test_draft_is_gone_once_sent(window: Window, base):
    page = window.open(f"{base}/form")
    page.fill("#f-note", "sent")
    until(page, "localStorage.getItem('draft:try')")
    page.click("text=Send")
    page.wait_for_selector("text=taken")
    page.goto(f"{base}/form")
    until(page, "!localStorage.getItem('draft:try')")
    assert page.input_value("#f-note") == ""


def test_input_method_is_left_alone(window: Window, base):
    page = window.open(f"{base}/zh/light")
    asked = []
    page.on("request", lambda request: asked.append(request.url) if "/search" in request.url else None)
    page.keyboard.press("Control+k")
    until(page, "document.querySelector('#palette').open")
    page.wait_for_load_state("networkidle")
    asked.clear()
    keyboard = page.context.new_cdp_session(page)
    for text in ("s", "su", "suz"):
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": 1, "selectionEnd": 1})
    page.wait_for_timeout(300)
    assert asked == []
    with page.expect_request("**/search?q=*"):
        keyboard.send("Input.insertText", {"text": "苏州"})
