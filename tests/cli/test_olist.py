"""The public Olist funnel, as anybody can bring it in: 8,000 records, 842 of them won on the day the file gives."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from accounts import SYSTEM
from forms import ListQuery, run
from publishing import Settings, Workspace

ROOT = Path(__file__).parents[2]
MAPS = ROOT / "configs" / "olist" / "maps"
DATA = Path(os.environ.get("LEADWRIGHT_TEST_DATA") or ROOT.parent / "shared" / "data")
FIRST, SECOND = DATA / "olist_marketing_qualified_leads_dataset.csv", DATA / "olist_closed_deals_dataset.csv"

pytestmark = pytest.mark.skipif(
    not (FIRST.is_file() and SECOND.is_file()),
    reason=f"{FIRST.name} and {SECOND.name} are not in LEADWRIGHT_TEST_DATA nor in ../shared/data",
)

BY_ORIGIN = {
    "organic search": (2296, 271), "paid search": (1586, 195), "social": (1350, 75), "unknown": (1099, 179),
    "direct traffic": (499, 56), "email": (493, 15), "referral": (284, 24), "other": (150, 4), "display": (118, 6),
    "other publicities": (65, 3), None: (60, 14),
}  # fmt: skip


@pytest.fixture
def olist(leadwright):
    """The pack, and both files through its maps."""
    assert leadwright("pack", "install", "olist").code == 0
    first = leadwright("import", "olist_lead", FIRST, "--map", MAPS / "leads.yaml")
    second = leadwright("import", "olist_lead", SECOND, "--map", MAPS / "deals.yaml")
    assert "8000 created, 0 updated, 0 unchanged, 0 refused" in first.last
    assert "0 created, 842 updated, 0 unchanged, 0 refused" in second.last
    return leadwright


def report(leadwright):
    return json.loads(leadwright("report", "source_conversion", "--format", "json").out)


def record(tmp_path, number):
    """One record's values by the id of the data set."""
    workspace = Workspace(Settings.read(tmp_path / "var"))
    with workspace.database.reading() as connection:
        work = workspace.work(connection, SYSTEM, datetime.now(UTC))
        return run(work, ListQuery("olist_lead", view="", where=f"mql_id = '{number}'")).rows[0].values


def test_the_funnel_comes_in_and_can_be_taken_back(olist, tmp_path):
    told = report(olist)
    assert {row[0]: (row[1], row[2]) for row in told["rows"]} == BY_ORIGIN
    assert (told["totals"]["leads"], told["totals"]["won"]) == (8000, 842)
    won = record(tmp_path, "5420aad7fec3549a85876ba1c529bd84")
    assert won["outcome"] == "won"
    assert won["closed_at"] == datetime(2018, 2, 26, 11, 58, 54, tzinfo=UTC)
    assert "842 as they were before" in olist("imports", "undo", "2").last
    assert report(olist)["totals"] == {"leads": 8000, "won": 0, "rate": 0}
    assert "8000 records to the trash" in olist("imports", "undo", "1").last
    assert report(olist)["total"] == 0
