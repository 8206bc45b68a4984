"""Names every record has beside its form's fields: number, owner, stage and the like."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from sqlalchemy import ColumnElement, FromClause

from definitions import LANGUAGES, Catalog, Label, Registry, say
from rules import Name, Scope, Type

from .sameness.rule import CHANNELS

SYSTEM_TYPES: Mapping[str, Type] = {
    "number": Type.TEXT,
    "owner": Type.LINK,
    "team": Type.LINK,
    "score": Type.NUMBER,
    "grade": Type.CHOICE,
    "urgent": Type.YES_NO,
    "fit_score": Type.NUMBER,
    "behaviour_score": Type.NUMBER,
    "rule_grade": Type.CHOICE,
    "hand_until": Type.DATETIME,
    "reviewed_at": Type.DATETIME,
    "chance": Type.NUMBER,
    "pipeline": Type.CHOICE,
    "stage": Type.CHOICE,
    "stage_entered_at": Type.DATETIME,
    "stage_due_at": Type.DATETIME,
    "outcome": Type.CHOICE,
    "pool": Type.CHOICE,
    "next_task": Type.TEXT,
    "next_due_at": Type.DATETIME,
    "wake_on": Type.DATE,
    "paused_at": Type.DATETIME,
    "paused_until": Type.DATETIME,
    "assigned_at": Type.DATETIME,
    "accept_by": Type.DATETIME,
    "accepted_at": Type.DATETIME,
    "first_contact_at": Type.DATETIME,
    "last_contact_at": Type.DATETIME,
    "closed_at": Type.DATETIME,
    "created_at": Type.DATETIME,
    "updated_at": Type.DATETIME,
    "created_by": Type.LINK,
    "channel": Type.CHOICE,
    "duplicate": Type.YES_NO,
}
# A form may ask for the day a record wakes; flows then follow the form's own field.
SHADOWABLE = frozenset({"wake_on"})
RESERVED = (frozenset(SYSTEM_TYPES) - SHADOWABLE) | {
    "id", "version", "revision", "search", "trashed_at", "duplicate_of", "me", "now", "person", "record",
}  # fmt: skip

# Engines above say more about their own names: the choices of `stage`, functions such as done(call).
# An extension is (catalog, form id) -> Scope; its names replace ours.
SCOPE_EXTENSIONS: Registry[Callable[[Catalog, str], Scope]] = Registry("scope extensions")


@cache
def system_label(name: str) -> Label:
    """What a system name is called in each language."""
    return Label.of({language: say(f"forms.system.{name}", language) for language in LANGUAGES})


@cache
def _system_names() -> Mapping[str, Name]:
    channels = {c: Label.of({lang: say(f"forms.channel.{c}", lang) for lang in LANGUAGES}) for c in CHANNELS}
    choices = {"channel": channels}
    return {name: Name(kind, system_label(name), choices.get(name)) for name, kind in SYSTEM_TYPES.items()}


def system_scope(catalog: Catalog, form: str) -> Scope:
    """The system names and whoever acts, with what the engines add."""
    names: dict[str, Name] = {**_system_names(), "me": Name(Type.LINK, system_label("me"))}
    functions = {}
    for _, extend in SCOPE_EXTENSIONS.items():
        more = extend(catalog, form)
        names.update(more.names)
        functions.update(more.functions)
    return Scope(names, functions)


def system_columns(table: FromClause) -> dict[str, ColumnElement]:
    """The columns behind the system names, as far as this table has them."""
    found: dict[str, ColumnElement] = {name: table.c[name] for name in SYSTEM_TYPES if name in table.c}
    found["duplicate"] = table.c.duplicate_of.is_not(None)
    return found
