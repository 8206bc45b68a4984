"""What every visitor downloads stays small, and runs in the oldest browser we promise."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "static"
TEMPLATES = STATIC.parent / "templates"
SHEETS = sorted((STATIC / "css").glob("*.css"))
CSS = "\n".join(sheet.read_text("utf-8") for sheet in SHEETS)
BUDGET = {
    "js/app.js": 8_192,
    "js/fields.js": 6_144,
    "js/embed.js": 512,
    "js/framed.js": 512,
    "js/views.js": 1_024,
    "js/board.js": 2_048,
    "js/calling.js": 2_048,
    "js/folds.js": 1_536,
    "js/link.js": 2_048,
    "js/proof.js": 1_536,
    "js/redraw.js": 1_024,
    "vendor/htmx/htmx.min.js": 14_336,
    "icons.svg": 8_192,
}
KIB = 1024
PAGES = {  # the styles that one page brings, and what they may weigh together
    "a visitor's": (["base"], 10 * KIB),
    "a form's": (["fields"], 3 * KIB),
    "a work page's": (["base", "work"], 16 * KIB),
    "a report page's": (["base", "work", "charts"], 19 * KIB),
    "a studio page's": (["base", "work", "studio"], 20 * KIB),
}
STYLED: dict[str, set[str]] = {}  # in which sheets a class stands
for sheet in SHEETS:
    for name in re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)):
        STYLED.setdefault(name, set()).add(sheet.name)
SCRIPTS = sorted((STATIC / "js").glob("*.js"))


def packed(path: str) -> int:
    return len(gzip.compress((STATIC / path).read_bytes(), 9))


@pytest.mark.parametrize("path", BUDGET)
def test_each_file_keeps_its_budget(path):
    assert packed(path) <= BUDGET[path]


@pytest.mark.parametrize("page", PAGES)
def test_the_styles_of_a_page_keep_their_budget(page):
    sheets, budget = PAGES[page]
    assert sum(packed(f"css/{sheet}.css") for sheet in sheets) <= budget


@pytest.mark.parametrize("page", sorted(str(page.relative_to(TEMPLATES)) for page in TEMPLATES.glob("pages/*/*.html")))
def test_a_page_brings_the_styles_of_the_classes_that_it_names(page):
    used = {name for names in re.findall(r'class="([^"{}]*)"', source(page)) for name in names.split()}
    brought = sheets_of(page)
    missing = {name for name in used if name in STYLED and not STYLED[name] & brought}
    assert not missing, f"{page} brings {sorted(brought)}, which say nothing about {sorted(missing)}"


def source(template: str) -> str:
    return (TEMPLATES / template).read_text("utf-8")


def sheets_of(template: str) -> set[str]:
    """The styles that a template links, and those of the layout that it stands in."""
    text = source(template)
    own = set(re.findall(r"'css/(\w+\.css)'", text))
    layout = re.search(r'extends "([^"]+)"', text)
    goes_on = "super()" in text or "block styles" not in text
    return own | sheets_of(layout[1]) if layout and goes_on else own | {"base.css"}


@pytest.mark.parametrize("novelty", ["light-dark(", "color-mix(", "oklch(", "@container", "@scope", "@property"])
def test_styles_avoid_what_old_browsers_miss(novelty):
    assert novelty not in CSS


def test_styles_are_not_nested():
    assert not re.search(r"^\s*&|[{;]\s*&", CSS, re.MULTILINE)


def test_styles_fetch_nothing():
    assert "url(" not in CSS
    assert "@import" not in CSS


def test_both_ways_into_the_dark_look_alike():
    chosen = re.search(r':root\[data-theme="dark"\] \{(.*?)\n\}', CSS, re.DOTALL)
    system = re.search(r':root\[data-theme="auto"\] \{(.*?)\n\}', CSS, re.DOTALL)
    assert chosen[1] == system[1]


def test_every_colour_used_is_a_token():
    used = set(re.findall(r"var\((--[\w-]+)\)", CSS))
    assert used <= set(re.findall(r"(--[\w-]+):", CSS))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_evaluate_no_text(path):
    script = path.read_text("utf-8")
    assert not re.search(r"\beval\(|new Function|innerHTML\s*=|\.style\b|setAttribute\('style'", script)


def test_vendored_code_carries_its_licence():
    folders = [folder for folder in (STATIC / "vendor").iterdir() if folder.is_dir()]
    assert folders
    assert all((folder / "LICENSE").is_file() for folder in folders)
