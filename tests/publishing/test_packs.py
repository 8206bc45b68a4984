"""Packs: installed beside one another, listed, taken out without losing data."""

from __future__ import annotations

import re
from functools import partial

import pytest

from definitions import Refused
from publishing import (
    as_typed,
    bundles_at,
    check_paths,
    first_packs,
    install,
    list_packs,
    load,
    packs,
    publish,
    uninstall,
    with_needs,
)
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


def test_a_name_never_leads_off_the_shelf(workspace, now, tmp_path, monkeypatch):
    (tmp_path / "beside").mkdir()
    (tmp_path / "beside" / "pack.yaml").write_text("kind: pack\nid: beside\nlabel: B\nversion: 1.0.0\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    for name in ("beside", "../configs/base", ".."):
        with pytest.raises(Refused, match="no pack"):
            install(workspace, name, author=None, now=now)
    assert install(workspace, as_typed("beside"), author=None, now=now).revision == 1


@pytest.mark.parametrize("do", [partial(install, name="olist"), partial(uninstall, name="repair-tickets")])
def test_what_is_published_meanwhile_is_not_undone(workspace, now, monkeypatch, do):
    install(workspace, "repair-tickets", author=None, now=now)
    read = packs._published

    def read_and_overtaken(workspace):
        found = read(workspace)
        text = "kind: form\nid: visit\nlabel: Visit\ntitle: a\nfields: [{id: a, type: text}]\n"
        publish(workspace, {**found[1], "local/forms/visit.yaml": text}, author=None, message="", now=now)
        return found

    monkeypatch.setattr(packs, "_published", read_and_overtaken)
    with pytest.raises(Refused) as refused:
        do(workspace, author=None, now=now)
    assert refused.value.code == "moved_on"


def test_an_empty_installation_begins_with_one_pack():
    assert len(first_packs()) == 1


RULED = ["grading/lead_scorecard.yaml", "routing/lead_routing.yaml", "pipelines/lead_pipeline.yaml"]


@pytest.mark.parametrize("place", RULED)
def test_no_unreadable_rule_of_a_file_ends_the_check(place):
    """Whatever rule of a pack cannot be read, the answer is a located problem and never an accident."""
    bundles = with_needs(bundles_at(SHELF / "b2b-leads"))
    files = {path: text for each in bundles for path, text in each.published().items()}
    path = f"b2b-leads/{place}"
    rules = list(re.finditer(r'(?:when|match): ("[^"]+")', files[path]))
    assert rules
    for rule in rules:
        broken = files[path][: rule.start(1)] + '"((("' + files[path][rule.end(1) :]
        problems = load({**files, path: broken}).problems
        assert any(problem.is_error and problem.location.file == path for problem in problems)
