"""New types of many values are prepared before anything takes effect; whoever reads only holds up nobody."""

from contextlib import contextmanager
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import event, select

from definitions import DefinitionError, Refused
from forms import table_of
from publishing import ConvertedFirst, ahead, publish
from records import outbox, store, type_changes
from tests.publishing.test_recompute import work_is_left

AGE = "  - {{id: age, type: {}, label: Age}}\n"


@pytest.fixture(autouse=True)
def _small_portions(monkeypatch):
    """As if four values were many."""
    monkeypatch.setattr(type_changes, "AT_ONCE", 3)
    monkeypatch.setattr(type_changes, "PORTION", 2)


def form(files, kind, label="Age"):
    text = files["shop/forms/ticket.yaml"] + AGE.format(kind).replace("Age", label)
    return {**files, "shop/forms/ticket.yaml": text}


def change(workspace, files, now, **rest):
    return publish(workspace, files, author=None, message="", now=now, **rest)


def ready(workspace, files, now):
    change(workspace, form(files, "text"), now)
    with workspace.database.transaction() as connection:
        rows = [{"number": str(n), "created_at": now, "updated_at": now, "f_age": str(n)} for n in range(5)]
        store.insert_many(connection, table_of(workspace.catalog(connection), "ticket"), rows)


def ages(workspace):
    with workspace.database.reading() as connection:
        table = table_of(workspace.catalog(connection), "ticket")
        return workspace.catalog(connection).revision, list(connection.scalars(select(table.c.f_age).order_by("id")))


def prepared(workspace):
    with workspace.database.reading() as connection:
        return [(one.converted, one.whole) for one in type_changes.every(connection)]


def watching(told, then=lambda: None):
    """Somebody who looks how far it is, and does something after each portion."""

    @contextmanager
    def watch(_change):
        yield lambda n: (told.append(n), then())

    return watch


def test_values_are_converted_while_the_old_revision_stands(workspace, files, now):
    ready(workspace, files, now)
    told, seen = [], []
    change(workspace, form(files, "integer"), now, watch=watching(told, lambda: seen.append(ages(workspace))))
    assert told == [0, 2, 2, 1]
    assert seen == [(1, ["0", "1", "2", "3", "4"])] * 4
    assert ages(workspace) == (2, [0, 1, 2, 3, 4])
    assert prepared(workspace) == []


def test_somebody_who_saves_meanwhile_loses_nothing(workspace, files, now):
    ready(workspace, files, now)

    def saves():
        with workspace.database.transaction() as connection:
            table = table_of(workspace.catalog(connection), "ticket")
            store.update_where(connection, table, table.c.id == 1, {"f_age": "70"})
            store.update_where(connection, table, table.c.id == 5, {"f_age": None})

    change(workspace, form(files, "integer"), now, watch=watching([], saves))
    assert ages(workspace) == (2, [70, 1, 2, 3, None])


def test_stopping_it_changes_nothing_and_loses_nothing(workspace, files, now):
    ready(workspace, files, now)
    told = []

    def stops():
        if len(told) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        change(workspace, form(files, "integer"), now, watch=watching(told, stops))
    assert ages(workspace) == (1, ["0", "1", "2", "3", "4"]) and prepared(workspace) == [(2, False)]


def test_who_does_not_wait_has_the_workers_convert_first(workspace, files, now):
    ready(workspace, files, now)
    for _ in range(2):  # asked again meanwhile, nothing is begun twice
        with pytest.raises(ConvertedFirst, match="5 values"):
            change(workspace, form(files, "integer"), now, wait=False)
    with workspace.database.reading() as connection:
        assert [row.kind for row in outbox.due(connection, now, limit=9)].count("type_change") == 1
    assert ages(workspace) == (1, ["0", "1", "2", "3", "4"])
    while work_is_left(workspace, now):
        pass
    assert change(workspace, form(files, "integer"), now, wait=False).revision == 2
    assert ages(workspace) == (2, [0, 1, 2, 3, 4])


def test_who_does_not_wait_is_not_held_up_by_few_values(workspace, files, now, monkeypatch):
    monkeypatch.setattr(type_changes, "AT_ONCE", 5)
    ready(workspace, files, now)
    assert change(workspace, form(files, "integer"), now, wait=False).revision == 2


