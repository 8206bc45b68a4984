"""A process is killed at each statement of what it does; nothing is ever half done, and then it gets through."""

from forms import spec_of, table_of
from publishing import plan
from records import imports, outbox, plan_tables, revisions


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
