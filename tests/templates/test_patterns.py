"""The gallery draws every component in both languages, and what it draws holds together."""

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

import pytest

from forms import field_types
from tests.templates.gallery import TEMPLATES, environment, gallery

ROOT = Path(__file__).resolve().parents[2]
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
FIELD_MACROS = {"input", "display"}
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls")


class Elements(HTMLParser):
    """Every start tag of a page with its attributes."""

    def __init__(self, markup: str):
        super().__init__()
        self.all: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag, attrs):
        self.all.append((tag, dict(attrs)))

    def values(self, *names: str) -> list[str]:
        return [word for _, attrs in self.all for name in names for word in (attrs.get(name) or "").split()]


@pytest.fixture(scope="module", params=["zh", "en"])
def page(request) -> str:
    """The gallery in one language."""
    return gallery(request.param)


def test_every_text_of_the_page_is_known(page):
    assert not re.findall(r"\bui\.\w+", page)


def test_every_icon_is_in_the_sprite(page):
    sprite = (ROOT / "static" / "icons.svg").read_text("utf-8")
    used = set(re.findall(r"icons\.svg#([\w-]+)", page))
    assert used <= set(re.findall(r'<symbol id="([\w-]+)"', sprite))


def test_no_id_stands_twice(page):
    count = Counter(Elements(page).values("id"))
    assert not [id for id, times in count.items() if times > 1]


def test_labels_and_descriptions_point_at_something(page):
    elements = Elements(page)
    assert set(elements.values(*REFERENCES)) <= set(elements.values("id"))


def test_buttons_without_words_have_names(page):
    icons = [attrs for _, attrs in Elements(page).all if "icon" in (attrs.get("class") or "").split()]
    assert icons
    assert all(attrs.get("aria-label") for attrs in icons)


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_says_how_to_call_it(component):
    assert component.read_text("utf-8").startswith("{#")


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.stem)
def test_every_component_stands_in_the_gallery(component):
    folders = ("pages/studio", "pages/studio/patterns", "layouts", "fields", "components")
    drawn = [path for folder in folders for path in (TEMPLATES / folder).glob("*.html")]
    assert any(f'"components/{component.name}"' in path.read_text("utf-8") for path in drawn if path != component)


@pytest.mark.parametrize("name", field_types.names())
def test_every_field_type_has_its_template(name):
    macros = environment("zh").get_template(f"fields/{name}.html").module
    assert set(dir(macros)) >= FIELD_MACROS
