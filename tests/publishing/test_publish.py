"""A configuration takes effect: planned, published, picked up by every process, rolled back."""

from __future__ import annotations

from contextlib import contextmanager

import pytest

from definitions import DefinitionError, Refused, check, kinds
from forms import table_of
from publishing import Workspace, compare, loading, plan, publish, rollback
from records import store

TICKET_OF_NO_TYPE = "kind: form\nid: order\ntitle: name\nfields: [{id: name, type: txt}]\n"
AGE = "  - {id: age, type: integer, label: {zh: 年限, en: Age}}\n"


def published(workspace, files, now, **rest):
    return publish(workspace, files, author=None, message="test", now=now, **rest)


def with_age(files):
    return {**files, "shop/forms/ticket.yaml": files["shop/forms/ticket.yaml"] + AGE}


def test_first_publish_makes_revision_one_and_its_tables(workspace, files, now):
    assert published(workspace, files, now).revision == 1
    with workspace.database.transaction() as connection:
        table = table_of(workspace.catalog(connection), "ticket")
        values = {"number": "1", "f_machine": "press", "created_at": now, "updated_at": now}
        assert store.insert(connection, table, values)


def test_publishing_the_same_again_changes_nothing(workspace, files, now):
    published(workspace, files, now)
    again = published(workspace, dict(files), now)
    assert again.revision == 1 and again.plan.is_empty


def test_plan_says_what_will_change_and_writes_nothing(workspace, files, now):
    published(workspace, files, now)
    words = plan(workspace, with_age(files)).words("en")
    assert "fields.age: added Age" in words and "gets the field Age (age)" in words
    with workspace.database.reading() as connection:
        assert workspace.catalog(connection).revision == 1


def test_broken_configuration_leaves_the_running_one_alone(workspace, files, now):
    published(workspace, files, now)
    broken = {**files, "shop/forms/ticket.yaml": files["shop/forms/ticket.yaml"].replace("type: text", "type: txet")}
    with pytest.raises(DefinitionError, match="did you mean text"):
        published(workspace, broken, now)
    with workspace.database.reading() as connection:
        assert workspace.catalog(connection).get("form", "ticket").fields[0].type.name == "text"


def test_what_a_newer_version_looks_at_more_closely_stays_in_effect(workspace, files, now):
    published(workspace, files, now)
    stricter = Workspace(workspace.settings)
    with looking_closer():
        with stricter.database.reading() as connection:
            assert stricter.catalog(connection).get("form", "ticket").fields[0].type.name == "text"
        with pytest.raises(DefinitionError, match="nothing is called “closer”"):
            published(stricter, with_age(files), now)


@contextmanager
def looking_closer():
    """A check that came with a newer version, which objects to every form."""

    def objects(catalog):
        for form in catalog.all("form"):
            yield catalog.problem(form, ("id",), "flows.problem.fills_unknown", name="closer", suggestion="")

    check(objects)
    loading._load.cache_clear()  # another version is another process
    try:
        yield
    finally:
        kinds._CHECKS.remove(objects)
        loading._load.cache_clear()


def test_another_process_picks_a_revision_up(workspace, files, now):
    published(workspace, files, now)
    other = Workspace(workspace.settings)
    with other.database.reading() as connection:
        assert other.catalog(connection).revision == 1
    published(workspace, with_age(files), now)
    with other.database.reading() as connection:
        assert [field.id for field in other.catalog(connection).get("form", "ticket").fields] == ["machine", "age"]
    other.database.dispose()


def test_retired_field_comes_back_with_its_values(workspace, files, now):
    published(workspace, with_age(files), now)
    with workspace.database.transaction() as connection:
        table = table_of(workspace.catalog(connection), "ticket")
        record = store.insert(connection, table, {"number": "1", "f_age": 7, "created_at": now, "updated_at": now})
    published(workspace, files, now)
    rollback(workspace, 1, author=None, now=now)
    with workspace.database.reading() as connection:
        row = store.fetch(connection, table_of(workspace.catalog(connection), "ticket"), record)
    assert row.f_age == 7


def test_rollback_is_a_new_revision_of_the_old_files(workspace, files, now):
    published(workspace, files, now)
    published(workspace, with_age(files), now)
    assert rollback(workspace, 1, author=None, now=now).revision == 3
    assert compare(workspace, 1, 3) == ()


def test_who_publishes_on_an_old_base_is_told(workspace, files, now):
    published(workspace, files, now)
    published(workspace, with_age(files), now)
    with pytest.raises(Refused, match="based on revision 1, but 2"):
        published(workspace, files, now, base=1)


def test_unknown_revision_is_refused_in_words(workspace, files, now):
    with pytest.raises(Refused, match="there is no revision 9"):
        rollback(workspace, 9, author=None, now=now)


def test_problems_of_files_and_between_files_come_together(workspace, files, now):
    view = "kind: view\nid: {id}\nform: {form}\ncolumns: [{column}]\n"
    broken = {
        **files,
        "shop/views/typo.yaml": view.format(id="typo", form="ticket", column="machne"),
        "shop/views/shape.yaml": "kind: view\nid: shape\n",
        "shop/forms/order.yaml": TICKET_OF_NO_TYPE,
        "shop/views/orders.yaml": view.format(id="orders", form="order", column="name"),
    }
    found = {(problem.location.file, problem.path) for problem in plan(workspace, broken).errors}
    assert found == {
        ("shop/views/typo.yaml", "columns[0]"),
        ("shop/views/shape.yaml", ""),
        ("shop/forms/order.yaml", "fields.name.type"),
    }
