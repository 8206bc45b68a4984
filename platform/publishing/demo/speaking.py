"""A demo in another language than its pack wrote it in: what its people say and do; names of people and firms stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def spoken(described: Any, words: Mapping[str, str]) -> Any:
    """The same with every text that the words know said in theirs; the lives stay the same."""
    if isinstance(described, str):
        return words.get(described, described)
    if isinstance(described, Mapping):
        return {key: spoken(value, words) for key, value in described.items()}
    return [spoken(each, words) for each in described] if isinstance(described, list) else described
