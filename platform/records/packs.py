"""Installed packs: which, in which version, and the files each one owns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, update

from .engine.rows import choose, read, read_one, values_of, write_or_change
from .tables import installed_pack


@dataclass(frozen=True, slots=True)
class InstalledPack:
    """A pack as it was installed; `files` holds the digest of each file by path."""

    id: str
    version: str
    revision: int
    files: dict[str, str]
    at: datetime
    uninstalled_at: datetime | None = None


def keep(connection: Connection, pack: InstalledPack) -> None:
    """Keep that a pack was installed or upgraded."""
    values = values_of(pack)
    write_or_change(connection, installed_pack, {"id": pack.id, **values}, key=("id",), changes=values)


def get(connection: Connection, pack: str) -> InstalledPack | None:
    """A pack that is installed."""
    here = (installed_pack.c.id == pack, installed_pack.c.uninstalled_at.is_(None))
    return read_one(connection, InstalledPack, choose(installed_pack, InstalledPack).where(*here))


def listing(connection: Connection) -> tuple[InstalledPack, ...]:
    """The packs that are installed, by id."""
    here = choose(installed_pack, InstalledPack).where(installed_pack.c.uninstalled_at.is_(None))
    return read(connection, InstalledPack, here.order_by(installed_pack.c.id))


def uninstall(connection: Connection, pack: str, now: datetime) -> bool:
    """Keep that a pack was taken out; False when it was not installed."""
    gone = update(installed_pack).where(installed_pack.c.id == pack, installed_pack.c.uninstalled_at.is_(None))
    return connection.execute(gone.values(uninstalled_at=now)).rowcount == 1
