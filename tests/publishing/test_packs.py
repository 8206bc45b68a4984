"""Packs: installed beside one another, listed, taken out without losing data."""

from __future__ import annotations

import pytest

from definitions import Refused
from publishing import check_paths, first_packs, install, list_packs, uninstall
from publishing.bundles import SHELF

PACKS = [folder.name for folder in sorted(SHELF.iterdir()) if (folder / "pack.yaml").exists()]


@pytest.mark.parametrize("pack", PACKS)
def test_every_pack_of_ours_is_without_a_problem(pack):
    assert [problem.text("en") for problem in check_paths([SHELF / pack])] == []


def test_pack_brings_what_it_needs(workspace, now):
    install(workspace, "repair-tickets", author=None, now=now)
    installed = {pack.id for pack in list_packs(workspace) if pack.installed}
    assert installed == {"base", "repair-tickets"}


def test_all_packs_live_side_by_side(workspace, now):
    for pack in PACKS:
        install(workspace, pack, author=None, now=now)
    with workspace.database.reading() as connection:
        forms = {form.id for form in workspace.catalog(connection).all("form")}
    assert {"ticket", "olist_lead"} < forms


def test_uninstalled_pack_leaves_no_definition(workspace, now):
    install(workspace, "repair-tickets", author=None, now=now)
    uninstall(workspace, "repair-tickets", author=None, now=now)
    with workspace.database.reading() as connection:
        assert not workspace.catalog(connection).all("form")


def test_pack_that_others_need_stays(workspace, now):
    install(workspace, "repair-tickets", author=None, now=now)
    with pytest.raises(Refused, match="still needed by repair-tickets"):
        uninstall(workspace, "base", author=None, now=now)


def test_unknown_pack_names_those_there_are(workspace, now):
    with pytest.raises(Refused, match="no pack “crm”; known: .*repair-tickets"):
        install(workspace, "crm", author=None, now=now)


def test_an_empty_installation_begins_with_one_pack():
    assert len(first_packs()) == 1
