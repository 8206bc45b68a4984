"""`leadwright report` on a fresh installation."""

import csv
import io
import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from cli import main

OLIST = Path(__file__).resolve().parents[2].parent / "shared" / "data"
LEADS, DEALS = (OLIST / f"olist_{name}_dataset.csv" for name in ("marketing_qualified_leads", "closed_deals"))
MAPS = Path(__file__).resolve().parents[2] / "configs" / "olist" / "maps"
CONVERSION = {
    "organic search": (2296, 271), "paid search": (1586, 195), "social": (1350, 75), "unknown": (1099, 179),
    "direct traffic": (499, 56), "email": (493, 15), "referral": (284, 24), "other": (150, 4), "display": (118, 6),
    "other publicities": (65, 3), None: (60, 14),
}  # fmt: skip
ORDERS = Path(__file__).parents[1] / "configs" / "reports" / "orders"


@dataclass
class Terminal:
    """Somebody types; what came out, and how it ended."""

    capsys: pytest.CaptureFixture[str]

    def types(self, *words: str) -> str:
        out, code = self.tries(*words)
        assert code in (0, None), out
        return out

    def tries(self, *words: str) -> tuple[str, int | None]:
        code = None
        try:
            main(["--lang", "en", *words])
        except SystemExit as ended:
            code = ended.code
        said = self.capsys.readouterr()
        return said.out + said.err, code


@pytest.fixture
def terminal(database_url, tmp_path, monkeypatch, capsys) -> Terminal:
    """A terminal in front of an empty installation."""
    monkeypatch.setenv("LEADWRIGHT_DATA", str(tmp_path))
    monkeypatch.setenv("LEADWRIGHT_DATABASE_URL", database_url)
    return Terminal(capsys)


@pytest.fixture
def shop(terminal) -> Terminal:
    """The orders configuration, and nobody's order."""
    terminal.types("publish", str(ORDERS))
    return terminal


def test_json_is_one_object(shop):
    told = json.loads(shop.types("report", "order_sources", "--format", "json", "--lang", "zh"))
    assert (told["report"], told["revision"], told["rows"], told["total"]) == ("order_sources", 1, [], 0)
    assert [column["label"] for column in told["columns"]] == ["来源", "订单", "成交", "转化率", "金额"]


def test_csv_has_heads_and_totals(shop):
    lines = list(csv.reader(io.StringIO(shop.types("report", "order_sources", "--format", "csv"))))
    assert [line[0] for line in lines] == ["Source", "Total"]


def test_table_begins_with_the_finding(shop):
    said = shop.types("report", "order_sources")
    assert said.startswith("Conversion by source: No record meets the conditions.")
    assert said.rstrip().endswith("0 rows.")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("nonsense",), "no report “nonsense”"),
        (("order_funnel", "--param", "since"), "write name=value"),
        (("order_funnel", "--param", "since=x"), "cannot be “x”"),
        (("order_funnel", "--param", "until=x"), "no param “until”"),
        (("order_funnel", "--param", "since=2026-01-01", "--param", "since=2026-01-02"), "given twice"),
        (("order_sources", "--as", "nobody"), "nobody signs in as “nobody”"),
    ],
)
def test_mistake_is_told_in_one_sentence(shop, words, answer):
    said, code = shop.tries("report", *words)
    assert code == 1 and answer in said and "Traceback" not in said


def test_rights_are_those_of_the_person_named(shop):
    shop.types("people", "add", "guo", "--name", "Guo", "--role", "guest", "--password", "long enough 1849")
    said, code = shop.tries("report", "order_sources", "--as", "guo")
    assert code == 1 and "order_sources" not in said


@pytest.mark.skipif(not LEADS.exists(), reason="the public Olist files are not on this machine")
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
def test_olist_conversion_is_as_published(terminal):
    terminal.types("pack", "install", "olist")
    terminal.types("import", "olist_lead", str(LEADS), "--map", str(MAPS / "leads.yaml"))
    terminal.types("import", "olist_lead", str(DEALS), "--map", str(MAPS / "deals.yaml"))
    told = json.loads(terminal.types("report", "source_conversion", "--format", "json"))
    assert {row[0]: (row[1], row[2]) for row in told["rows"]} == CONVERSION
    assert (told["totals"]["leads"], told["totals"]["won"]) == (8000, 842)


def test_explain_lays_the_statement_open(shop):
    told = shop.types("report", "order_sources", "--explain")
    assert told.startswith("Rights, as a clause of the statement:") and "WITH counted AS" in told
