"""Importing from a terminal: what came in, what was refused and why, and taking it back."""

import csv

import pytest

MAP = """
kind: import_map
id: orders_in
form: order
mode: upsert
key: [code]
columns: {name: customer, code: code, sum: amount}
"""
GOOD = "name,code,sum\n润扬轴承,A1,100\n海晟注塑,A2,200\n"
BAD = "name,code,sum\n润扬轴承,A1,100\n,A2,200\n海晟注塑,A3,many\n江城阀门,A4,400\n"


@pytest.fixture
def bring(shop, tmp_path):
    """Imports rows that are given as text."""
    (tmp_path / "map.yaml").write_text(MAP, "utf-8")

    def bring_in(content, *options, form="order", map="map.yaml"):
        (tmp_path / "rows.csv").write_text(content, "utf-8")
        return shop("import", form, tmp_path / "rows.csv", "--map", tmp_path / map, *options)

    return bring_in


def counts(said):
    """created, updated, unchanged, refused."""
    return [int(word) for word in said.last.partition(": ")[2].replace(",", "").split() if word.isdigit()]


def test_rows_become_records(bring):
    said = bring(GOOD)
    assert (said.code, counts(said)) == (0, [2, 0, 0, 0])
    assert said.last.startswith("Imported rows.csv (import 1)")


def test_the_same_file_again_changes_nothing(bring):
    bring(GOOD)
    assert counts(bring(GOOD)) == [0, 0, 2, 0]
    assert counts(bring(GOOD.replace("200", "250"))) == [0, 1, 1, 0]


def test_a_broken_row_does_not_hold_up_the_rest(bring):
    said = bring(BAD)
    assert (said.code, counts(said)) == (0, [2, 0, 0, 2])
    assert [line.split(":")[0] for line in said.err.splitlines() if line.startswith("line")] == ["line 3", "line 4"]
    assert "Customer" in said.err and "Amount" in said.err


def test_refused_rows_are_written_to_a_file(bring, tmp_path):
    said = bring(BAD, "--report", tmp_path / "refused.csv")
    with (tmp_path / "refused.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert [(row["line"], row["field"], row["code"]) for row in rows] == [
        ("3", "customer", "required"), ("4", "amount", "not_a_number"),
    ]  # fmt: skip
    assert "line 3" not in said.err


def test_a_dry_run_keeps_nothing(bring, shop):
    said = bring(BAD, "--dry-run")
    assert counts(said) == [2, 0, 0, 2] and "kept nothing" in said.last
    assert shop("imports").last == "0 imports."
    assert counts(bring(GOOD)) == [2, 0, 0, 0]


def test_imports_are_listed(bring, shop):
    bring(BAD)
    said = shop("imports")
    assert said.last == "1 import."
    assert "rows.csv" in said.out and "refused 2" in said.out and "Imported" in said.out


def test_an_undone_import_leaves_what_stood_before(bring, shop):
    bring(GOOD)
    bring(GOOD.replace("200", "250"))
    assert "1 as they were before" in shop("imports", "undo", "2").last
    assert "2 records to the trash" in shop("imports", "undo", "1").last
    assert counts(bring(GOOD)) == [2, 0, 0, 0]


def test_an_import_is_undone_once(bring, shop):
    bring(GOOD)
    shop("imports", "undo", "1")
    again = shop("imports", "undo", "1")
    assert again.code == 1 and "undone before" in again.err


def test_a_published_map_is_called_by_its_id(shop, pack, tmp_path):
    (pack / "imports").mkdir()
    (pack / "imports" / "orders_in.yaml").write_text(MAP, "utf-8")
    (tmp_path / "rows.csv").write_text(GOOD, "utf-8")
    shop("publish", pack)
    assert counts(shop("import", "order", tmp_path / "rows.csv", "--map", "orders_in")) == [2, 0, 0, 0]


@pytest.mark.parametrize(
    ("content", "words"),
    [("", "empty"), ("name,code\nx,1\n", "sum"), ('name,code,sum\n"x,1,2\n', "line"), ("\x00\x01", "")],
)
def test_a_file_that_cannot_be_read_is_said(bring, content, words):
    said = bring(content)
    assert said.code == 1
    assert words in said.err and said.err.strip()


def test_a_map_with_a_mistake_is_located(bring, tmp_path):
    (tmp_path / "bad.yaml").write_text(MAP.replace("sum: amount", "sum: amuont"), "utf-8")
    said = bring(GOOD, map="bad.yaml")
    assert said.code == 1 and "bad.yaml:7:" in said.err and "amount" in said.err


def test_a_map_of_another_form_is_refused(bring):
    said = bring(GOOD, form="nope")
    assert said.code == 1


def test_with_somebodys_rights_only_what_they_may(bring, shop):
    shop("people", "add", "lin", "--name", "林晓雯", "--role", "rep", "--password", "seven-blue-lathes")
    said = bring(GOOD, "--as", "lin")
    assert said.code == 1 and "does not allow this: import" in said.err
