"""Keys of sensitive fields: made once, read from the environment or a file, changed, missing."""

from __future__ import annotations

import base64
import json
import stat
from datetime import UTC, datetime

import pytest

from records import KeyMissing, Sealed, field_keys, is_sealed, key_rotation, tables
from records.engine.sealed import each_replaced

NOW = datetime(2026, 11, 24, 2, 18, tzinfo=UTC)
ONE, TWO = (base64.b64encode(bytes([n]) * 32).decode() for n in (1, 2))
on_sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def given(monkeypatch):
    """Gives keys through the environment."""
    return lambda *keys: monkeypatch.setenv(field_keys.VARIABLE, ",".join(keys))


@pytest.fixture
def folder(monkeypatch, tmp_path):
    """A data folder, and nothing in the environment."""
    monkeypatch.delenv(field_keys.VARIABLE)
    monkeypatch.setattr(field_keys._Place, "folder", tmp_path)
    return tmp_path


def test_text_comes_back_and_equal_texts_are_equal(given):
    given(ONE)
    first, second = field_keys.seal("13800571234"), field_keys.seal("13800571234")
    assert first == second and is_sealed(first) and "1380" not in first
    assert field_keys.open_sealed(first) == "13800571234" != field_keys.seal("13800571235")


def test_value_under_an_older_key_is_read_and_compared(given):
    given(ONE)
    old = field_keys.seal("x")
    given(TWO, ONE)
    assert field_keys.open_sealed(old) == "x"
    assert field_keys.newest(old) == field_keys.seal("x") != old
    assert old in field_keys.in_every_key(field_keys.seal("x"))


def test_missing_key_says_which_and_what_to_do(given):
    given(ONE)
    old = field_keys.seal("x")
    given(TWO)
    with pytest.raises(KeyMissing, match=rf"{old.key_id}.*{field_keys.VARIABLE}"):
        field_keys.open_sealed(old)


def test_changed_value_is_noticed(given):
    given(ONE)
    sealed = field_keys.seal("secret text")
    broken = Sealed(sealed[:-1] + ("A" if sealed[-1] != "A" else "B"))
    with pytest.raises(KeyMissing, match="backup"):
        field_keys.open_sealed(broken)


@pytest.mark.parametrize("written", ["short", "not base64!", base64.b64encode(b"x" * 31).decode()])
def test_what_is_no_key_is_refused_by_place(given, written):
    given(ONE, written)
    with pytest.raises(KeyMissing, match=r"Key 2 in LEADWRIGHT_FIELD_KEYS"):
        field_keys.seal("x")


def test_values_inside_json_are_found(given):
    given(ONE)
    text = json.dumps({"changes": {"phone": [field_keys.seal("a"), None]}, "n": "lws1.no"})
    assert each_replaced(text, lambda sealed: field_keys.open_sealed(sealed)).count('"a"') == 1


@on_sqlite
def test_key_file_is_made_once_for_its_owner_only(folder, database):
    with database.transaction() as connection:
        field_keys.ensure(connection)
        first = field_keys.current().id
        field_keys.ensure(connection)
    path = folder / field_keys.FILE_NAME
    assert stat.S_IMODE(path.stat().st_mode) == 0o600 and field_keys.current().id == first
    assert field_keys.current().written.encode() not in b"".join(f.read_bytes() for f in folder.glob("*.sqlite*"))


@on_sqlite
def test_lost_key_file_is_never_replaced_by_another(folder, database):
    with database.transaction() as connection:
        field_keys.ensure(connection)
    (folder / field_keys.FILE_NAME).unlink()
    with database.transaction() as connection, pytest.raises(KeyMissing, match="missing"):
        field_keys.ensure(connection)
    assert not (folder / field_keys.FILE_NAME).exists()


def test_rotation_goes_on_where_it_stopped(folder, database, monkeypatch):
    with database.transaction() as connection:
        field_keys.ensure(connection)
        old = field_keys.current().id
        data = [{"changes": {"phone": [None, str(field_keys.seal(str(n)))]}} for n in range(7)]
        for each in data:
            connection.execute(
                tables.event.insert().values(form="f", record=1, kind="edited", at=NOW, data=each, revision=0)
            )
        field_keys.add_to_file(connection)
    monkeypatch.setattr("records.rewriting.PORTION", 3)
    going = key_rotation.rotate(database, frozenset({old}))
    assert next(going).changed == 7
    with database.reading() as connection:
        needed = key_rotation.in_use(connection)
        kept = [row.data["changes"]["phone"][1] for row in connection.execute(tables.event.select())]
    assert (needed[old], needed[field_keys.current().id]) == (0, 7)
    assert sorted(field_keys.open_sealed(Sealed(value)) for value in kept) == [str(n) for n in range(7)]
