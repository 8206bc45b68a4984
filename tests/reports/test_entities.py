"""Every sort of rows: it can be asked by each of its names, says them in both languages, and is written down."""

from pathlib import Path

import pytest

from definitions import LANGUAGES, texts_of
from reports import run
from reports.entities import ENTITIES

DOCS = (Path(__file__).parents[2] / "docs" / "reports.md").read_text("utf-8")
ROWS = [name for name in ENTITIES.names() if name != "records"]


@pytest.mark.parametrize("over", ROWS)
def test_every_sort_of_rows_can_be_asked_by_all_its_names(company, over):
    company.happen(1, 12)
    names = ENTITIES.get(over).names
    by = "person" if over == "people" else "number"
    measures = f"measures: [{{id: n, count: all}}, {{id: r, distinct: {by}}}]"
    for name in names:
        report = company.asking(f"over: {over}\ndimensions: [{{id: d, by: {name}}}]\n{measures}")
        with company.at("xu") as work:
            run(work, report)


@pytest.mark.parametrize("over", ROWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_name_of_a_row_is_said(company, over, language):
    from reports.sql.vocabulary import vocabulary

    known = vocabulary(company.catalog, over, "order").names
    labels = {name: known[name].label.text(language) for name in ENTITIES.get(over).names}
    assert not {name: label for name, label in labels.items() if not label or "." in label}


@pytest.mark.parametrize("over", ROWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_say_what_is_counted(over, language):
    assert f"report.over_{over}" in texts_of(language)


@pytest.mark.parametrize("over", ROWS)
def test_every_sort_of_rows_is_written_down(over):
    line = next((line for line in DOCS.splitlines() if line.startswith(f"| `{over}`")), "")
    missing = [name for name in ENTITIES.get(over).names if f"`{name}`" not in line and "seconds" not in name]
    assert not missing, missing
