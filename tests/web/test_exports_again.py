"""What was exported is imported again: in every pack each column finds its own field, whatever its type."""

from pathlib import Path

import pytest

from definitions import load_files, read_folder
from forms import Context, guess, record_columns

PACKS = [path for path in sorted(Path("configs").iterdir()) if (path / "pack.yaml").exists()]


@pytest.mark.parametrize("pack", PACKS, ids=lambda path: path.name)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_column_of_an_export_is_taken_for_itself(pack, language):
    catalog = load_files({**read_folder("configs/base"), **read_folder(pack)}).catalog
    for form in catalog.all("form"):
        columns = record_columns(catalog, form.id).values()
        usable = [field for field in form.fields if not field.computed and not field.type.composed]
        header = [column.label.text(language) for column in columns]
        others = [column.label.text(each) for column in columns for each in ("zh", "en")]
        found = {one.field: name for name, one in guess(usable, header, [], Context(language), others=others).items()}
        assert found == {field.id: field.label.text(language) for field in usable}, form.id
