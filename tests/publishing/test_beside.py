"""Publishing beside others who publish, import, save, roll back or retire: nothing is lost, nobody waits for long."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import select

from accounts import SYSTEM
from definitions import DefinitionError, Label, Refused
from flows.importing.imports import Importer
from forms import ColumnMap, ImportMap, read_source, stored_table_of, table_of
from publishing import publish, rollback
from records import store, type_changes
from tests.publishing.test_recompute import work_is_left

FIELD = "  - {{id: age, type: {}, label: Age}}\n"


@pytest.fixture(autouse=True)
def _small_portions(monkeypatch):
    monkeypatch.setattr(type_changes, "AT_ONCE", 3)
    monkeypatch.setattr(type_changes, "PORTION", 2)


@pytest.fixture
def change(workspace, files, now):
    """Publishes the form with its field as it is said to be; without it where nothing is said."""

    def to(said, **rest):
        form = files["shop/forms/ticket.yaml"] + (FIELD.format(said) if said else "")
        made = {**files, "shop/forms/ticket.yaml": form}
        return publish(workspace, made, author=None, message="", now=now, **rest)

    return to


@pytest.fixture
def filled(workspace, change, now):
    change("text")
    with workspace.database.transaction() as connection:
        rows = [{"number": str(n), "created_at": now, "updated_at": now, "f_age": str(n)} for n in range(5)]
        store.insert_many(connection, table_of(workspace.catalog(connection), "ticket"), rows)


def ages(workspace):
    with workspace.database.reading() as connection:
        table = table_of(workspace.catalog(connection), "ticket")
        return list(connection.scalars(select(table.c.f_age).order_by("id")))


def during(act):
    """Somebody who acts once, after the first portion."""
    acts = [act]

    @contextmanager
    def watch(_change):
        yield lambda _done: acts.pop()() if acts else None

    return watch


def test_two_who_change_a_type_at_once_never_convert_while_all_wait(workspace, filled, change, monkeypatch):
    """Whoever's conversion somebody else's has taken the place of is told so."""
    with pytest.raises(Refused, match="Somebody gave that up, or began another type"):
        change("integer", watch=during(lambda: begin_another(workspace, change)))
    assert ages(workspace) == ["0", "1", "2", "3", "4"]
    change("decimal, decimals: 2")
    assert ages(workspace) == [0, 1, 2, 3, 4]


def begin_another(workspace, change):
    def dies():
        raise SystemExit("kill -9")

    with pytest.raises(SystemExit):
        change("decimal, decimals: 2", watch=during(dies))


def test_two_who_publish_the_same_at_once_both_get_through(workspace, filled, change):
    both = Barrier(2)

    def publishes(_who):
        both.wait(10)
        return change("integer").revision

    with ThreadPoolExecutor(2) as pool:
        found = sorted(pool.map(publishes, range(2)))
    assert found == [2, 2] and ages(workspace) == [0, 1, 2, 3, 4]


def test_giving_up_what_somebody_publishes_holds_up_nobody(workspace, filled, change):
    def gives_up():
        with workspace.database.transaction() as connection:
            type_changes.forget(connection, "r_ticket", "f_age")

    with pytest.raises(Refused, match="not converted"):
        change("integer", watch=during(gives_up))
    assert change("integer").revision == 2 and ages(workspace) == [0, 1, 2, 3, 4]


def test_rollback_while_values_are_converted(workspace, filled, change, now):
    change("text, help: how old")

    def rolls_back():
        rollback(workspace, 1, author=None, now=now)

    change("integer", watch=during(rolls_back))
    assert ages(workspace) == [0, 1, 2, 3, 4]
    rollback(workspace, 1, author=None, now=now)
    assert ages(workspace) == ["0", "1", "2", "3", "4"]


def test_type_changed_twice_in_a_row_and_back(workspace, filled, change):
    for said in ("integer", "decimal", "yes_no", "decimal", "text"):
        change(said)
    assert ages(workspace) == ["0", "1", "2", "3", "4"]


def test_field_is_retired_while_its_values_are_converted(workspace, filled, change):
    with pytest.raises(SystemExit):
        change("integer", watch=during(lambda: (_ for _ in ()).throw(SystemExit("kill -9"))))
    change("")
    change("integer")
    assert ages(workspace) == [0, 1, 2, 3, 4]


def test_import_that_a_publish_overtakes_stops_and_goes_on_by_the_new_form(workspace, filled, change, now, tmp_path):
    """On SQLite texts would stand in the column of whole numbers, and nobody could read the record any more."""
    file = tmp_path / "ages.csv"
    file.write_text("machine,age\n" + "".join(f"m{n},{age}\n" for n, age in enumerate(["50", "old", "52"])), "utf-8")
    map = ImportMap("ages", Label.of("ages"), "ticket", (ColumnMap("machine", "machine"), ColumnMap("age", "age")))
    publishes = [lambda: change("integer")]
    with pytest.raises(Refused, match="was published while the file was read"):
        importer(workspace, now, lambda _: publishes.pop()() if publishes else None).run(
            map, read_source(file), portion=1
        )
    assert ages(workspace) == [0, 1, 2, 3, 4, 50]
    report = importer(workspace, now).resume(1, map, read_source(file), portion=1)
    assert ages(workspace) == [0, 1, 2, 3, 4, 50, 52]
    assert [problem.line for problem in report.problems] == [3]


def importer(workspace, now, progress=None):
    with workspace.database.reading() as connection:
        catalog = workspace.catalog(connection)
    return Importer(workspace.database, catalog, replace(SYSTEM, catalog=catalog), now, progress)


STATE = "choice, choices: "


def chosen(workspace, now):
    with workspace.database.transaction() as connection:
        rows = [{"number": str(n), "created_at": now, "updated_at": now, "f_age": word}
                for n, word in enumerate(("open", "waiting", "done"))]  # fmt: skip
        store.insert_many(connection, stored_table_of(workspace.catalog(connection), "ticket"), rows)


def test_field_that_comes_back_with_another_list_has_its_values_taken_over(workspace, change, now):
    change(STATE + "[open, waiting, done]")
    chosen(workspace, now)
    change("")
    change(STATE + "[{id: active, from: [open, waiting]}, done]")
    assert ages(workspace) == ["active", "active", "done"]


def test_form_that_comes_back_with_another_list_has_its_values_taken_over(workspace, files, change, now):
    change(STATE + "[open, waiting, done]")
    chosen(workspace, now)
    gone = {path: text for path, text in files.items() if "forms" not in path}
    publish(workspace, gone, author=None, message="", now=now)
    change(STATE + "[{id: active, from: [open, waiting]}, done]")
    assert ages(workspace) == ["active", "active", "done"]


def test_form_stays_until_all_its_choices_are_moved(workspace, files, change, now, monkeypatch):
    monkeypatch.setattr("flows.taking_over.portions.AT_ONCE", 0)
    change(STATE + "[open, waiting, done]")
    chosen(workspace, now)
    change(STATE + "[{id: active, from: [open, waiting]}, done]")
    gone = {path: text for path, text in files.items() if "forms" not in path}
    with pytest.raises(DefinitionError) as refused:
        publish(workspace, gone, author=None, message="", now=now)
    assert "publishing.choices_underway" in [problem.key for problem in refused.value.problems if problem.is_error]
    while work_is_left(workspace, now):
        pass
    publish(workspace, gone, author=None, message="", now=now)
