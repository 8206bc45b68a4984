"""What is kept about people: notifications, leave, tokens; and the installation's settings."""

from datetime import timedelta

import pytest

from records import Notification, leaves, notifications, settings, tables, tokens
from records.leaves import Leave
from records.tokens import TokenRow

DAY = timedelta(days=1)


@pytest.fixture
def people(database, now) -> list[int]:
    """Two people, in the database."""
    with database.transaction() as connection:
        return [
            connection.execute(
                tables.person.insert(), {"login": login, "name": login, "role": "rep", "created_at": now}
            ).inserted_primary_key[0]
            for login in ("wang", "li")
        ]


def test_a_person_reads_their_notifications(database, people, now):
    wang, li = people
    with database.transaction() as connection:
        notifications.notify(connection, Notification(wang, "assigned", now, "ticket", 7, {"n": 1}))
        notifications.notify(connection, Notification(li, "assigned", now))
        assert notifications.unread_count(connection, wang) == 1
        assert notifications.of_person(connection, wang)[0].data == {"n": 1}
        assert notifications.mark_read(connection, wang, now) == 1
        assert notifications.of_person(connection, wang, unread=True) == ()
        assert notifications.unread_count(connection, li) == 1


def test_nobody_reads_for_somebody_else(database, people, now):
    wang, li = people
    with database.transaction() as connection:
        notifications.notify(connection, Notification(wang, "assigned", now))
        theirs = notifications.of_person(connection, wang)[0].id
        assert notifications.mark_read(connection, li, now, ids=[theirs]) == 0


def test_a_key_is_notified_once(database, people, now):
    once = [Notification(people[0], "overdue", now, key=f"late:{n}") for n in (1, 2)]
    with database.transaction() as connection:
        assert notifications.notify(connection, once[0])
        assert not notifications.notify(connection, once[0])
        assert notifications.notify_many(connection, once) == 1
        assert notifications.unread_count(connection, people[0]) == 2


def test_who_is_away(database, people, now):
    wang, li = people
    with database.transaction() as connection:
        leave = leaves.add(connection, Leave(wang, now, now + DAY, "ill"))
        assert leaves.away(connection, people, now) == {wang}
        assert leaves.away(connection, people, now + DAY) == frozenset()
        assert leaves.of_person(connection, wang, since=now + DAY) == ()
        assert leaves.remove(connection, leave)
        assert leaves.of_person(connection, wang) == ()


def test_a_leave_ends_after_it_starts(database, people, now):
    with database.transaction() as connection, pytest.raises(ValueError, match="after it starts"):
        leaves.add(connection, Leave(people[0], now, now))


def test_a_revoked_token_is_not_found(database, people, now):
    with database.transaction() as connection:
        token = tokens.add(connection, TokenRow(people[0], "digest", now, label="website"))
        tokens.used(connection, token, now + DAY)
        assert tokens.find(connection, "digest").last_used_at == now + DAY
        assert tokens.revoke(connection, token, now)
        assert not tokens.revoke(connection, token, now)
        assert tokens.find(connection, "digest") is None
        assert [row.label for row in tokens.of_person(connection, people[0])] == ["website"]


def test_settings_are_put_changed_and_removed(database):
    with database.transaction() as connection:
        settings.put(connection, "a", {"x": [1]})
        settings.put(connection, "a", {"x": [2]})
        settings.put(connection, "b", True)
        settings.put(connection, "b", None)
        assert settings.every(connection) == {"a": {"x": [2]}}
        assert settings.get(connection, "b", "none") == "none"
        assert settings.get_or_put(connection, "a", 1) == {"x": [2]}
