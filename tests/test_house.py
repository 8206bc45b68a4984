"""The house style, counted: sizes, names, docstrings, templates under a strict security policy, both languages."""

import ast
import re
from collections import Counter
from pathlib import Path
from string import Formatter

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "platform").rglob("*.py"))
PYTHON = [*MODULES, *sorted((ROOT / "tests").rglob("*.py")), ROOT / "app.py"]
PAGES = sorted(path for path in (ROOT / "templates").rglob("*.html") if "emails" not in path.parts)
LOCALES = ROOT / "locales"

VAGUE = {"base_utils", "common", "helper", "helpers", "manager", "managers", "misc", "util", "utils"}
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
FORBIDDEN_MARKUP = {
    "a style attribute": re.compile(r"<[^<>]*\sstyle\s*="),
    "a style element": re.compile(r"<style\b"),
    "a script without src": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*\btype=.application/(?:ld\+)?json)"),
    "an event handler": re.compile(r"<[^<>]*\s(?:on[a-z]+|hx-on[:\w-]*)\s*="),
}


def here(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def none_of(found: list[str], why: str = "") -> None:
    """Hold that nothing was found, or show all of it."""
    assert not found, "\n".join([why, *found])


def functions() -> list[tuple[int, str]]:
    """Each function's body length and place, the longest first."""
    found = []
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                found.append((node.end_lineno - node.body[0].lineno + 1, f"{here(module)}:{node.lineno} {node.name}"))
    return sorted(found, reverse=True)


def test_python_files_stay_under_400_lines():
    none_of([here(path) for path in PYTHON if lines(path) > 400])


def test_templates_stay_under_120_lines():
    none_of([here(path) for path in PAGES if lines(path) > 120])


def test_most_functions_fit_in_20_lines():
    sizes = functions()
    long = [place for size, place in sizes if size > 20]
    none_of(long if len(long) > 0.15 * len(sizes) else [])


def test_hardly_a_function_exceeds_50_lines():
    sizes = functions()
    huge = [place for size, place in sizes if size > 50]
    none_of(huge if len(huge) > 0.015 * len(sizes) else [])


@pytest.mark.parametrize("folder", ["platform", "tests"])
def test_every_module_has_a_docstring(folder):
    modules = [path for path in PYTHON if here(path).startswith(folder)]
    none_of([here(path) for path in modules if not ast.get_docstring(ast.parse(path.read_text("utf-8")))])


def test_every_class_has_a_docstring():
    bare = [
        f"{here(module)}:{node.lineno} {node.name}"
        for module in MODULES
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.ClassDef) and not ast.get_docstring(node)
    ]
    none_of(bare)


def test_no_module_has_a_vague_name():
    parts = {here(module): {module.stem, module.parent.name} for module in MODULES}
    none_of([place for place, names in parts.items() if names & VAGUE])


@pytest.mark.parametrize("what", FORBIDDEN_MARKUP)
def test_templates_obey_the_security_policy(what):
    pattern = FORBIDDEN_MARKUP[what]
    found = [here(page) for page in PAGES if pattern.search(JINJA.sub("", page.read_text("utf-8")))]
    none_of(found, f"{what} is refused by the Content-Security-Policy")


@pytest.mark.parametrize(
    ("what", "markup"),
    [
        ("a style attribute", '<p class="a" style="color: red">'),
        ("a style element", "<style>p {}</style>"),
        ("a script without src", "<script>go()</script>"),
        ("an event handler", '<button onclick="go()">'),
        ("an event handler", '<button hx-on:click="go()">'),
    ],
)
def test_forbidden_markup_is_found(what, markup):
    assert FORBIDDEN_MARKUP[what].search(markup)


AREAS = sorted({path.name for path in LOCALES.glob("*/*.yaml")})


def texts(language: str, area: str) -> dict[str, str]:
    path = LOCALES / language / area
    return (yaml.load(path.read_text("utf-8"), yaml.CBaseLoader) or {}) if path.exists() else {}


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(str(text)) if name is not None}


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_have_the_same_keys(area):
    plural = re.compile(r"\.(one|other)$")
    zh, en = ({plural.sub("", key) for key in texts(language, area)} for language in ("zh", "en"))
    none_of(sorted(zh ^ en))


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_fill_the_same_blanks(area):
    zh, en = texts("zh", area), texts("en", area)
    none_of([key for key in zh.keys() & en.keys() if blanks(zh[key]) != blanks(en[key])])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("area", AREAS)
def test_no_text_is_empty(area, language):
    none_of([key for key, text in texts(language, area).items() if not (isinstance(text, str) and text)])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_text_is_said_twice(language):
    count = Counter(key for area in AREAS for key in texts(language, area))
    none_of([key for key, times in count.items() if times > 1])


def test_ids_that_scripts_speak_through_are_given_once():
    ids = re.findall(r'id="([\w-]+)"', (ROOT / "templates/layouts/_live.html").read_text("utf-8"))
    taken = re.compile(rf'\bid="(?:{"|".join(ids)})"')
    sheet = "dialog.html"  # which takes the place of the empty one
    others = [page for page in PAGES if page.name not in ("_live.html", sheet)]
    none_of([here(page) for page in others if taken.search(page.read_text("utf-8"))])
