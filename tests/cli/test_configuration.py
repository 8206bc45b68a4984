"""Check, plan, publish, compare, roll back, export: the configuration from a terminal."""

import json
from importlib import import_module

import pytest


@pytest.fixture
def broken(pack):
    """The pack with two mistakes in one file."""
    form = pack / "forms" / "order.yaml"
    text = form.read_text("utf-8").replace("type: phone", "type: fone").replace("match: [code]", "match: [cod]")
    form.write_text(text, "utf-8")
    return pack


def test_a_good_pack_passes(leadwright, pack):
    said = leadwright("check", pack)
    assert said.code == 0 and said.last.startswith("Checked 1 path")


def test_every_problem_is_told_with_its_place(leadwright, broken):
    said = leadwright("check", broken)
    assert said.code == 1
    assert "forms/order.yaml:9:" in said.out and "phone" in said.out


def test_problems_come_as_json_too(leadwright, broken):
    said = leadwright("check", broken, "--format", "json")
    told = json.loads(said.out)
    assert said.code == 1 and told["errors"] == len([one for one in told["problems"] if one["level"] == "error"]) > 0


def test_a_plan_writes_nothing(leadwright, pack):
    assert leadwright("plan", pack).code == 0
    assert leadwright("revisions").last == "0 revisions."


def test_a_published_pack_is_a_revision(shop):
    said = shop("revisions")
    assert said.last == "1 revision." and "system" in said.out


def test_the_same_again_is_no_revision(shop, pack):
    assert "revision 1" in shop("publish", pack).last
    assert shop("revisions").last == "1 revision."


def test_a_broken_pack_leaves_the_running_one(shop, broken):
    said = shop("publish", broken)
    assert said.code == 1 and "forms/order.yaml:9:" in said.err
    assert shop("revisions").last == "1 revision."


def test_a_new_form_is_told_with_its_place_and_who_sees_it(leadwright, pack):
    said = leadwright("publish", pack)
    assert "“Order” is at /records/order. It is seen by: Manager, Rep" in said.out and said.last.endswith("revision 1.")


@pytest.fixture
def twice(shop, pack):
    """The pack published a second time, with another label."""
    form = pack / "forms" / "order.yaml"
    form.write_text(form.read_text("utf-8").replace("en: Phone", "en: Mobile"), "utf-8")
    assert shop("publish", pack).code == 0
    return shop


def test_a_difference_is_told_in_words(twice):
    said = twice("diff", "1", "2")
    assert said.last == "1 definition differs between revision 1 and 2."
    assert "Mobile" in said.out or "phone" in said.out


def overtaken(monkeypatch, changed):
    """Somebody else publishes what `changed` makes of the files, between the look and the publish."""
    command = import_module("cli.commands.publish")
    real = command.publish

    def publish(workspace, files, **said):
        theirs = {path: changed(text) for path, text in files.items()}
        real(workspace, theirs, author=None, message="first", now=said["now"])
        return real(workspace, files, **said)

    monkeypatch.setattr(command, "publish", publish)


def other_phone(pack):
    form = pack / "forms" / "order.yaml"
    form.write_text(form.read_text("utf-8").replace("en: Phone", "en: Mobile"), "utf-8")


def test_who_is_overtaken_hears_what_was_published(shop, pack, monkeypatch):
    other_phone(pack)
    overtaken(monkeypatch, lambda text: text.replace("en: Mobile", "en: Handset"))
    said = shop("publish", pack)
    assert said.code == 1 and "draft" not in said.err
    assert "revision 2" in said.err and "Order" in said.err and "publish again" in said.err


def test_who_is_overtaken_by_the_same_changes_nothing(shop, pack, monkeypatch):
    other_phone(pack)
    overtaken(monkeypatch, lambda text: text)
    said = shop("publish", pack)
    assert said.code == 0 and "revision 2 stays" in said.last


def test_rolling_back_publishes_the_old_again(twice):
    assert twice("rollback", "1").last == "Published revision 1 again, as revision 3."
    assert twice("diff", "1", "3").last == "0 definitions differ between revision 1 and 3."


def test_what_is_exported_is_what_was_published(shop, pack, tmp_path):
    assert shop("export", tmp_path / "out").code == 0
    written = {path.relative_to(pack).as_posix(): path.read_bytes() for path in pack.rglob("*.yaml")}
    exported = tmp_path / "out" / "orders"
    assert {path.relative_to(exported).as_posix(): path.read_bytes() for path in exported.rglob("*.yaml")} == written


def test_packs_of_the_shelf_come_and_go(leadwright):
    assert leadwright("pack", "install", "repair-tickets").code == 0
    assert "installed" in next(line for line in leadwright("pack", "list").out.splitlines() if "repair" in line)
    assert leadwright("pack", "uninstall", "repair-tickets").code == 0


def test_schemas_are_written_for_editors(leadwright, tmp_path):
    leadwright("schema", tmp_path / "schemas")
    assert json.loads((tmp_path / "schemas" / "form.json").read_text("utf-8"))["properties"]["kind"]


@pytest.fixture
def renamed_stage(pack):
    """The pack with its stage of quotes called otherwise."""
    path = pack / "pipelines" / "order_path.yaml"
    text = path.read_text("utf-8").replace("id: quote\n", "id: offer\n").replace("[quote", "[offer")
    path.write_text(text, "utf-8")
    return pack


def test_records_in_flight_are_answered_for_in_the_command(shop, renamed_stage):
    said = shop("publish", renamed_stage, "--in-flight", "order_path/quote=offer")
    assert said.code == 1 and "does not ask about it" in said.err
    assert shop("publish", renamed_stage, "--in-flight", "quote").code == 1
    assert shop("publish", renamed_stage).code == 0
    assert shop("in-flight").last == "0 decisions; 0 records still stand in old stages."
