"""The fixed tables' versions: Alembic brings them up, and tells where a database has drifted from tables.py."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect, text

from definitions import Refused

if TYPE_CHECKING:
    from .database import Database

MIGRATIONS = Path(__file__).parents[1] / "migrations"
NAMED = re.compile(r'^(?:down_)?revision = "(\d+)"', re.MULTILINE)


def _newest(known: Mapping[str, str | None]) -> str:
    """The version that none comes after; what its file is called says nothing."""
    [newest] = known.keys() - known.values()
    return newest


def _known() -> dict[str, str | None]:
    """Every version, and the one that it comes after."""
    files = (path.read_text("utf-8") for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    return {own: before[0] if before else None for own, *before in map(NAMED.findall, files)}


KNOWN = _known()
HEAD = _newest(KNOWN)
LOCK = 7_230_411  # any number, as long as every process takes the same


def upgrade(database: Database) -> None:
    """Bring the fixed tables to the newest version; the second of two processes waits and finds it done.

    Refused where a newer Leadwright has brought them to a version that this one does not know.
    """
    with database.reading() as connection:
        if _is_newest(version(connection)):
            return
    with database.transaction() as connection:
        wait_for_turn(connection)
        if not _is_newest(version(connection)):
            _run_alembic(connection)


def version(connection: Connection) -> str | None:
    """The version the fixed tables have; None before the first start."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _is_newest(found: str | None) -> bool:
    if found is not None and found not in KNOWN:
        raise Refused("records.newer_data", found=found, known=HEAD)
    return found == HEAD


def drift(connection: Connection) -> list[Any]:
    """What a database's fixed tables have differently from tables.py; empty when all is well."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from ..tables import metadata

    def ours(name: str | None, kind: str, parents: dict[str, str | None]) -> bool:
        table = name if kind == "table" else parents.get("table_name")
        return table is None or table in metadata.tables

    options = {"include_name": ours, "compare_type": True, "target_metadata": metadata}
    return compare_metadata(MigrationContext.configure(connection, opts=options), metadata)


def wait_for_turn(connection: Connection) -> None:
    """SQLite's transaction holds the one write lock already; PostgreSQL needs a lock of its own."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})


def _run_alembic(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
