"""Secret settings: addresses with passwords in them and keys to sign with, by name and never in YAML."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Connection, select

from definitions import Refused

from . import settings
from .engine.prepared import Prepared, places, slots, spread
from .tables import setting

NAME = re.compile(r"[a-z][a-z0-9_]{0,47}")
HEAD = "secret:"
LONGEST = 4000


def find(connection: Connection, name: str) -> str | None:
    """The value: what the environment says (LEADWRIGHT_SECRET_<NAME>), else what was kept."""
    return os.environ.get(variable(name)) or settings.get(connection, HEAD + name)


def variable(name: str) -> str:
    """The environment's name for a secret."""
    return f"LEADWRIGHT_SECRET_{name.upper()}"


def from_environment(name: str) -> bool:
    """Whether whoever runs the server has set it, whom nothing here overrules."""
    return bool(os.environ.get(variable(name)))


def known(connection: Connection, names: Iterable[str]) -> frozenset[str]:
    """Those of some names that have a value, without reading it."""
    wanted = frozenset(names)
    if not wanted:
        return frozenset()
    room = places(len(wanted))
    found = _kept(room).all(connection, **spread("key", [HEAD + name for name in wanted], room))
    kept = {key.removeprefix(HEAD) for (key,) in found}
    return frozenset(name for name in wanted if name in kept or from_environment(name))


@lru_cache(maxsize=8)
def _kept(names: int) -> Prepared:
    return Prepared(select(setting.c.key).where(setting.c.key.in_(slots(setting.c.key, "key", names))))


def keep(connection: Connection, name: str, value: str | None) -> None:
    """Keep a value, or take it away with None."""
    if not NAME.fullmatch(name):
        raise Refused("secrets.bad_name", name=name[:60])
    if value is not None and (not value.strip() or len(value) > LONGEST or "\n" in value.strip()):
        raise Refused("secrets.bad_value", name=name, most=LONGEST)
    settings.put(connection, HEAD + name, value.strip() if value is not None else None)
