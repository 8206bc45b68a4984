"""One installation: its data folder, its database, and the configuration that is published now."""

from __future__ import annotations

import os
from collections.abc import Hashable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection

from accounts import SYSTEM, Actor, Work, actor_of
from definitions import Catalog, DefinitionError
from flows import in_flight as flights
from forms import spec_of, with_moving
from records import Database, FileStore, FormSpec, Replica, choices_moving, field_keys, in_flight, keep_up, revisions

from .loading import know_all_kinds, load

DATABASE_FILE = "leadwright.db"
EARLIER = 20  # revisions whose stages are still known, for the records that stand there


@dataclass(frozen=True)
class Settings:
    """Where state lives; from the command line or the environment."""

    data: Path
    database_url: str
    redis_url: str | None = None
    site: str | None = None
    replica_url: str | None = None

    @classmethod
    def read(cls, data: str | Path | None = None) -> Settings:
        """LEADWRIGHT_DATA, LEADWRIGHT_DATABASE_URL (else SQLite below the data folder), LEADWRIGHT_REDIS_URL,
        LEADWRIGHT_REPLICA_URL: a copy of the database for reports, and LEADWRIGHT_URL: where people outside find these
        pages, which links in messages begin with."""
        folder = Path(data or os.environ.get("LEADWRIGHT_DATA") or "var")
        url = os.environ.get("LEADWRIGHT_DATABASE_URL") or f"sqlite:///{(folder / DATABASE_FILE).resolve()}"
        site = (os.environ.get("LEADWRIGHT_URL") or "").rstrip("/")
        named = {name: os.environ.get(f"LEADWRIGHT_{name.upper()}") or None for name in ("redis_url", "replica_url")}
        return cls(folder, url, site=site or None, **named)


@dataclass(frozen=True)
class _Known:
    """The catalog of one moment: of which revision, and with what was on its way."""

    standing: tuple[int, Hashable]
    catalog: Catalog


class Workspace:
    """Opens the database and keeps the catalog of the newest revision at hand."""

    def __init__(self, settings: Settings, database: Database | Replica | None = None) -> None:
        """Remembers the settings; nothing is opened before it is needed."""
        self.settings = settings
        self.database = database or Database(settings.database_url)
        field_keys.use_folder(settings.data)
        self._known = _Known((0, ()), Catalog({}, {}, {}))
        self._lock = Lock()

    def open(self) -> Workspace:
        """Brings all tables up to date; safe in several processes at once."""
        self.settings.data.mkdir(parents=True, exist_ok=True)
        self.database.create()
        know_all_kinds()
        keep_up(self.database, self._specs, datetime.now(UTC))
        return self

    def _specs(self, connection: Connection) -> list[FormSpec]:
        """The published forms; none where an older version published what this one cannot read, which is told later."""
        try:
            return [spec_of(form) for form in self.catalog(connection).all("form")]
        except DefinitionError:
            return []

    @cached_property
    def reports(self) -> Workspace:
        """Where reports are asked: the copy, with the configuration as it stands there, if one is named."""
        if self.settings.replica_url is None:
            return self
        settings = replace(self.settings, replica_url=None)
        return Workspace(settings, Replica(self.settings.replica_url, self.database))

    @property
    def files(self) -> FileStore:
        """Where the contents of uploaded files lie."""
        return FileStore(self.settings.data / "files")

    def catalog(self, connection: Connection) -> Catalog:
        """The published configuration; one cheap question, and a load only when the revision moved."""
        standing = revisions.standing(connection)
        known = self._known  # looked at once: another thread may put a newer one there meanwhile
        if known.standing == standing:
            return known.catalog
        moving = choices_moving.underway(connection)
        with self._lock:
            if self._known.standing != standing:
                self._known = _Known(standing, with_moving(self._read(connection, standing[0]), moving))
            return self._known.catalog

    def _read(self, connection: Connection, number: int) -> Catalog:
        """Read anew where the revision moved; where only values have arrived, the same without what is derived."""
        if self._known.catalog.revision == number:
            return self._known.catalog.at_revision(number)
        files = revisions.files_of(connection, number)
        acts = in_flight.listing(connection)
        sources = sorted({act.from_revision for act in acts}, reverse=True)[:EARLIER]
        earlier = {source: revisions.files_of(connection, source) for source in sources if source != number}
        before = {source: _catalog_of(texts, source) for source, texts in earlier.items()}
        return flights.with_kept(_catalog_of(files, number), acts, before)

    def work(self, connection: Connection, actor: Actor | int | None, now: datetime) -> Work:
        """What every verb takes: the connection, the published catalog, who acts and when."""
        catalog = self.catalog(connection)
        if actor is None:
            actor = SYSTEM
        elif isinstance(actor, int):
            actor = actor_of(connection, catalog, actor)
        return Work(connection, catalog, actor, now)


def _catalog_of(files: dict[str, str], number: int) -> Catalog:
    loaded = load(files)
    if loaded.readable is None:
        raise DefinitionError(loaded.problems)
    return loaded.readable.at_revision(number)
