"""Upgrading a pack that was made one's own: what it was, who is asked, what is published and what comes after."""

from __future__ import annotations

from dataclasses import replace

import pytest

from definitions import DefinitionError, Refused
from publishing import Owner, install, look, owned_in, publish, rollback, uninstall, upgrade
from publishing.merging import Side, What, address_of, read_answers
from publishing.origins import origin_of
from records import revisions

HEAD = "kind: pack\nid: shop\nlabel: Shop\nversion: {}\n"
TICKET = """kind: form
id: ticket
label: Ticket
title: machine
fields:
  - {id: machine, type: text, label: Machine}
  - {id: fault, type: text, label: Fault}
"""
ROLE = 'kind: role\nid: admin\nlabel: Admin\nconfigure: true\npeople: true\nforms: {"*": {see: all, do: all}}\n'
FORM, PACK = "shop/forms/ticket.yaml", "shop/pack.yaml"


@pytest.fixture
def shelf(tmp_path):
    """A shelf with the pack `shop`, and the way to put another version on it."""
    return tmp_path / "shelf"


@pytest.fixture
def put(shelf):
    def onto(version="1.0.0", ticket=TICKET, **more):
        files = {"pack.yaml": HEAD.format(version), "forms/ticket.yaml": ticket, "roles/admin.yaml": ROLE, **more}
        for path in sorted(shelf.rglob("*.yaml")):
            path.unlink()
        for path, text in files.items():
            (shelf / "shop" / path).parent.mkdir(parents=True, exist_ok=True)
            (shelf / "shop" / path).write_text(text, "utf-8")

    return onto


@pytest.fixture
def shop(workspace, now, shelf, put):
    """The installed pack."""
    put()
    install(workspace, "shop", author=None, now=now, shelf=shelf)
    return workspace


def files_now(workspace):
    with workspace.database.reading() as connection:
        return dict(workspace.catalog(connection).files)


@pytest.fixture
def own(shop, now):
    """The change of a file in the installation, published."""

    def change(path, old, new):
        files = files_now(shop)
        assert old in files[path]
        return publish(
            shop, {**files, path: files[path].replace(old, new)}, author=None, message="ours", now=now
        ).revision

    return change


@pytest.fixture
def upgraded(shop, now, shelf):
    def go(*said, rest=None, older=False):
        looked = look(shop, "shop", read_answers(said, rest), shelf=shelf)
        return upgrade(shop, looked, author=None, now=now, older=older)

    return go


def test_what_the_pack_was_is_kept(shop, own):
    came = files_now(shop)
    number = own(FORM, "label: Ticket", "label: Case")
    with shop.database.reading() as connection:
        origin = origin_of(connection, "shop", number)
    assert (origin.version, dict(origin.files)) == ("1.0.0", came)


def test_an_upgrade_keeps_what_was_made_of_the_pack(shop, own, put, upgraded):
    own(FORM, "label: Ticket", "label: Case")
    put("1.1.0", TICKET + "  - {id: since, type: date, label: Since}\n")
    upgraded()
    assert "label: Case" in (text := files_now(shop)[FORM]) and "id: since" in text
    assert files_now(shop)[PACK] == HEAD.format("1.1.0")


def test_installing_what_is_installed_keeps_it_too(shop, own, put, now, shelf):
    own(FORM, "label: Ticket", "label: Case")
    put("1.1.0")
    install(shop, "shop", author=None, now=now, shelf=shelf)
    assert "label: Case" in files_now(shop)[FORM]


def test_nothing_is_published_while_something_is_to_decide(shop, own, put, upgraded):
    number = own(FORM, "label: Ticket", "label: Case")
    put("1.1.0", TICKET.replace("label: Ticket", "label: Request"))
    with pytest.raises(Refused, match="1 place of shop was changed by both"):
        upgraded()
    with shop.database.reading() as connection:
        assert revisions.current_number(connection) == number


