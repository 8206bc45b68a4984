"""A new field is called as its label says: its id follows the name until it is published, or somebody types one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from definitions import LANGUAGES, say

from .beginnings import CHOICES
from .naming import free_id, id_of, is_made_of

FIRST = "en"  # of several names, the one that ids are made of
USUAL = frozenset(text for _, *texts in CHOICES for text in texts)


def id_after(field: Mapping[str, Any], label: Any, taken: Iterable[str]) -> str:
    """The id of a field after it is called otherwise; the one it has, where that was not made of its name or type."""
    id, type = str(field["id"]), str(field.get("type"))
    before, now = name_of(field.get("label"), type), name_of(label, type)
    was_made_up = any(is_made_of(id, name) for name in (before, type) if name)
    return free_id(now, taken) if was_made_up and id_of(now) else id


def choice_id_after(id: str, before: Any, label: Any, taken: Iterable[str]) -> str:
    """The id of a choice after it is called otherwise; what a new field's choices begin with are no names."""
    was, now = (_own_name(each, USUAL) for each in (before, label))
    is_made_up = is_made_of(id, was, "choice") if was else any(id == each for each, *_ in CHOICES)
    return free_id(now, taken, "choice") if is_made_up and id_of(now) else id


def name_of(label: Any, type: str) -> str:
    """The name that somebody gave: what the type is called, which every new field begins with, is none."""
    usual = {say(f"fields.type.{type}", language) for language in LANGUAGES}
    return _own_name(label, usual)


def _own_name(label: Any, usual: Iterable[str]) -> str:
    texts = label if isinstance(label, Mapping) else {FIRST: label or ""}
    own = {language: str(text) for language, text in texts.items() if text and str(text) not in usual}
    return own.get(FIRST) or next(iter(own.values()), "")
