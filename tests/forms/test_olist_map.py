"""The maps of the olist pack on the real files, where they are at hand."""

from collections import Counter
from pathlib import Path

import pytest

import flows  # noqa: F401  stages are known
from definitions import load_files, read_folder
from forms import load_map, map_rows, read_source

ROOT = Path(__file__).parents[2]
PACK = ROOT / "configs" / "olist"
DATA = ROOT.parent / "shared" / "data"

with_data = pytest.mark.skipif(not DATA.is_dir(), reason="the Olist files are not part of the repository")


def rows(map, file):
    files = {path: text for path, text in read_folder(PACK).items() if not path.startswith(("reports/", "pack"))}
    return list(
        map_rows(load_map((PACK / "maps" / map).read_text("utf-8"), load_files(files).catalog), read_source(file))
    )


@with_data
def test_empty_and_unknown_origins_stay_apart():
    found = rows("leads.yaml", DATA / "olist_marketing_qualified_leads_dataset.csv")
    origins = Counter(row.raw["origin"] for row in found)
    assert (len(found), origins["unknown"], origins[""]) == (8000, 1099, 60)


@with_data
def test_every_deal_names_its_lead_and_day():
    found = rows("deals.yaml", DATA / "olist_closed_deals_dataset.csv")
    assert len(found) == 842
    assert all(row.raw["mql_id"] and row.raw["won_date"] and not row.errors for row in found)
