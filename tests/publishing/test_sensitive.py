"""A field with values becomes sensitive and is one no longer: nothing is lost, nothing plain is left."""

from __future__ import annotations

from contextlib import contextmanager

import pytest
from sqlalchemy import select

from definitions import AlreadyDone
from flows import intake, rekeying
from forms import ListQuery, run, table_of
from publishing import plan, publish
from records import Sealed, events, idempotency, type_changes
from tests.everywhere import places_of
from tests.publishing.test_recompute import work_is_left

CODE = "  - {id: code, type: text, label: {zh: 暗号, en: Code}%s}\n"
SAME = "duplicates: [{id: same, alike: [{field: code, as: exact}], do: flag}]\n"
OLD, NEW = "sesame-opens-3141", "sesame-closes-2718"


@pytest.fixture
def code(workspace, files, now):
    """Publishes the form with its field as it is said to be, and does what that leaves."""

    def publish_as(said):
        made = {**files, "shop/forms/ticket.yaml": files["shop/forms/ticket.yaml"] + CODE % said + SAME}
        planned = plan(workspace, made)
        publish(workspace, made, author=None, message="", now=now)
        while work_is_left(workspace, now):
            pass
        return planned

    return publish_as


@pytest.fixture
def kept(workspace, code, now):
    """Records with a plain code, one of them changed."""
    code(", search: true")
    with workspace.database.transaction() as connection:
        work = workspace.work(connection, None, now)
        made = [intake.submit(work, "ticket", {"machine": "press", "code": OLD}, channel="page") for _ in range(3)]
        intake.edit(work, "ticket", made[0].record_id, None, {"code": NEW})
    return [one.record_id for one in made]


def values(workspace):
    with workspace.database.reading() as connection:
        table = table_of(workspace.catalog(connection), "ticket")
        return list(connection.scalars(select(table.c.f_code).order_by(table.c.id)))


def test_values_and_their_history_are_encrypted(workspace, code, kept, now):
    assert places_of(workspace.database, OLD)
    [change] = code(", sensitive: true").tables
    assert (change.kind, change.rows, change.lost) == ("seal_column", 3, 0)
    assert all(isinstance(value, Sealed) for value in values(workspace))
    assert {text: places_of(workspace.database, text) for text in (OLD, NEW)} == {OLD: [], NEW: []}
    with workspace.database.transaction() as connection:
        work = workspace.work(connection, None, now)
        [row] = run(work, ListQuery("ticket", search=NEW)).rows
        again = intake.submit(work, "ticket", {"machine": "press", "code": NEW}, channel="page")
        edited = next(e for e in events.timeline(connection, "ticket", kept[0]) if e.kind == "edited")
    assert row.id == kept[0] == again.duplicates[0].record
    assert all(value.startswith("lws1.") for value in edited.data["changes"]["code"])


def test_what_was_answered_under_a_key_is_forgotten_but_not_the_key(workspace, code, kept, now):
    with workspace.database.transaction() as connection:
        for person, answer in ((1, f'{{"code": "{OLD}"}}'), (None, "taken")):
            idempotency.begin(connection, "k1", person, digest="d", now=now)
            idempotency.finish(connection, "k1", person, idempotency.Answer(201, answer))
    code(", sensitive: true")
    assert places_of(workspace.database, OLD) == []
    with workspace.database.transaction() as connection:
        assert idempotency.begin(connection, "k1", None, digest="d", now=now).body == "taken"
        with pytest.raises(AlreadyDone, match="no longer kept"):
            idempotency.begin(connection, "k1", 1, digest="d", now=now)


@pytest.fixture
def few_are_many(monkeypatch):
    """As if two values were very many."""
    monkeypatch.setattr(type_changes, "AT_ONCE", 1)
    monkeypatch.setattr(type_changes, "PORTION", 1)
    monkeypatch.setattr("records.form_tables.aside.PORTION", 1)


def test_many_values_are_encrypted_before_it_takes_effect(workspace, code, kept, files, now, few_are_many):
    told, seen = [], []

    @contextmanager
    def watch(change):
        yield lambda done: (told.append((change.kind, done)), seen.append(values(workspace)))

    made = {**files, "shop/forms/ticket.yaml": files["shop/forms/ticket.yaml"] + CODE % ", sensitive: true" + SAME}
    before = values(workspace)
    publish(workspace, made, author=None, message="", now=now, watch=watch)
    assert told == [("seal_column", done) for done in (0, 1, 1, 1, 0)]
    assert seen == [before] * 5
    assert all(isinstance(value, Sealed) for value in values(workspace))
    with workspace.database.transaction() as connection:
        intake.edit(workspace.work(connection, None, now), "ticket", kept[1], None, {"code": "third-word-1618"})
    while work_is_left(workspace, now):
        pass
    assert [text for text in (OLD, NEW, "third-word-1618") if places_of(workspace.database, text)] == []


