"""A process is killed at each statement of what it does; nothing is ever half done, and then it gets through."""

from sqlalchemy import select

from forms import spec_of, table_of
from publishing import plan, publish
from records import imports, outbox, plan_tables, revisions, store, type_changes

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
