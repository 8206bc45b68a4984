"""Who has a record, who had it, and how many each person holds."""

from datetime import timedelta

from records import AssignmentRow, ColumnSpec, FormSpec, assignments, contribute_columns, record_table, rotations, store

HOUR = timedelta(hours=1)


def to(owner: int | None, now, record: int = 1, **values: object) -> AssignmentRow:
    return AssignmentRow("ticket", record, "routed", now, owner=owner, **values)


def test_the_newest_assignment_holds(database, now):
    with database.transaction() as connection:
        assignments.add(connection, to(5, now, decision={"rule": "east"}))
        assignments.add(connection, to(6, now + HOUR, previous_owner=5))
        first, second = assignments.history(connection, "ticket", 1)
        assert assignments.current(connection, "ticket", 1) == second
    assert (first.owner, first.ended_at, first.decision) == (5, now + HOUR, {"rule": "east"})


def test_many_are_assigned_at_once(database, now):
    with database.transaction() as connection:
        assignments.add_many(connection, [to(5, now, record) for record in range(1, 701)])
        assignments.add_many(connection, [to(6, now + HOUR, record) for record in (1, 2)])
        held = assignments.current_of_many(connection, "ticket", range(1, 701))
        assert len(assignments.history(connection, "ticket", 2)) == 2
    assert [held[record].owner for record in (1, 2, 3, 700)] == [6, 6, 5, 5]


def test_an_assignment_is_answered_once(database, now):
    with database.transaction() as connection:
        assignment = assignments.add(connection, to(5, now))
        assert assignments.accept(connection, assignment, now)
        assert not assignments.accept(connection, assignment, now)
        assert not assignments.refuse(connection, assignment, now, words="no time")


def test_a_refused_assignment_ends(database, now):
    with database.transaction() as connection:
        assignment = assignments.add(connection, to(5, now))
        assert assignments.refuse(connection, assignment, now + HOUR, words="no time")
        assert assignments.current(connection, "ticket", 1) is None
        assert assignments.get(connection, assignment).refusal == "no time"


def test_unaccepted_ones_are_found(database, now):
    with database.transaction() as connection:
        assignments.add_many(connection, [to(5, now, record, accept_by=now + record * HOUR) for record in (1, 2, 3)])
        assignments.accept(connection, 1, now)
        waiting = assignments.unaccepted(connection, now + 2.5 * HOUR)
    assert [row.record for row in waiting] == [2]


def test_a_day_counts_who_got_what(database, now):
    with database.transaction() as connection:
        assignments.add_many(connection, [to(5, now - HOUR, 1), to(5, now, 2), to(6, now, 3)])
        both = assignments.counts_since(connection, "ticket", [5, 6, 7], [now - HOUR, now])
        assert both == ({5: 2, 6: 1, 7: 0}, {5: 1, 6: 1, 7: 0})
        assert assignments.counts_since(connection, "ticket", [5], [now], how=["claimed"]) == ({5: 0},)


def test_open_records_are_counted_by_owner(database, now, monkeypatch):
    monkeypatch.setattr("records.form_tables.columns._contributions", {})
    contribute_columns("desk", [ColumnSpec("owner", "reference"), ColumnSpec("outcome", "text")])
    table = record_table(FormSpec("ticket"))
    states = [(5, "open"), (5, "won"), (5, "open"), (6, "open"), (None, "open")]
    rows = [
        {"number": str(n), "created_at": now, "updated_at": now, "owner": owner, "outcome": outcome}
        for n, (owner, outcome) in enumerate(states)
    ]
    with database.transaction() as connection:
        table.create(connection)
        store.insert_many(connection, table, [*rows, {**rows[0], "number": "t", "trashed_at": now}])
        assert assignments.open_counts(connection, table, [5, 6, 7]) == {5: 2, 6: 1, 7: 0}


def test_turns_are_kept_together(database, now):
    with database.transaction() as connection:
        rotations.lock(connection, "desk", "east")
        rotations.set_turns(connection, "desk", "east", {5: 1, 6: 2}, now)
        rotations.set_turns(connection, "desk", "east", {5: 3.5}, now + HOUR)
        turns = rotations.turns(connection, "desk", "east")
    assert {person: (turn.turns, turn.last_at) for person, turn in turns.items()} == {
        5: (3.5, now + HOUR),
        6: (2, now),
    }
