"""A process is killed at each statement of what it does; nothing is ever half done, and then it gets through."""

from sqlalchemy import select

from forms import spec_of, stored_table_of, table_of
from publishing import plan, publish
from records import Sealed, events, imports, outbox, plan_tables, revisions, store, type_changes
from tests.everywhere import places_of

VISIT = "kind: form\nid: visit\nlabel: Visit\ntitle: place\nfields: [{id: place, type: text, label: Place}]\n"


def test_a_submission_is_whole_or_not_there(firm):
    assert firm.die_at_every_statement("submit") > 5
    assert firm.half_done() == []
    assert len(firm.records()) == 1
    with firm.office.work() as work:
        assert [row.kind for row in outbox.due(work.connection, firm.office.now)].count("notify") == 1


def test_an_import_keeps_whole_portions(firm):
    assert firm.die_at_every_statement("import") > 5
    assert firm.half_done() == []
    with firm.office.work() as work:
        runs = imports.listing(work.connection)
        kept = sorted(row.record for run in runs for row in imports.rows_of(work.connection, run.id) if row.record)
    assert kept == [record.id for record in firm.records()]
    assert len(kept) % 4 == 0
    assert [run.state for run in runs].count("running") == len(runs) - 1


def test_a_publish_is_whole_or_not_there(firm):
    with firm.office.work() as work:
        before = work.catalog.revision
    assert firm.die_at_every_statement("publish") > 5
    with firm.office.work() as work:
        assert revisions.current_number(work.connection) == len(revisions.listing(work.connection)) == before + 1
        assert work.catalog.find("form", "visit")
        assert "f_fax" in table_of(work.catalog, "lead").c
        assert plan_tables(work.connection, [spec_of(form) for form in work.catalog.all("form")]) == ()
        files = work.catalog.files
    assert plan(firm.office.workspace, files).is_empty


def test_encrypting_is_nowhere_or_everywhere_and_leaves_nothing_plain(firm):
    form = VISIT.replace("title: place", "title: who").replace("fields: [", "fields: [{id: who, type: text}, ")
    twenty_visits(firm, form, [f"secret place {n}" for n in range(20)])
    assert firm.die_at_every_statement("seal") > 3
    with firm.office.work() as work:
        table = table_of(work.catalog, "visit")
        assert all(isinstance(value, Sealed) for value in work.connection.scalars(select(table.c.f_place)))
        assert type_changes.every(work.connection) == ()
    assert places_of(firm.office.workspace.database, "secret place") == []


def test_merged_choices_are_found_by_their_new_word_whenever_somebody_dies(firm):
    places = [str(n) for n in range(20)]
    choices = ", ".join(f'"{place}"' for place in places)
    twenty_visits(firm, VISIT.replace("type: text", f"type: choice, choices: [{choices}]"), places)
    assert firm.die_at_every_statement("merge") > 3
    with firm.office.work() as work:
        table = stored_table_of(work.catalog, "visit")
        held = work.connection.scalars(select(table.c.f_place).order_by(table.c.id)).all()
        assert held == ["low"] * 10 + ["high"] * 10
        told = [one for n in range(1, 21) for one in events.timeline(work.connection, "visit", n)]
        assert len(told) == 20


def twenty_visits(firm, form, places):
    with firm.office.work() as work:
        files = {**work.catalog.files, "extra/forms/visit.yaml": form}
    publish(firm.office.workspace, files, author=None, message="", now=firm.office.now)
    with firm.office.work() as work:
        rows = [{"number": f"V-{n}", "created_at": work.now, "updated_at": work.now, "f_place": place}
                for n, place in enumerate(places)]  # fmt: skip
        store.insert_many(work.connection, table_of(work.catalog, "visit"), rows)


def test_a_new_type_is_nowhere_or_everywhere(firm):
    with firm.office.work() as work:
        files = {**work.catalog.files, "extra/forms/visit.yaml": VISIT}
    publish(firm.office.workspace, files, author=None, message="", now=firm.office.now)
    with firm.office.work() as work:
        rows = [{"number": f"V-{n}", "created_at": work.now, "updated_at": work.now, "f_place": str(n)}
                for n in range(20)]  # fmt: skip
        store.insert_many(work.connection, table_of(work.catalog, "visit"), rows)
        before = work.catalog.revision
    assert firm.die_at_every_statement("retype") > 3
    with firm.office.work() as work:
        table = table_of(work.catalog, "visit")
        assert work.connection.scalars(select(table.c.f_place).order_by(table.c.id)).all() == [*range(20)]
        assert work.catalog.revision == before + 1
        assert type_changes.every(work.connection) == ()
