"""A map says whose the new records of a file become: by the rules, nobody's, one person's, or whom a column names."""

import pytest
from sqlalchemy import select

from accounts import SYSTEM, NewPerson, actor_of, people
from definitions import DefinitionError, NotAllowed, Refused
from flows import explain, importing
from flows.importing.imports import Importer
from forms import load_map, read_source, table_of
from records import imports
from tests.world import catalog_in

MAP = """
kind: import_map
id: orders_in
form: order
columns: {name: customer, code: code, rep: owner}
"""
ALL = MAP.replace(", rep: owner", "")
ROWS = "name,code,rep\n甲,A1,lin\n乙,A2,赵启航\n丙,A3,\n"


@pytest.fixture
def bring(world, tmp_path):
    """Imports the rows by a map, in somebody's name."""

    def bring_in(map, content=ROWS, person=None, **more):
        path = tmp_path / "orders.csv"
        path.write_text(content, "utf-8")
        with world.database.transaction() as connection:
            actor = actor_of(connection, world.catalog, person) if person else SYSTEM
        importer = Importer(world.database, world.catalog, actor, world.now)
        return importer.run(load_map(map, world.catalog), read_source(path), **more)

    return bring_in


def owners(world):
    with world.work() as work:
        table = table_of(world.catalog, "order")
        return dict(work.connection.execute(select(table.c.f_code, table.c.owner)).all())


def runs(world):
    with world.work() as work:
        return imports.listing(work.connection)


def test_a_column_names_owners_by_name_or_sign_in_name(bring, world):
    bring(MAP + "owner: nobody", person=world.manager)
    assert owners(world) == {"A1": world.lin, "A2": world.zhao, "A3": None}


def test_where_the_column_is_empty_the_rules_hold(bring, world):
    bring(MAP)
    by_rules = owners(world)["A3"]
    assert by_rules in (world.lin, world.zhao)
    with world.work() as work:
        assert explain.assignment(work, "order", 3).how != explain.assignment(work, "order", 1).how


def test_all_become_one_persons(bring, world):
    bring(ALL + "owner: zhao", person=world.manager)
    assert set(owners(world).values()) == {world.zhao}


def test_all_wait_for_somebody_to_be_found(bring, world):
    bring(ALL + "owner: nobody")
    assert set(owners(world).values()) == {None}


def test_words_of_a_file_can_mean_people(bring, world):
    bring(MAP.replace("rep: owner", "rep: {field: owner, values: {lin: zhao}}"))
    assert owners(world)["A1"] == world.zhao


def test_a_line_that_names_nobody_known_is_refused(bring, world):
    for dry_run in (True, False):
        report = bring(MAP, ROWS.replace("赵启航", "某人"), dry_run=dry_run)
        assert (report.counts, report.problems[0].line) == ({"created": 2, "refused": 1}, 3)
        assert report.problems[0].errors[0]["field"] == "owner"


def test_a_map_that_names_nobody_here_begins_no_import(bring, world):
    with world.work() as work:
        people.deactivate(work, world.zhao)
    for name in ("zhao", "某人"):
        with pytest.raises(Refused, match=name):
            bring(ALL + f"owner: {name}")
    assert runs(world) == ()


def test_who_works_on_no_such_records_becomes_no_owner(bring, world):
    world.catalog = catalog_in("orders", **{"roles/clerk.yaml": CLERK})
    with world.work() as work:
        people.add(work, NewPerson("dina", "迪娜", "clerk"))
    report = bring(MAP, ROWS.replace("赵启航", "迪娜"), person=world.manager)
    assert (report.counts, report.problems[0].errors[0]["code"]) == ({"created": 2, "refused": 1}, "not_for_them")
    with pytest.raises(Refused, match="迪娜"):
        bring(ALL + "owner: dina", person=world.manager)


def test_only_who_assigns_names_owners(bring, world):
    world.catalog = catalog_in("orders", **{"roles/manager.yaml": HANDS_OUT_NOTHING})
    for map in (MAP, ALL + "owner: zhao"):
        with pytest.raises(NotAllowed):
            bring(map, person=world.manager)
    assert runs(world) == ()
    assert bring(ALL, person=world.manager).counts == {"created": 3}


def test_records_that_are_there_keep_their_owner(bring, world):
    bring(ALL + "owner: lin")
    again = ALL + "mode: upsert\nkey: [code]\nowner: zhao"
    bring(again, "name,code,rep\n甲方,A1,\n丁,A4,\n")
    assert (owners(world)["A1"], owners(world)["A4"]) == (world.lin, world.zhao)


def test_owner_is_no_key_and_no_fixed_value(world):
    for wrong in ("set: {owner: lin}", "mode: update\nkey: [owner]"):
        with pytest.raises(DefinitionError):
            load_map(MAP + wrong, world.catalog)


CLERK = "kind: role\nid: clerk\nlabel: Clerk\nforms: {order: {see: all, do: [edit]}}"
HANDS_OUT_NOTHING = """
kind: role
id: manager
label: Manager
home: board
forms:
  order: {see: team, do: [create, edit, import]}
"""


def test_a_plan_says_which_owners_nobody_here_is(world):
    named = MAP.replace("rep: owner", "rep: {field: owner, values: {a: lin, b: gone}}") + "owner: dina"
    catalog = catalog_in("orders", **{"roles/clerk.yaml": CLERK, "imports/orders_in.yaml": named})
    world.catalog = catalog
    with world.work() as work:
        people.add(work, NewPerson("dina", "迪娜", "clerk"))
        found = importing.warnings_about_owners(work.connection, catalog)
    said = [(one.key, one.path, one.location.line) for one in found]
    assert said == [
        ("importing.problem.not_for_them", "owner", 6),
        ("importing.problem.no_such_owner", "columns.rep.values.b", 5),
    ]
