"""A new field is called as its label says: its id follows the name until it is published, or somebody types one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from definitions import LANGUAGES, say

from .naming import free_id, id_of, is_made_of

FIRST = "en"  # of several names, the one that ids are made of


def id_after(field: Mapping[str, Any], label: Any, taken: Iterable[str]) -> str:
    """The id of a field after it is called otherwise; the one it has, where that was not made of its name or type."""
    id, type = str(field["id"]), str(field.get("type"))
    before, now = name_of(field.get("label"), type), name_of(label, type)
    was_made_up = any(is_made_of(id, name) for name in (before, type) if name)
    return free_id(now, taken) if was_made_up and id_of(now) else id


def name_of(label: Any, type: str) -> str:
    """The name that somebody gave: what the type is called, which every new field begins with, is none."""
    usual = {say(f"fields.type.{type}", language) for language in LANGUAGES}
    texts = label if isinstance(label, Mapping) else {FIRST: label or ""}
    own = {language: str(text) for language, text in texts.items() if text and str(text) not in usual}
    return own.get(FIRST) or next(iter(own.values()), "")
