"""What is published can be written out and published again to the same revision."""

from __future__ import annotations

import pytest

from definitions import Refused, digest_of
from publishing import bundles_at, export, install, overlay


def test_exported_files_load_to_the_same_revision(workspace, now, tmp_path):
    install(workspace, "repair-tickets", author=None, now=now)
    with workspace.database.reading() as connection:
        catalog = workspace.catalog(connection)
    export(catalog.files, tmp_path / "out")
    assert digest_of(overlay({}, bundles_at(tmp_path / "out"))) == catalog.digest


def test_export_keeps_comments_and_every_byte(workspace, files, now, tmp_path):
    from publishing import publish

    commented = {path: f"# why: 说明\n{text}\n\n" for path, text in files.items()}
    publish(workspace, commented, author=None, message="", now=now)
    export(commented, tmp_path / "out")
    assert (tmp_path / "out/shop/forms/ticket.yaml").read_text("utf-8") == commented["shop/forms/ticket.yaml"]


def test_folder_in_use_is_refused(tmp_path):
    (tmp_path / "kept.txt").write_text("mine")
    with pytest.raises(Refused, match="not an empty folder"):
        export({"a/b.yaml": "x"}, tmp_path)


def test_path_that_points_outside_is_refused(tmp_path):
    with pytest.raises(Refused, match="points outside"):
        export({"../b.yaml": "x"}, tmp_path / "out")