@pytest.mark.parametrize(("said", "label"), [("form/ticket:label=yours", "Case"), ("form/ticket=theirs", "Request")])
def test_what_is_decided_is_published(shop, own, put, upgraded, said, label):
    own(FORM, "label: Ticket", "label: Case")
    put("1.1.0", TICKET.replace("label: Ticket", "label: Request"))
    upgraded(said)
    assert f"label: {label}\n" in files_now(shop)[FORM]


def test_what_was_decided_once_is_not_asked_again(shop, own, put, upgraded, shelf):
    own(FORM, "label: Ticket", "label: Case")
    put("1.1.0", TICKET.replace("label: Ticket", "label: Request"))
    upgraded(rest=Side.YOURS)
    put("1.2.0", TICKET.replace("label: Ticket", "label: Request").replace("label: Fault", "label: Complaint"))
    merge = look(shop, "shop", shelf=shelf).merge
    assert {what: [address_of(each.address, point) for each, point in merge.places(what)] for what in What} == {
        What.TAKEN: ["form/ticket:fields.fault.label", "pack/shop:version"],
        What.KEPT: ["form/ticket:label"],
        What.SAME: [],
        What.ASKED: [],
    }


def test_a_roll_back_goes_back_to_what_the_pack_was(shop, own, put, upgraded, now):
    before = own(FORM, "label: Ticket", "label: Case")
    put("1.1.0", TICKET.replace("label: Fault", "label: Complaint"))
    upgraded()
    rollback(shop, before, author=None, now=now)
    assert "Complaint" not in files_now(shop)[FORM]
    upgraded()
    assert "label: Case" in (text := files_now(shop)[FORM]) and "Complaint" in text


def test_a_roll_back_to_the_empty_configuration_and_the_pack_again(shop, own, now, shelf):
    own(FORM, "label: Ticket", "label: Case")
    rollback(shop, 0, author=None, now=now)
    assert files_now(shop) == {}
    again, files = install(shop, "shop", author=None, now=now, shelf=shelf).revision, files_now(shop)
    with shop.database.reading() as connection:
        assert origin_of(connection, "shop", again).files == files


@pytest.fixture
def forgotten(shop):
    """The installation as an older version left it: nothing was kept of packs."""

    def forget():
        with shop.database.transaction() as connection:
            connection.exec_driver_sql("DELETE FROM installed_pack")

    return forget


def test_what_was_not_kept_is_found_in_the_revisions(shop, own, put, upgraded, forgotten):
    own(FORM, "label: Ticket", "label: Case")
    forgotten()
    put("1.1.0", TICKET.replace("label: Fault", "label: Complaint"))
    upgraded()
    assert "label: Case" in (text := files_now(shop)[FORM]) and "Complaint" in text


def test_a_way_back_of_then_is_followed(shop, own, put, upgraded, now, forgotten):
    before = own(FORM, "label: Ticket", "label: Case")
    put("1.1.0", TICKET.replace("label: Fault", "label: Complaint"))
    upgraded()
    rolled = rollback(shop, before, author=None, now=now).revision
    forgotten()
    with shop.database.reading() as connection:
        assert origin_of(connection, "shop", rolled).version == "1.0.0"
        assert "Case" not in origin_of(connection, "shop", rolled).files[FORM]


def test_an_older_version_has_to_be_meant(shop, put, upgraded):
    put("0.9.0", TICKET.replace("  - {id: fault, type: text, label: Fault}\n", ""))
    with pytest.raises(Refused, match="older than 1.0.0"):
        upgraded()
    upgraded(older=True)
    assert "fault" not in files_now(shop)[FORM]


def test_the_same_version_again_publishes_nothing(shop, own, upgraded):
    number = own(FORM, "label: Ticket", "label: Case")
    assert upgraded().revision == number
    assert "label: Case" in files_now(shop)[FORM]


