"""A person as the engines see them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select

from records import tables


@dataclass(frozen=True)
class Person:
    """Somebody who signs in, owns records and does tasks; role and calendar are ids of definitions."""

    id: int
    login: str
    name: str
    role: str
    team: int | None = None
    language: str = "zh"
    timezone: str = "Asia/Shanghai"
    phone: str | None = None
    email: str | None = None
    calendar: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    active: bool = True
    paused: bool = False
    session_stamp: str = field(default="", repr=False)
    created_at: datetime | None = None
    last_seen_at: datetime | None = None


@dataclass(frozen=True)
class NewPerson:
    """What it takes to add a person; without a password nobody can sign in as them yet."""

    login: str
    name: str
    role: str
    team: int | None = None
    language: str = "zh"
    timezone: str = "Asia/Shanghai"
    phone: str | None = None
    email: str | None = None
    calendar: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    password: str | None = field(default=None, repr=False)


COLUMNS = tuple(tables.person.c[each.name] for each in fields(Person))


def selected() -> Select[Any]:
    """A SELECT of everything a Person holds; the password's hash is not part of it."""
    return select(*COLUMNS)


def from_row(row: Row[Any]) -> Person:
    """The person of a selected row."""
    return Person(*row)