def test_encrypting_that_was_killed_goes_on_and_leaves_nothing_plain(workspace, code, kept, files, now, few_are_many):
    made = {**files, "shop/forms/ticket.yaml": files["shop/forms/ticket.yaml"] + CODE % ", sensitive: true" + SAME}

    @contextmanager
    def dying(_change):
        yield lambda done: (_ for _ in ()).throw(SystemExit("kill -9")) if done else None

    with pytest.raises(SystemExit):
        publish(workspace, made, author=None, message="", now=now, watch=dying)
    assert values(workspace) == [NEW, OLD, OLD]
    code(", sensitive: true")
    assert all(isinstance(value, Sealed) for value in values(workspace))
    assert {text: places_of(workspace.database, text) for text in (OLD, NEW)} == {OLD: [], NEW: []}


def test_plain_values_that_wait_to_be_wiped_do_not_come_back(workspace, code, kept, files, now, few_are_many):
    made = {**files, "shop/forms/ticket.yaml": files["shop/forms/ticket.yaml"] + CODE % ", sensitive: true" + SAME}
    publish(workspace, made, author=None, message="", now=now)
    with workspace.database.transaction() as connection:
        intake.edit(workspace.work(connection, None, now), "ticket", kept[0], None, {"code": None})
    code("")
    assert values(workspace) == [None, OLD, OLD]


@pytest.mark.parametrize("many", [True, False])
@pytest.mark.parametrize("gone", ["field", "form"])
def test_nothing_plain_is_left_of_what_has_gone_since(workspace, code, kept, files, now, monkeypatch, many, gone):
    if many:
        monkeypatch.setattr(type_changes, "AT_ONCE", 1)
    sealed = {**files, "shop/forms/ticket.yaml": files["shop/forms/ticket.yaml"] + CODE % ", sensitive: true" + SAME}
    without = files if gone == "field" else {"shop/roles/admin.yaml": files["shop/roles/admin.yaml"]}
    for made in (sealed, without):
        publish(workspace, made, author=None, message="", now=now)
    assert places_of(workspace.database, OLD)
    while work_is_left(workspace, now):
        pass
    assert {text: places_of(workspace.database, text) for text in (OLD, NEW)} == {OLD: [], NEW: []}
    publish(workspace, sealed, author=None, message="", now=now)
    with workspace.database.transaction() as connection:
        work = workspace.work(connection, None, now)
        rekeying.renew_stale(work)
    while work_is_left(workspace, now):
        pass
    with workspace.database.transaction() as connection:
        again = intake.submit(
            workspace.work(connection, None, now), "ticket", {"machine": "x", "code": NEW}, channel="page"
        )
    assert [found.record for found in again.duplicates] == [kept[0]]


def test_values_become_plain_again(workspace, code, kept):
    before = values(workspace)
    code(", sensitive: true")
    [change] = code("").tables
    assert (change.kind, change.rows, change.lost) == ("unseal_column", 3, 0)
    assert values(workspace) == before == [NEW, OLD, OLD]


def test_field_that_comes_back_plain_can_be_read(workspace, code, kept, files, now):
    code(", sensitive: true")
    publish(workspace, files, author=None, message="", now=now)
    code("")
    assert values(workspace) == [NEW, OLD, OLD]


def test_plan_says_what_stays(workspace, code, kept):
    planned = code(", sensitive: true")
    assert "加密 3 个值" in planned.words("zh") and "notes, comments and mails" in planned.words("en")


REPORT = """kind: report
id: codes
form: ticket
label: Codes
where: "code = 'x'"
dimensions: [{id: code, by: code}]
measures: [{id: n, label: N, count: all}, {id: later, label: M, count: "code > 'a'"}]
"""


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_report_that_needs_the_plain_text_is_refused_with_why(workspace, files):
    form = files["shop/forms/ticket.yaml"] + CODE % ", sensitive: true"
    problems = plan(workspace, {**files, "shop/forms/ticket.yaml": form, "shop/reports/codes.yaml": REPORT}).errors
    said = {problem.path: problem.text("en") for problem in problems}
    assert "filled(code) can be" in said["dimensions.code.by"]
    assert all("only whether it is filled" in said[path] for path in ("where", "measures.later.count"))
