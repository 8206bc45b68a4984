"""Publishing that converts very many values first, from a terminal: how far it is, stopped, gone on with, given up."""

import pytest
from sqlalchemy import select

from forms import table_of
from publishing import Settings, Workspace
from records import store, type_changes


@pytest.fixture
def retyped(shop, pack, tmp_path, now, monkeypatch):
    """Orders with a text that is to be a whole number, as if three were very many."""
    monkeypatch.setattr(type_changes, "AT_ONCE", 2)
    monkeypatch.setattr(type_changes, "PORTION", 1)
    form = pack / "forms" / "order.yaml"
    text = form.read_text("utf-8")

    def as_type(kind):
        field = f"  - {{id: floors, type: {kind}, label: Floors}}"
        form.write_text(text.replace("\nfields:\n", f"\nfields:\n{field}\n", 1), "utf-8")

    as_type("text")
    assert shop("publish", pack).code == 0
    workspace = Workspace(Settings.read())
    with workspace.database.transaction() as connection:
        rows = [{"number": str(n), "created_at": now, "updated_at": now, "f_floors": str(n)} for n in range(3)]
        store.insert_many(connection, table_of(workspace.catalog(connection), "order"), rows)
    as_type("integer")
    yield workspace
    workspace.database.dispose()


@pytest.fixture
def stopped(shop, pack, retyped, monkeypatch):
    """What was said when Ctrl-C came after the first portion."""
    go_on, done = type_changes.go_on, []

    def once(*given):
        if done:
            raise KeyboardInterrupt
        done.append(1)
        return go_on(*given)

    with monkeypatch.context() as patched:
        patched.setattr(type_changes, "go_on", once)
        return shop("publish", pack)


def floors(workspace):
    with workspace.database.reading() as connection:
        table = table_of(workspace.catalog(connection), "order")
        return list(connection.scalars(select(table.c.f_floors).order_by(table.c.id)))


def test_stopped_with_ctrl_c_goes_on_where_it_was(shop, pack, retyped, stopped):
    assert (stopped.code, floors(retyped)) == (130, ["0", "1", "2"])
    assert "Nothing has taken effect" in stopped.err and "goes on from there" in stopped.err
    assert "order.floors: 1 of 3 values converted" in shop("conversions").out
    assert shop("publish", pack).code == 0 and floors(retyped) == [0, 1, 2]
    assert shop("conversions").last == "0 fields are under way."


def test_what_was_stopped_can_be_given_up(shop, retyped, stopped):
    assert shop("conversions", "--end").last == "Given up: 1 field stays as it is."
    assert shop("conversions").last == "0 fields are under way." and floors(retyped) == ["0", "1", "2"]


def test_installing_a_pack_shows_how_far_it_is(shop, pack, retyped):
    said = shop("pack", "upgrade", pack, "--theirs")
    assert "Converting 3 values" in said.err and floors(retyped) == [0, 1, 2]
