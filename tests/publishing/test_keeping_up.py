"""An installation of an older version: its record tables get the columns that engines keep now."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import inspect, text

from publishing import Workspace, publish
from records import settings

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def older(workspace, files):
    """As the version before this one left it: without the newest column and its index."""
    publish(workspace, files, author=None, message="", now=NOW)
    with workspace.database.transaction() as connection:
        connection.execute(text("DROP INDEX ix_r_ticket_regrade_at"))
        connection.execute(text("ALTER TABLE r_ticket DROP COLUMN regrade_at"))
        settings.put(connection, "columns of engines", "those of before")
    return Workspace(workspace.settings)


def columns(workspace) -> set[str]:
    with workspace.database.reading() as connection:
        inspector = inspect(connection)
        indexes = {index["name"] for index in inspector.get_indexes("r_ticket")}
        return {column["name"] for column in inspector.get_columns("r_ticket")} | indexes


def test_opening_adds_what_is_missing(older):
    assert "regrade_at" not in columns(older)
    assert {"regrade_at", "ix_r_ticket_regrade_at"} <= columns(older.open())
    older.database.dispose()


def test_an_unreadable_configuration_does_not_keep_it_shut(older):
    with older.database.transaction() as connection:
        connection.execute(text("UPDATE file_text SET text = 'kind: nonsense'"))
    assert older.open() is older
    older.database.dispose()
