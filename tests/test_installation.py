"""What pyproject.toml promises: the libraries we import are named in it, and the optional ones stay optional."""

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
OURS = {path.parent.name for path in ROOT.glob("platform/*/__init__.py")} | {"app", "bench", "tests"}
EXTRAS = PROJECT["optional-dependencies"]
OPTIONAL_EXTRAS = ("pg", "scale", "predict", "pictures")
OPTIONAL = ("fpdf", "numpy", "psycopg", "psycopg_pool", "redis", "resvg_py", "rq", "sklearn")

IMPORT_EVERYTHING = f"""
import importlib, sys
sys.path.insert(0, "platform")
for name in {OPTIONAL!r}:
    sys.modules[name] = None
for name in {sorted(OURS - {"app", "bench", "tests"})!r}:
    importlib.import_module(name)
"""


# A program, the standard library's data, and a dictionary whose files are read without importing it.
READ_AS_FILES = ("gunicorn", "tzdata", "pypinyin")


def names(requirements: list[str]) -> set[str]:
    """The bare names in a list of requirements: `psycopg[binary]>=3.3` is psycopg."""
    return {normal(re.match(r"[\w.-]+", requirement).group()) for requirement in requirements}


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def imported(folder: str) -> dict[str, str]:
    """Each library that is imported somewhere in a folder, with one place where it is."""
    found = {}
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module] if isinstance(node, ast.ImportFrom) and not node.level else []
            found |= {module.split(".")[0]: path.relative_to(ROOT).as_posix() for module in modules}
    return {name: place for name, place in found.items() if name not in OURS | sys.stdlib_module_names}


@pytest.mark.parametrize(
    ("folder", "extras"), [("platform", OPTIONAL_EXTRAS), ("tests", [*OPTIONAL_EXTRAS, "test"]), ("bench", EXTRAS)]
)
def test_every_imported_library_is_declared(folder, extras):
    declared = names(PROJECT["dependencies"]).union(*(names(EXTRAS[extra]) for extra in extras))
    providers = packages_distributions()
    missing = [
        f"{place} imports {module}"
        for module, place in imported(folder).items()
        if not declared & {normal(provider) for provider in providers.get(module, [module])}
    ]
    assert not missing, "\n".join(missing)


def test_no_declared_library_goes_unused():
    providers = packages_distributions()
    used = {normal(provider) for module in imported("platform") for provider in providers.get(module, [])}
    idle = names(PROJECT["dependencies"]) - used - set(READ_AS_FILES)
    assert not idle, sorted(idle)


def test_a_dictionary_of_sixty_megabytes_is_never_imported():
    assert "pypinyin" not in imported("platform")


def test_everything_imports_without_the_optional_libraries():
    run = subprocess.run(
        [sys.executable, "-c", IMPORT_EVERYTHING], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert run.returncode == 0, run.stderr


def test_every_dependency_has_bounds():
    every = [*PROJECT["dependencies"], *(one for extra in EXTRAS.values() for one in extra)]
    assert [one for one in every if ">=" not in one and not one.startswith("leadwright[")] == []


def test_the_command_is_the_cli():
    assert PROJECT["scripts"] == {"leadwright": "cli:main"}
