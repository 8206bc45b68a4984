"""Loading with every kind of definition known."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib import import_module

from definitions import Loaded, load_files

# Importing these packages registers their kinds and checks.
_PACKAGES = ("accounts", "forms", "flows", "reports", "publishing.pack")


@lru_cache(maxsize=1)
def know_all_kinds() -> None:
    """Imports every package that brings a kind of definition."""
    for package in _PACKAGES:
        import_module(package)


def load(files: Mapping[str, str]) -> Loaded:
    """Files → catalog and problems, with all kinds and checks of the platform; the same files are read once."""
    know_all_kinds()
    return _load(tuple(sorted(files.items())))


@lru_cache(maxsize=4)
def _load(files: tuple[tuple[str, str], ...]) -> Loaded:
    return load_files(dict(files))
