"""What each role may do with the form and with one field, as the files of the roles say it: shown and changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accounts import FORM_VERBS, THROUGH
from definitions import Catalog, Refused
from publishing import designing

from ..conditions import Option
from ..languages import language, t

SIGHTS = ("none", "own", "team", "all")


@dataclass(frozen=True)
class AccessRole:
    """One role: whose records it sees, and whether that is said of all forms at once."""

    id: str
    label: str
    sight: tuple[Option, ...]
    is_wide: bool


@dataclass(frozen=True)
class AccessTick:
    """One verb, or one field's setting, of one role."""

    name: str
    label: str
    may: bool


@dataclass(frozen=True)
class AccessRow:
    """One verb across the roles."""

    label: str
    ticks: tuple[AccessTick, ...]


@dataclass(frozen=True)
class AccessGrid:
    """Verbs down, roles across."""

    roles: tuple[AccessRole, ...]
    rows: tuple[AccessRow, ...]


def access_of(catalog: Catalog, texts: Mapping[str, str], form: str) -> AccessGrid:
    """The form's rights by role; `texts` are the files of the roles as the draft has them."""
    roles = tuple(_entries(catalog, texts, form))
    rows = []
    for verb in FORM_VERBS:
        ticks = (_tick(role, entry, verb) for role, entry in roles)
        rows.append(AccessRow(t(f"accounts.verb.{verb}"), tuple(ticks)))
    return AccessGrid(tuple(role for role, _ in roles), tuple(rows))


def named_of(catalog: Catalog, texts: Mapping[str, str], form: str, field: str, *, sensitive: bool) -> AccessGrid:
    """Where the roles' files name one field: never seen, only read, and, where it is sensitive, seen whole."""
    roles = tuple(_entries(catalog, texts, form))
    rows = []
    for setting in designing.FIELD_SETTINGS:
        ticks = [_named(role, entry, setting, field) for role, entry in roles]
        if setting != "unmask" or sensitive or any(tick.may for tick in ticks):
            rows.append(AccessRow(t(f"access.{setting}"), tuple(ticks)))
    return AccessGrid(tuple(role for role, _ in roles), tuple(rows))


def _entries(catalog: Catalog, texts: Mapping[str, str], form: str) -> Iterator[tuple[AccessRole, dict[str, Any]]]:
    for role in catalog.all("role"):
        path = catalog.file_of("role", role.id)
        try:
            data = designing.Sheet(texts.get(path, "")).data
        except Refused:
            continue  # its file has to be mended first, as the problems say
        entry = designing.entry_of(data, form)
        chosen = designing.sight_of(entry)
        levels = (*SIGHTS, *([chosen] if chosen == THROUGH else []))
        options = tuple(Option(each, t(f"access.see.{each}"), each == chosen) for each in levels)
        is_wide = form not in (data.get("forms") or {}) and bool(entry)
        label = role.label.text(language())
        yield AccessRole(role.id, label, options, is_wide), entry


def _tick(role: AccessRole, entry: Mapping[str, Any], verb: str) -> AccessTick:
    may = entry.get("do") == "all" or verb in (entry.get("do") or ())
    return AccessTick(f"may.{role.id}/{verb}", f"{t(f'accounts.verb.{verb}')} · {role.label}", may)


def _named(role: AccessRole, entry: Mapping[str, Any], setting: str, field: str) -> AccessTick:
    label = f"{t(f'access.{setting}')} · {role.label}"
    return AccessTick(f"named.{role.id}/{setting}", label, field in (entry.get(setting) or ()))
