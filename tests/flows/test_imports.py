"""Files come in row by row, say what became of each line, and can be taken back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text

from accounts import SYSTEM, actor_of
from definitions import AlreadyDone, NotAllowed, load_files, read_folder
from flows import contacts
from flows.importing.imports import Importer
from flows.importing.rows import RowImporter
from forms import load_map, read_source, spec_of, table_of
from records import apply_changes, imports, plan_tables, tables, tasks, timers, visits

CREATE = """
kind: import_map
id: orders_in
form: order
mode: create
key: [code]
columns: {name: customer, code: code, sum: amount, since: wake_on}
at: wake_on
"""
WIN = """
kind: import_map
id: orders_won
form: order
mode: update
key: [code]
columns: {code: code, sum: amount, won: wake_on}
stage: {to: signed, at: wake_on}
"""


@pytest.fixture
def importing(world, tmp_path):
    """Imports rows given as text, as the manager."""

    def start(map_text, content, person=None, name="orders.csv", **more):
        path = tmp_path / name
        path.write_text(content, "utf-8")
        with world.database.transaction() as connection:
            actor = actor_of(connection, world.catalog, person or world.manager)
        importer = Importer(world.database, world.catalog, actor, world.now)
        return importer.run(load_map(map_text, world.catalog), read_source(path), **more)

    return start


def undo(world, run):
    with world.database.transaction() as connection:
        actor = actor_of(connection, world.catalog, world.manager)
    return Importer(world.database, world.catalog, actor, world.now).undo(run)


def orders(world):
    with world.work() as work:
        table = table_of(world.catalog, "order")
        return list(work.connection.execute(select(table).order_by(table.c.id)))


ROWS = "name,code,sum,since\n甲,A1,1000,2024-03-01\n乙,A2,,2024-02-01\n丙,A3,much,2024-01-01\n丁,A1,5,2024-05-01\n"


def test_broken_lines_are_refused_with_reason_and_the_rest_comes_in(importing, world):
    report = importing(CREATE, ROWS)
    assert report.counts == {"created": 2, "refused": 2}
    assert [problem.line for problem in report.problems] == [4, 5]
    assert "Amount" in report.problems[0].text("en")
    assert "A1" in report.problems[1].text("zh")


def test_records_begin_when_the_row_says(importing, world):
    importing(CREATE, ROWS)
    first, second = orders(world)
    assert (first.f_code, first.number, first.created_at.date().isoformat()) == ("A2", "OR-2024-0001", "2024-01-31")
    assert second.stage_entered_at == datetime(2024, 2, 29, 16, tzinfo=UTC)


def test_update_moves_to_its_stage_on_the_day(importing, world):
    importing(CREATE, ROWS)
    report = importing(WIN, "code,sum,won\nA1,2000,2024-04-05\nA9,1,2024-04-05\n")
    assert report.counts == {"refused": 1, "updated": 1}
    won = orders(world)[1]
    assert (won.stage, won.outcome, float(won.f_amount)) == ("signed", "won", 2000)
    assert won.closed_at == datetime(2024, 4, 4, 16, tzinfo=UTC)


def test_dry_run_reports_and_keeps_nothing(importing, world):
    report = importing(CREATE, ROWS, dry_run=True)
    assert (report.dry_run, report.counts) == (True, {"created": 2, "refused": 2})
    assert orders(world) == []
    with world.work() as work:
        assert imports.listing(work.connection) == ()


def test_undo_of_created_trashes_and_quiets_them(importing, world):
    report = importing(CREATE, ROWS)
    undone = undo(world, report.run)
    assert undone.trashed == 2
    assert all(row.trashed_at is not None for row in orders(world))
    with world.work() as work:
        assert timers.next_due_at(work.connection) is None
        assert tasks.overdue(work.connection, world.now) == ()


def test_undo_of_changed_brings_everything_back(importing, world):
    importing(CREATE, ROWS)
    before = everything(world)
    report = importing(WIN, "code,sum,won\nA1,2000,2024-04-05\n", name="won.csv")
    assert everything(world) != before
    assert undo(world, report.run).restored == 1
    assert everything(world) == before


def test_stay_that_an_undo_reopens_has_not_been_left(importing, world):
    importing(CREATE, ROWS)
    run = importing(WIN, "code,sum,won\nA1,2000,2024-04-05\n", name="won.csv").run
    undo(world, run)
    with world.work() as work:
        stay = tables.stage_visit.c
        assert {*work.connection.execute(select(stay.left_at, stay.acted))} == {(None, None)}


def test_same_file_comes_in_again_after_an_undo(importing, world):
    importing(CREATE, ROWS)
    to_quote = WIN.replace("to: signed", "to: quote")
    for _ in range(2):
        report = importing(to_quote, "code,sum,won\nA1,2000,2024-04-05\n", name="won.csv")
        assert report.counts["updated"] == 1
        assert undo(world, report.run).restored == 1


def everything(world):
    """What one would see: values, standing, visits, open tasks, running timers."""
    with world.work() as work:
        rows = work.connection.execute(text(
            "SELECT id, f_customer, f_amount, f_wake_on, f_double, stage, outcome, closed_at, score, grade, next_task, "
            "next_due_at, search FROM r_order ORDER BY id"
        )).all()  # fmt: skip
        found = [tuple(row) for row in rows]
        return found, [
            (visits.of_record(work.connection, "order", row[0]),
             tasks.open_of(work.connection, "order", row[0]),
             [timer.key for timer in timers.running_of(work.connection, "order", row[0])])
            for row in found
        ]  # fmt: skip


CHANGES = "code,sum,won\nA1,2000,2024-04-05\nA2,much,2024-04-05\nA2,7,\nA4,9,2024-04-07\nA5,500000,2024-04-08\nA9,1,\n"


def test_changed_together_equals_one_by_one(two_worlds, tmp_path, monkeypatch):
    one, many = two_worlds
    rows = ROWS + "戊,A4,1,2024-06-01\n己,A5,2,2024-06-02\n"
    both = [import_into(world, tmp_path, CREATE, rows) for world in two_worlds]
    together = import_into(many, tmp_path, WIN, CHANGES)
    monkeypatch.setattr(RowImporter, "_ordinary", lambda *_: None)
    alone = import_into(one, tmp_path, WIN, CHANGES)
    assert (together.counts, together.problems) == (alone.counts, alone.problems)
    assert everything(one) == everything(many)
    assert [one.told(row.id) for row in orders(one)] == [many.told(row.id) for row in orders(many)]
    assert both[0].counts == both[1].counts


def import_into(world, folder, map_text, content):
    path = folder / "rows.csv"
    path.write_text(content, "utf-8")
    importer = Importer(world.database, world.catalog, SYSTEM, world.now)
    return importer.run(load_map(map_text, world.catalog), read_source(path))


def test_undo_leaves_what_was_changed_since(importing, world):
    from flows import intake

    report = importing(CREATE, ROWS)
    with world.work() as work:
        intake.edit(work, "order", 1, 1, {"need": "x"})
    assert undo(world, report.run).left == (1,)


def test_undo_leaves_what_people_have_worked_on_since(importing, world):
    report = importing(CREATE, ROWS)
    world.passes(minutes=5)
    with world.work(world.manager) as work:
        contacts.log(work, "order", 1, way="call", outcome="reached", content="Spoke with them")
    assert undo(world, report.run).left == (1,)
    assert world.row(1).trashed_at is None


def test_second_undo_is_told(importing, world):
    run = importing(CREATE, ROWS).run
    undo(world, run)
    with pytest.raises(AlreadyDone):
        undo(world, run)


def test_killed_import_keeps_whole_portions_and_resumes(importing, world, tmp_path, monkeypatch):
    from flows import imports as module

    real, calls = module.import_portion, []

    def dies(*args, **more):
        calls.append(1)
        if len(calls) == 2:
            raise SystemExit("kill -9")
        return real(*args, **more)

    content = "name,code,sum,since\n" + "".join(f"客户{n},C{n},1,2024-01-0{n}\n" for n in range(1, 7))
    monkeypatch.setattr(module, "import_portion", dies)
    with pytest.raises(SystemExit):
        importing(CREATE, content, portion=3)
    assert len(orders(world)) == 3
    monkeypatch.setattr(module, "import_portion", real)
    with world.database.transaction() as connection:
        actor = actor_of(connection, world.catalog, world.manager)
    importer = Importer(world.database, world.catalog, actor, world.now)
    report = importer.resume(1, load_map(CREATE, world.catalog), read_source(tmp_path / "orders.csv"))
    assert report.counts == {"created": 6}


def test_who_may_not_import_is_refused(importing, world):
    with pytest.raises(NotAllowed):
        importing(CREATE, ROWS, person=world.lin)


DATA = Path(__file__).parents[3] / "shared" / "data"
OLIST = Path(__file__).parents[2] / "configs" / "olist"


def olist_catalog():
    """The pack's forms and pipelines, without what higher layers add to it."""
    files = read_folder(OLIST)
    return load_files({path: text for path, text in files.items() if path.startswith(("forms/", "pipelines/"))}).catalog


@pytest.mark.skipif(not DATA.exists(), reason="the Olist data set is not on this machine")
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_olist_gives_the_known_conversion(database, now):
    catalog = olist_catalog()
    with database.transaction() as connection:
        specs = [spec_of(form) for form in catalog.all("form")]
        apply_changes(connection, plan_tables(connection, specs), now)
    importer = Importer(database, catalog, SYSTEM, now)
    for map_file, data in (("leads", "olist_marketing_qualified_leads"), ("deals", "olist_closed_deals")):
        map = load_map((OLIST / "maps" / f"{map_file}.yaml").read_text("utf-8"), catalog)
        importer.run(map, read_source(DATA / f"{data}_dataset.csv"))
    query = "SELECT coalesce(f_origin, ''), count(*), sum(outcome = 'won') FROM r_olist_lead GROUP BY 1"
    with database.reading() as connection:
        found = {row[0]: (row[1], row[2]) for row in connection.execute(text(query))}
    assert found["organic search"] == (2296, 271)
    assert sum(n for n, _ in found.values()) == 8000
    assert sum(won for _, won in found.values()) == 842
