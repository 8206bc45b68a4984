"""A visitor's form in the page of another site: as high as it is, also where the browser keeps nothing for it."""

import re
from threading import Thread

import pytest
from playwright.sync_api import expect
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

from web.security import POLICY

PAGE = """<!doctype html><title>A site</title><link rel="icon" href="data:,"><h1>Our pumps</h1>
<iframe src="{home}/f/demo" title="Book a demo" width="100%" height="900"></iframe>
<script src="{home}/f/embed.js" async></script>"""


@pytest.fixture
def site(address, monkeypatch):
    """A page elsewhere that holds the form, and that the form's policy names."""
    page = Response(PAGE.format(home=address), mimetype="text/html")
    server = make_server("127.0.0.1", 0, page)
    Thread(target=server.serve_forever, daemon=True).start()
    home = f"http://localhost:{server.server_port}"
    monkeypatch.setattr("web.pages.public_form.policy_of", lambda _: f"{POLICY}; frame-ancestors {home}")
    yield home
    server.shutdown()


def scrolls(page) -> bool:
    """Whether the form is higher than its frame."""
    inner = next(frame for frame in page.frames if "/f/demo" in frame.url)
    return inner.evaluate("document.documentElement.scrollHeight > innerHeight")


def test_the_frame_is_as_high_as_the_form_and_what_comes_after(window, office, site):
    page = window.open(site, language="en", width=1024)
    frame, form = page.locator("iframe"), page.frame_locator("iframe")
    expect(frame).to_have_attribute("height", re.compile("^1[345]..$"))
    assert not scrolls(page)
    office.passes(seconds=20)  # nobody fills a form in faster
    form.get_by_role("button", name="Send").click()
    expect(form.locator(".errors")).to_be_focused()
    form.locator("#f-company").fill("Ferry pumps")
    form.locator("#f-contact").fill("Ada")
    form.locator("#f-phone").fill("13900004711")
    form.locator("#f-consent").check()
    form.get_by_role("button", name="Send").click()
    expect(form.get_by_text("Thank you.")).to_be_visible()
    expect(frame).to_have_attribute("height", re.compile("^[345]..$"))
    assert not scrolls(page)