def test_other_files_of_the_same_version_are_taken(shop, own, put, upgraded):
    own(FORM, "label: Ticket", "label: Case")
    put("1.0.0", TICKET.replace("label: Fault", "label: Complaint"))
    upgraded()
    assert "label: Case" in (text := files_now(shop)[FORM]) and "Complaint" in text


def test_another_pack_of_the_same_name_is_refused(shop, shelf):
    (shelf / "shop" / "forms" / "ticket.yaml").write_text(TICKET.replace("id: ticket", "id: order"), "utf-8")
    (shelf / "shop" / "roles" / "admin.yaml").write_text(ROLE.replace("id: admin", "id: owner"), "utf-8")
    with pytest.raises(Refused, match="another pack"):
        look(shop, "shop", shelf=shelf)


def test_what_was_merged_and_fails_the_check_is_not_published(shop, own, put, upgraded):
    number = own(FORM, "title: machine", "title: fault")
    put("1.1.0", TICKET.replace("  - {id: fault, type: text, label: Fault}\n", ""))
    with pytest.raises(DefinitionError, match="fault"):
        upgraded()
    with shop.database.reading() as connection:
        assert revisions.current_number(connection) == number


def test_a_pack_that_cannot_be_read_is_told(shop, put, shelf):
    put("1.1.0", TICKET + "  - {id: [\n")
    with pytest.raises(DefinitionError, match="ticket.yaml"):
        look(shop, "shop", shelf=shelf)


@pytest.mark.parametrize(
    "head",
    [HEAD.replace("version: {}\n", ""), HEAD.format("²"), HEAD.format("[1]"), HEAD.format("1").replace("shop", "[x]")],
)
def test_a_head_that_is_none_is_told_with_its_place(shop, put, shelf, head):
    put(**{"pack.yaml": head})
    with pytest.raises(DefinitionError, match="shop/pack.yaml:"):
        look(shop, "shop", shelf=shelf)


def test_who_was_overtaken_is_told(shop, own, put, now, shelf):
    put("1.1.0")
    looked = look(shop, "shop", shelf=shelf)
    own(FORM, "label: Ticket", "label: Case")
    with pytest.raises(Refused, match="is published now"):
        upgrade(shop, looked, author=None, now=now)


def test_a_pack_that_is_not_there_cannot_be_upgraded(shop, now, shelf):
    uninstall(shop, "shop", author=None, now=now)
    with pytest.raises(Refused, match="not installed"):
        look(shop, "shop", shelf=shelf)


def test_a_pack_that_comes_back_is_what_it_is_then(shop, own, put, now, shelf):
    own(FORM, "label: Ticket", "label: Case")
    uninstall(shop, "shop", author=None, now=now)
    put("1.1.0")
    install(shop, "shop", author=None, now=now, shelf=shelf)
    looked = look(shop, "shop", shelf=shelf)
    assert looked.is_nothing and looked.origin.version == "1.1.0" and not looked.is_older


def test_the_digest_changes_with_each_of_the_three(shop, shelf):
    looked = look(shop, "shop", shelf=shelf)
    assert replace(looked, yours={**looked.yours, FORM: "x"}).digest != looked.digest


def test_whose_each_definition_is(shop, own, now):
    number = own(FORM, "label: Ticket", "label: Case")
    files = files_now(shop)
    view = "kind: view\nid: all\nlabel: All\nform: ticket\ncolumns: [machine]\n"
    files["shop/views/all.yaml"] = view
    files["local/roles/admin.yaml"] = files.pop("shop/roles/admin.yaml")
    publish(shop, files, author=None, message="ours", now=now)
    with shop.database.reading() as connection:
        owned = owned_in(origin_of(connection, "shop", number + 1), files)
    assert {f"{each.kind}/{each.id}": each.owner for each in owned} == {
        "pack/shop": Owner.PACK,
        "form/ticket": Owner.CHANGED,
        "view/all": Owner.YOURS,
        "role/admin": Owner.MOVED,
    }
