"""What people read of a configuration: no signs that nobody can see, and no name longer than its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from .catalog import Catalog
from .document import Path
from .kinds import check
from .problems import Problem

# Control characters, lone surrogates, and the marks that turn text around on the screen so that it reads as another.
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
MOST_NAME, MOST_HINT, MOST_TEXT = 200, 1_000, 20_000
_MOST = {"label": MOST_NAME, "plural": MOST_NAME, "placeholder": MOST_NAME, "help": MOST_HINT, "hint": MOST_HINT}


@check
def texts_can_be_read(catalog: Catalog) -> Iterator[Problem]:
    """Every text of every file; what was published before stays in effect, as with any check across files."""
    for kind, definition in catalog:
        for path, text in _texts(catalog.written(kind, definition.id), ()):
            if found := INVISIBLE.search(text):
                sign = f"U+{ord(found[0]):04X}"
                yield catalog.problem(definition, path, "problem.invisible", sign=sign, at=found.start() + 1)
            elif len(text) > (most := _most(path)):
                yield catalog.problem(definition, path, "problem.too_long", limit=most, n=len(text))


def _texts(written: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(written, str):
        yield path, written
    elif isinstance(written, dict):
        for name, value in written.items():
            yield from _texts(value, (*path, name))
    elif isinstance(written, list):
        for place, value in enumerate(written):
            yield from _texts(value, (*path, place))


def _most(path: Path) -> int:
    """By the setting, which for a text in several languages stands above the language."""
    return next((_MOST[step] for step in reversed(path[-2:]) if step in _MOST), MOST_TEXT)
