"""Upgrading a pack from the terminal: what is taken and kept is told, what both changed is to be decided."""

import pytest

FORM = "forms/order.yaml"


@pytest.fixture
def both(shop, pack):
    """Your own label, published; then a newer pack with another one, and with a hint at the phone."""

    def change(name, old, new):
        text = (pack / name).read_text("utf-8")
        assert old in text
        (pack / name).write_text(text.replace(old, new, 1), "utf-8")

    change(FORM, "label: {zh: 订单, en: Order}", "label: Purchase")
    assert shop("publish", pack).code == 0
    change(FORM, "label: Purchase", "label: Request")
    change(FORM, "en: Phone}", "en: Phone}, help: With its area code")
    change("pack.yaml", "1.0.0", "1.1.0")
    return shop


def exported(shop, tmp_path, name="out"):
    assert shop("export", tmp_path / name).code == 0
    return (tmp_path / name / "orders" / FORM).read_text("utf-8")


def test_what_both_changed_is_listed_and_nothing_published(both, pack, tmp_path):
    said = both("pack", "upgrade", pack)
    assert said.code == 1 and "1 place of orders was changed by both" in said.err
    assert "form/order:label\n    yours: name: Order → Purchase\n    theirs: name: Order → Request\n" in said.out
    assert "(1):\n  form “Purchase”\n    fields › Phone › help: added With its area code\n" in said.out
    assert "label: Purchase\n" in exported(both, tmp_path)


@pytest.mark.parametrize("how", [["--theirs"], ["--take", "form/order:label=theirs"], ["--take", "form/order=theirs"]])
def test_theirs_takes_what_the_pack_says(both, pack, tmp_path, how):
    said = both("pack", "upgrade", pack, *how)
    assert said.code == 0 and said.last == "Upgraded orders to 1.1.0, revision 3."
    assert "label: Request\n" in exported(both, tmp_path)


def test_yours_keeps_what_you_say(both, pack, tmp_path):
    assert both("pack", "upgrade", pack, "--yours").code == 0
    assert "label: Purchase\n" in exported(both, tmp_path)
    assert "orders             1.1.0" in both("pack", "list").out


def test_install_asks_as_upgrade_does(both, pack):
    said = both("pack", "install", pack)
    assert said.code == 1 and "changed by both" in said.err


def test_a_look_publishes_nothing(both, pack):
    said = both("pack", "upgrade", pack, "--yours", "--look")
    assert (said.code, said.last) == (0, "Nothing was published.")
    assert "form/order:label=yours" in said.out


def test_a_place_at_which_nothing_changed_is_told(both, pack):
    said = both("pack", "upgrade", pack, "--take", "form/order:lable=theirs")
    assert said.code == 1 and "nothing changed at form/order:lable" in said.err


def test_the_same_again_is_no_revision(both, pack):
    both("pack", "upgrade", pack, "--yours")
    assert both("pack", "upgrade", pack).last == "nothing changes; revision 3 stays"


def test_an_older_pack_has_to_be_meant(both, pack):
    head = (pack / "pack.yaml").read_text("utf-8")
    (pack / "pack.yaml").write_text(head.replace("1.1.0", "0.9.0"), "utf-8")
    assert "--older" in both("pack", "upgrade", pack, "--yours").err
    assert both("pack", "upgrade", pack, "--yours", "--older").code == 0


def test_an_uninstall_says_whose_each_definition_was(both):
    said = both("pack", "uninstall", "orders")
    assert said.code == 0 and "Of the pack, changed by you (1):\n  form “Purchase”\n" in said.out
    assert said.last == "Uninstalled orders, revision 3; its records stay."
