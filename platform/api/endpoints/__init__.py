"""The calls, one module for each kind of thing they are about."""

from __future__ import annotations

import pkgutil
from importlib import import_module


def hang_all() -> None:
    """Import every module of calls; each hangs its own into the blueprint."""
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        import_module(f"{__name__}.{found.name}")
