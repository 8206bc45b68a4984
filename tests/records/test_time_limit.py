"""A question that takes too long is stopped by the database, and the transaction goes on."""

import pytest
from sqlalchemy import text

from records.engine.time_limit import TookTooLong, time_limit

ENDLESS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(600)",
}


def test_an_endless_question_is_stopped(database):
    with database.reading() as connection:
        with pytest.raises(TookTooLong), time_limit(connection, 0.2):
            connection.execute(text(ENDLESS[database.dialect]))
        assert connection.execute(text("SELECT 1")).scalar() == 1


def test_a_quick_question_is_answered(database):
    with database.reading() as connection:
        with time_limit(connection, 60):
            assert connection.execute(text("SELECT 1")).scalar() == 1
        with time_limit(connection, None):
            assert connection.execute(text("SELECT 2")).scalar() == 2
