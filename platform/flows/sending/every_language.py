"""A notice is read in the language that its reader has on then, so that it is worded in each when it happens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from definitions import LANGUAGES


def worded(language: str, words: Callable[[str], Mapping[str, str]]) -> dict[str, Any]:
    """The words in the person's own language, as ways outside take them, and `in` the others, by language."""
    return {**words(language), "in": {other: dict(words(other)) for other in LANGUAGES if other != language}}
