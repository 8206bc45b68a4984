"""One module for each resource; each has a `blueprint`."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from flask import Flask


def register_pages(app: Flask) -> None:
    """Registers the blueprint of every module in this package."""
    for found in sorted(pkgutil.iter_modules(__path__), key=lambda module: module.name):
        module = import_module(f"{__name__}.{found.name}")
        if hasattr(module, "blueprint"):
            app.register_blueprint(module.blueprint)
