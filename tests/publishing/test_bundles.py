"""What a path on the command line stands for."""

from __future__ import annotations

import pytest

from definitions import Refused
from publishing.bundles import bundles_at, overlay, with_needs

PACK = "kind: pack\nid: shop\nversion: 1.0.0\n"


@pytest.fixture
def pack(tmp_path):
    folder = tmp_path / "folder-name"
    (folder / "forms").mkdir(parents=True)
    (folder / "demo").mkdir()
    (folder / "pack.yaml").write_text(PACK)
    (folder / "forms" / "order.yaml").write_text("kind: form\nid: order\n")
    (folder / "demo" / "people.yaml").write_text("people: []\n")
    return folder


def test_pack_folder_is_known_by_its_id(pack):
    (bundle,) = bundles_at(pack)
    assert sorted(bundle.published()) == ["shop/forms/order.yaml", "shop/pack.yaml"]


def test_folder_of_packs_holds_several(pack):
    assert [bundle.prefix for bundle in bundles_at(pack.parent)] == ["shop"]


def test_pack_takes_the_place_of_its_older_self(pack):
    current = {"shop/forms/gone.yaml": "x", "other/forms/kept.yaml": "y"}
    after = overlay(current, bundles_at(pack))
    assert sorted(after) == ["other/forms/kept.yaml", "shop/forms/order.yaml", "shop/pack.yaml"]


def test_single_file_replaces_the_definition_it_holds(pack, tmp_path):
    single = tmp_path / "mine.yaml"
    single.write_text("kind: form\nid: order\nlabel: Mine\n")
    files = overlay({"shop/forms/order.yaml": "kind: form\nid: order\n", "shop/pack.yaml": PACK}, bundles_at(single))
    assert files["shop/forms/order.yaml"].endswith("label: Mine\n") and len(files) == 2


def test_new_single_file_is_kept_as_local(tmp_path):
    single = tmp_path / "new.yaml"
    single.write_text("kind: form\nid: new\n")
    assert list(overlay({}, bundles_at(single))) == ["local/new.yaml"]


@pytest.mark.parametrize("name", ["missing", "empty", "notes.txt"])
def test_path_without_definitions_is_refused(tmp_path, name):
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(Refused):
        bundles_at(tmp_path / name)


def test_lone_file_builds_on_the_base_pack(tmp_path):
    single = tmp_path / "new.yaml"
    single.write_text("kind: form\nid: new\n")
    assert [bundle.prefix for bundle in with_needs(bundles_at(single))] == ["base", "local"]
