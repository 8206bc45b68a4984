"""Real opportunities: won and lost by agent, manager, product and quarter are what the files themselves come to."""

import csv
import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MAPS = ROOT / "configs" / "opportunities" / "maps"
DATA = Path(os.environ.get("LEADWRIGHT_TEST_DATA") or ROOT.parent / "shared" / "data")
FILES = {
    "accounts": ("crm_account", DATA / "crm_accounts.csv", 85),
    "products": ("crm_product", DATA / "crm_products.csv", 7),
    "teams": ("crm_agent", DATA / "crm_sales_teams.csv", 35),
    "pipeline": ("opportunity", DATA / "crm_sales_pipeline.csv", 8800),
}

pytestmark = pytest.mark.skipif(
    not all(file.is_file() for _, file, _ in FILES.values()),
    reason="the crm_*.csv files are not in LEADWRIGHT_TEST_DATA nor in ../shared/data",
)


def read(name):
    """The rows of a file, straight from it."""
    with FILES[name][1].open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def straight_from_the_files():
    """(won, lost, value) by agent, manager, product, quarter, region and sector, without a line of ours."""
    managers = {row["sales_agent"]: (row["manager"], row["regional_office"]) for row in read("teams")}
    sectors = {row["account"]: row["sector"].replace("technolgy", "technology") for row in read("accounts")}
    found = {
        by: defaultdict(lambda: [0, 0, 0.0]) for by in ("agent", "manager", "product", "quarter", "region", "sector")
    }
    for row in read("pipeline"):
        if row["deal_stage"] not in ("Won", "Lost"):
            continue
        year, month, _ = row["close_date"].split("-")
        keys = {
            "agent": row["sales_agent"],
            "manager": managers[row["sales_agent"]][0],
            "region": managers[row["sales_agent"]][1],
            "product": "GTX Pro" if row["product"] == "GTXPro" else row["product"],
            "quarter": f"{year}-{(int(month) + 2) // 3 * 3 - 2:02}-01",
            "sector": sectors.get(row["account"]),
        }
        for by, key in keys.items():
            sums = found[by][key]
            sums[0 if row["deal_stage"] == "Won" else 1] += 1
            sums[2] += float(row["close_value"] or 0)
    return found


@pytest.fixture
def crm(leadwright):
    """The pack, and all four files through its maps."""
    assert leadwright("pack", "install", "opportunities").code == 0
    for name, (form, file, many) in FILES.items():
        told = leadwright("import", form, file, "--map", MAPS / f"{name}.yaml")
        assert f"{many} created, 0 updated, 0 unchanged, 0 refused" in told.last, told.out
    return leadwright


def test_won_and_lost_equal_what_the_files_say(crm):
    for by, expected in straight_from_the_files().items():
        told = json.loads(crm("report", f"opportunity_by_{by}", "--format", "json").out)
        places = {column["id"]: place for place, column in enumerate(told["columns"])}
        found = {row[0]: [row[places["won"]], row[places["lost"]], row[places["value"]] or 0] for row in told["rows"]}
        assert found.keys() == expected.keys(), by
        for key, sums in expected.items():
            assert found[key] == pytest.approx(sums), (by, key)