def test_background_goes_on_with_what_a_dead_process_left(workspace, files, now):
    ready(workspace, files, now)
    told = []

    def dies():
        if len(told) == 2:
            raise SystemExit("kill -9")

    with pytest.raises(SystemExit):
        change(workspace, form(files, "integer"), now, watch=watching(told, dies))
    later = now + timedelta(minutes=5)
    with pytest.raises(ConvertedFirst):
        change(workspace, form(files, "integer"), later, wait=False)
    while work_is_left(workspace, later):
        pass
    assert change(workspace, form(files, "integer"), later, wait=False).revision == 2
    assert ages(workspace) == (2, [0, 1, 2, 3, 4])


def test_background_makes_the_index_a_dead_process_did_not(workspace, files, now, monkeypatch):
    ready(workspace, files, now)
    indexed = form(files, "integer, index: true")

    def dies(*_):
        raise SystemExit("kill -9")

    with monkeypatch.context() as dying, pytest.raises(SystemExit):
        dying.setattr("records.form_tables.type_changes._changed_since", dies)
        change(workspace, indexed, now, watch=watching([]))
    assert prepared(workspace) == [(5, True)]
    later = now + timedelta(minutes=5)
    if workspace.database.dialect == "postgresql":  # in SQLite the index grew with the values
        with pytest.raises(ConvertedFirst):
            change(workspace, indexed, later, wait=False)
        while work_is_left(workspace, later):
            pass
    assert change(workspace, indexed, later + timedelta(minutes=10), wait=False).revision == 2
    assert ages(workspace) == (2, [0, 1, 2, 3, 4])


def test_next_publish_goes_on_where_a_dead_one_was(workspace, files, now):
    ready(workspace, files, now)
    told, again = [], []

    def dies():
        if len(told) == 2:
            raise SystemExit("kill -9")

    with pytest.raises(SystemExit):
        change(workspace, form(files, "integer"), now, watch=watching(told, dies))
    assert prepared(workspace) == [(2, False)]
    change(workspace, form(files, "integer"), now, watch=watching(again))
    assert again == [2, 2, 1] and ages(workspace) == (2, [0, 1, 2, 3, 4])


def test_each_portion_says_when_it_was(workspace, files, now, monkeypatch):
    ready(workspace, files, now)
    ticks, seen = count(), []
    monkeypatch.setattr(ahead, "monotonic", lambda: next(ticks))

    def looks():
        with workspace.database.reading() as connection:
            seen.extend((one.at - now).seconds for one in type_changes.every(connection))

    change(workspace, form(files, "integer"), now, watch=watching([], looks))
    assert seen == [0, 1, 2, 3]


def test_somebody_else_publishes_while_it_is_prepared(workspace, files, now):
    ready(workspace, files, now)
    done = []

    def publishes():
        if not done:
            done.append(change(workspace, form(files, "text", label="Years"), now))

    with pytest.raises(Refused, match="based on revision 1, but 2"):
        change(workspace, form(files, "integer"), now, base=1, watch=watching([], publishes))
    assert ages(workspace) == (2, ["0", "1", "2", "3", "4"])


def test_nothing_is_prepared_for_what_may_not_be_published(workspace, files, now):
    ready(workspace, files, now)
    broken = {**form(files, "integer"), "shop/views/all.yaml": "kind: view\nid: all\nform: nothing\ncolumns: [x]\n"}
    with pytest.raises(DefinitionError):
        change(workspace, broken, now)
    assert prepared(workspace) == []


def test_new_label_counts_no_records(workspace, files, now):
    ready(workspace, files, now)
    asked = []
    with listening(workspace, asked):
        change(workspace, form(files, "text", label="Years"), now)
    assert not [statement for statement in asked if "r_ticket" in statement and "count" in statement.lower()]


@contextmanager
def listening(workspace, asked):
    """What the database is asked."""

    def hears(_connection, _cursor, statement, *_):
        asked.append(statement)

    engine = workspace.database._engine
    event.listen(engine, "before_cursor_execute", hears)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", hears)
