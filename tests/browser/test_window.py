"""The window through which browser tests look sees what a strict security policy refuses."""

import os

import pytest

from tests.chromium import Window, barriers

STRICT = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"


def page_of(markup: str) -> str:
    return f"data:text/html;charset=utf-8,<!doctype html><html lang=zh><title>页</title>{markup}"


def test_all_tests_with_a_browser_share_one_process(request):
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    assert alone or request.node.nodeid.endswith("@browser")


def test_a_window_speaks_the_visitors_language(browser, language):
    window = Window(browser)
    page = window.open(page_of(""), language=language)
    assert page.evaluate("navigator.language").startswith(language)
    window.close()


@pytest.mark.parametrize("breach", ["<script>1</script>", "<p style='color: red'>x</p>", "<p onclick='go()'>x</p>"])
def test_a_window_notices_breaches_of_policy(browser, breach):
    window = Window(browser)
    window.open(page_of(STRICT + breach))
    window.close()
    assert any("Content Security Policy" in complaint for complaint in window.complaints)


def test_a_window_notices_script_errors(browser):
    window = Window(browser)
    window.open(page_of("<script>undefined_name()</script>"))
    window.close()
    assert any("undefined_name" in complaint for complaint in window.complaints)


def test_a_clean_page_gives_no_complaint(window):
    page = window.open(page_of("<h1>好</h1>"))
    assert page.get_by_role("heading").inner_text() == "好"


def test_barriers_name_the_rule_and_element(window):
    page = window.open(page_of("<main><h1>好</h1><input id=phone></main>"))
    assert [barrier for barrier in barriers(page) if barrier.startswith("label") and "#phone" in barrier]


def test_a_labelled_input_is_no_barrier(window):
    page = window.open(page_of("<main><h1>好</h1><label>电话 <input></label></main>"))
    assert barriers(page) == []
