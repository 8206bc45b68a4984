"""The tree says what the design says: where packages live, and which may import which."""

import ast
import re
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[1]
PLATFORM = ROOT / "platform"
PACKAGES = sorted(path.parent.name for path in PLATFORM.glob("*/__init__.py"))
MODULES = sorted(path for path in PLATFORM.rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))
TEXTS = sorted((ROOT / "locales").rglob("*.yaml"))

# The word of one trade, alone or inside a name such as lead_id or LeadTable; "leading", "Leadwright" and the verb
# ("it leads to …") are others.
VERB = r"(?! (?:to|into|there|nowhere)\b)"
ONE_TRADE = re.compile(rf"(?<![A-Za-z])(?:[lL]eads?(?![a-z]){VERB}|LEADS?(?![A-Z]))|(?<=[a-z])Leads?(?![a-z])|线索")


def here(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_layer_has_its_package():
    layers = "accounts api cli definitions flows forms jobs publishing records reports rules web"
    assert layers.split() == PACKAGES


def test_platform_stays_a_plain_source_root():
    assert not (PLATFORM / "__init__.py").exists(), "it would hide the standard library's module of that name"


def test_tests_never_shadow_our_packages():
    assert [here(path) for path in (ROOT / "tests").rglob("__init__.py")] == []


def test_no_package_hides_the_standard_library():
    assert set(PACKAGES).isdisjoint(sys.stdlib_module_names)


def test_imports_point_down_only(capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    broken = lint_imports(no_cache=True, no_logo=True)
    assert not broken, capsys.readouterr().out


def imported_names(module: Path) -> list[str]:
    nodes = list(ast.walk(ast.parse(module.read_text("utf-8"))))
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    return plain + [node.module for node in nodes if isinstance(node, ast.ImportFrom) and not node.level]


@pytest.mark.parametrize("package", PACKAGES)
def test_neighbours_see_only_public_faces(package):
    others = tuple(f"{other}." for other in PACKAGES if other != package)
    inside = [
        f"{here(module)} imports {name}; take it from {name.split('.')[0]} itself"
        for module in MODULES
        if here(module).startswith(f"platform/{package}/")
        for name in imported_names(module)
        if name.startswith(others)
    ]
    assert not inside, "\n".join(inside)


@pytest.mark.parametrize("package", PACKAGES)
def test_own_modules_are_imported_relatively(package):
    absolute = [
        f"{here(module)} imports {name}"
        for module in MODULES
        if here(module).startswith(f"platform/{package}/")
        for name in imported_names(module)
        if name.split(".")[0] == package and "migrations" not in module.parts  # Alembic runs those as scripts
    ]
    assert not absolute, "\n".join(absolute)


def test_the_engine_knows_no_trade():
    found = [
        f"{here(path)}:{number}: {line.strip()}"
        for path in [*MODULES, *TEMPLATES, *TEXTS]
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if ONE_TRADE.search(line)
    ]
    assert not found, "\n".join(["say record; the word of a trade belongs in configs/", *found])


@pytest.mark.parametrize("word", ["lead", "leads", "lead_id", "new_lead", "LeadForm", "NewLead", "LEAD_FORM", "线索"])
def test_the_word_of_a_trade_is_found(word):
    assert ONE_TRADE.search(f"x = {word}.y")


@pytest.mark.parametrize("word", ["leading", "Leadwright", "LEADWRIGHT_DATA", "misleading", "leader", "leads to"])
def test_other_words_that_hold_it_pass(word):
    assert not ONE_TRADE.search(f"x = {word}.y")
