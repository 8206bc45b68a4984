"""leadwright keys: what encrypts, a new key while values lie under the old one, what is no longer needed."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from accounts import SYSTEM
from cli.program import program
from definitions import Refused
from flows import intake
from forms import ListQuery, run
from publishing import Settings, Workspace, publish
from records import field_keys
from tests.world import CONFIGS

MOBILE = "13800571234"


@pytest.fixture
def shop(sqlite_store, tmp_path, monkeypatch, now):
    """An installation with a key file and an order under its key."""
    from definitions import read_folder

    monkeypatch.delenv(field_keys.VARIABLE)
    url = sqlite_store.fresh()
    monkeypatch.setenv("LEADWRIGHT_DATABASE_URL", url)
    workspace = Workspace(Settings(tmp_path, url)).open()
    publish(workspace, read_folder(CONFIGS / "sensitive"), author=None, message="", now=now)
    with workspace.database.transaction() as connection:
        order = {"customer": "润扬", "mobile": MOBILE, "id_card": "32100219880101"}
        intake.submit(workspace.work(connection, SYSTEM, now), "order", order, channel="page")
    yield workspace
    workspace.database.dispose()


@pytest.fixture
def call(shop, tmp_path):
    """Calls the command and gives what it says."""

    def call(*words):
        result = CliRunner().invoke(program, ["--data", str(tmp_path), "--lang", "en", "keys", *words])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.output

    return call


def test_rotated_values_are_found_and_matched_as_before(shop, call, now):
    old = field_keys.current().id
    assert "encrypts" in call() and old in call()
    said = call("rotate")
    new = field_keys.current().id
    assert new != old and "r_order.f_mobile: 1 row" in said and f"under the key {new}" in said
    assert f"{old}" in call() and "0 stored texts" in call()
    with shop.database.transaction() as connection:
        work = shop.work(connection, SYSTEM, now)
        assert len(run(work, ListQuery("order", search=MOBILE)).rows) == 1
        again = intake.submit(work, "order", {"customer": "x", "id_card": "32100219880101"}, channel="page")
    assert again.duplicates
    assert "out of the key file" in call("forget", old)
    assert list(field_keys.ring()) == [new]


def test_values_under_both_keys_are_found_meanwhile(shop, now):
    with shop.database.transaction() as connection:
        field_keys.add_to_file(connection)
        work = shop.work(connection, SYSTEM, now)
        again = intake.submit(work, "order", {"customer": "x", "mobile": MOBILE}, channel="page")
        assert len(run(work, ListQuery("order", search=MOBILE)).rows) == 2
    assert [match.rule.id for match in again.duplicates] == ["same_mobile"]


def test_key_that_is_needed_is_not_forgotten(shop, tmp_path):
    id = field_keys.current().id
    result = CliRunner().invoke(program, ["--data", str(tmp_path), "keys", "forget", id])
    assert isinstance(result.exception, Refused) and id in field_keys.ring()


def test_server_lives_without_its_key(shop, call, tmp_path, now):
    (tmp_path / field_keys.FILE_NAME).rename(tmp_path / "elsewhere")
    with shop.database.transaction() as connection:
        work = shop.work(connection, SYSTEM, now)
        [row] = run(work, ListQuery.from_args("order", {"cols": "customer,mobile"})).rows
        assert row.cells == ("润扬", "[***]")
        assert intake.edit(work, "order", row.id, None, {"need": "x", "mobile": "[***]"}).changes.keys() == {"need"}
        with pytest.raises(field_keys.KeyMissing, match=field_keys.FILE_NAME):
            intake.edit(work, "order", row.id, None, {"mobile": "13900574321"})
    assert "missing" in call()
    (tmp_path / "elsewhere").rename(tmp_path / field_keys.FILE_NAME)
    with shop.database.reading() as connection:
        [row] = run(shop.work(connection, SYSTEM, now), ListQuery.from_args("order", {"cols": "mobile"})).rows
    assert row.cells == ("138****1234",)
