"""Pages of strangers load the least of our stylesheets: whatever they draw with must be in that."""

import re
from pathlib import Path

import pytest

STYLES = {path.name: path.read_text("utf-8") for path in (Path(__file__).parents[2] / "static" / "css").glob("*.css")}


def plain_rules(*names: str) -> set[str]:
    """The classes that have a rule of their own, such as `.stack { … }`, in these stylesheets."""
    text = re.sub(r"/\*.*?\*/", "", " ".join(STYLES[name] for name in names), flags=re.DOTALL)
    text = re.sub(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", text)
    selectors = (one.strip() for rule in re.findall(r"([^{}]+)\{", text) for one in rule.split(","))
    return {one[1:] for one in selectors if re.fullmatch(r"\.[a-z][\w-]*", one)}


def undrawn(page: str) -> set[str]:
    """Classes on a page that only stylesheets speak of which it does not load."""
    loaded = re.findall(r'href="[^"]*/css/(\w+\.css)"', page)
    used = {name for names in re.findall(r'class="([^"]*)"', page) for name in names.split()}
    return (used & plain_rules(*STYLES)) - plain_rules(*loaded)


@pytest.mark.parametrize("address", ["/session", "/f/demo", "/f/nowhere", "/records/lead/1"])
def test_a_strangers_page_has_the_styles_it_uses(visitor, address):
    page = visitor.get(address, follow_redirects=True).text
    assert "<main" in page
    assert undrawn(page) == set()


def test_a_page_without_a_stylesheet_is_noticed():
    assert undrawn('<link href="/static/1/css/day.css"><form class="stack">') == {"stack"}
