"""Packs as they came: which files each one brought, by the revision that installed or upgraded it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from .engine.rows import choose, read, values_of, write_or_change
from .revisions import digest_of_text, keep_texts, texts_of
from .tables import installed_pack


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """A pack as it came, before anybody changed it; `files` holds the digest of each file by path."""

    id: str
    revision: int
    version: str
    files: dict[str, str]
    at: datetime


def keep(
    connection: Connection, id: str, files: Mapping[str, str], *, revision: int, version: str, now: datetime
) -> None:
    """Keep with which files a revision brought a pack."""
    keep_texts(connection, files.values())
    digests = {path: digest_of_text(text) for path, text in files.items()}
    values = values_of(InstalledPack(id, revision, version, digests, now))
    write_or_change(connection, installed_pack, {"id": id, **values}, key=("id", "revision"), changes=values)


def came(connection: Connection, id: str) -> tuple[InstalledPack, ...]:
    """Every time the pack came, the newest first."""
    mine = choose(installed_pack, InstalledPack).where(installed_pack.c.id == id)
    return read(connection, InstalledPack, mine.order_by(installed_pack.c.revision.desc()))


def files_of(connection: Connection, pack: InstalledPack) -> dict[str, str]:
    """Its files with their texts."""
    texts = texts_of(connection, pack.files.values())
    return {path: texts[digest] for path, digest in pack.files.items()}
