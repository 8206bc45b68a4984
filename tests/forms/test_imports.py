"""Files from outside: read in any encoding, mapped to fields, every row with its line."""

import codecs
import datetime as dt

import pytest
import xlsxwriter

from definitions import DefinitionError
from forms import UnreadableFile, form_of, load_map, map_rows, moment_of, read_source, records_by_key, unmapped

MAP = """
kind: import_map
id: customers_in
form: customer
mode: upsert
key: [name]
columns:
  公司: name
  来源: {field: source, values: {网站: web}, empty: ["-"]}
  预算: budget
set: {tags: hot}
"""
TEXT = '公司,来源,预算,备注\n扬州润扬轴承,网站,80 万,\n\n"两\n行",-,,x\n'


def file(tmp_path, content, name="in.csv"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def rows(path):
    return [(row.line, list(row.cells)) for row in read_source(path).rows]


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode("gb18030"),
        TEXT.replace("\n", "\r\n").encode(),
    ],
)
def test_csv_is_read_as_people_save_it(tmp_path, content):
    source = read_source(file(tmp_path, content))
    assert source.header == ("公司", "来源", "预算", "备注")
    assert [row.cells[0].replace("\r", "") for row in source.rows] == ["扬州润扬轴承", "两\n行"]


def test_lines_count_as_an_editor_counts(tmp_path):
    assert [line for line, _ in rows(file(tmp_path, TEXT + "third,,,\n"))] == [2, 4, 6]


def test_xlsx_keeps_numbers_and_dates(tmp_path):
    path = tmp_path / "in.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["phone", "since", "name"])
        sheet.write_number(2, 0, 13812345670)
        sheet.write_datetime(2, 1, dt.date(2026, 11, 21), book.add_format({"num_format": "yyyy-mm-dd"}))
    assert rows(path) == [(3, [13812345670, dt.date(2026, 11, 21), ""])]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (b"a,a\n1,2\n", "column_twice"),
        (b"\xff\xff\xff\x00\x81\n", "unknown_encoding"),
        (b"PK\x03\x04 nothing", "broken_xlsx"),
    ],
)
def test_files_without_a_table_are_refused(tmp_path, content, key):
    with pytest.raises(UnreadableFile) as refusal:
        list(read_source(file(tmp_path, content)).rows)
    assert refusal.value.code == key
    assert "in.csv" in refusal.value.text("zh")


def test_open_quote_says_its_line(tmp_path):
    with pytest.raises(UnreadableFile) as refusal:
        rows(file(tmp_path, 'a,b\n1,2\n"3,4\n'))
    assert refusal.value.params["line"] == 3


@pytest.fixture
def catalog(catalog_of):
    return catalog_of("customers")


def test_rows_become_raw_records(catalog, tmp_path):
    map = load_map(MAP, catalog)
    source = read_source(file(tmp_path, TEXT))
    assert unmapped(map, source) == ("备注",)
    assert [(row.line, dict(row.raw)) for row in map_rows(map, source)] == [
        (2, {"name": "扬州润扬轴承", "source": "web", "budget": "80 万", "tags": "hot"}),
        (4, {"name": "两\n行", "source": None, "budget": "", "tags": "hot"}),
    ]


def test_row_of_the_wrong_width_is_an_error(catalog, tmp_path):
    found = list(map_rows(load_map(MAP, catalog), read_source(file(tmp_path, TEXT + "a,b\nc,web,1,,,\n"))))
    assert [error.code for error in found[2].errors] == ["row_width"]
    assert found[3].raw["name"] == "c"


def test_missing_column_is_refused_at_once(catalog, tmp_path):
    with pytest.raises(UnreadableFile) as refusal:
        list(map_rows(load_map(MAP, catalog), read_source(file(tmp_path, "公司\nx\n"))))
    assert refusal.value.params["columns"] == ["来源", "预算"]


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("公司: name", "公司: nmae", 8, "unknown_field"),
        ("form: customer", "form: custmer", 4, "unknown_form"),
        ("网站: web", "网站: tv", 9, "bad_value"),
        ("key: [name]", "key: [phone]", 6, "not_filled"),
        ("key: [name]", "", 5, "no_key"),
        ("预算: budget", "预算: source", 10, "filled_twice"),
        ("set: {tags: hot}", "at: budget", 11, "not_a_date_field"),
        ("mode: upsert", "mode: upsrt", 5, "not_one_of"),
    ],
)
def test_map_is_checked_against_the_form(catalog, old, new, line, code):
    with pytest.raises(DefinitionError) as broken:
        load_map(MAP.replace(old, new), catalog)
    found = {(problem.location.line, problem.key.rsplit(".")[-1]) for problem in broken.value.problems}
    assert (line, code) in found


def test_keys_find_the_records_they_name(shop, tmp_path):
    customers = shop("customers")
    customers.add({"name": "one"}, {"name": "two"}, {"name": "two"})
    map = load_map(MAP, customers.catalog)
    content = "公司,来源,预算\none,,\ntwo,,\nthree,,\n,,1\n"
    found = list(map_rows(map, read_source(file(tmp_path, content))))
    with customers.at() as work:
        assert records_by_key(work, map, found) == {2: (1,), 3: (2, 3), 4: (), 5: ()}


def test_day_begins_at_midnight_there():
    assert moment_of(dt.date(2018, 2, 1), "Asia/Shanghai") == dt.datetime(2018, 1, 31, 16, tzinfo=dt.UTC)
    assert moment_of(None, "Asia/Shanghai") is None


SEVERAL = MAP.replace("set: {tags: hot}", "  标签: {field: tags, values: {热: hot, 都要: [hot, cold]}, empty: [无]}")


@pytest.mark.parametrize(
    ("cell", "raw"),
    [
        ("热、cold", ["hot", "cold"]),
        ("热；冷", ["hot", "冷"]),
        ("都要", ["hot", "cold"]),
        ("无, 都要", ["hot", "cold"]),
        ("无", None),
        ("", [""]),
    ],
)
def test_each_word_of_a_cell_means_what_the_map_says(catalog, tmp_path, cell, raw):
    map = load_map(SEVERAL, catalog).on(form_of(catalog, "customer"))
    [row] = map_rows(map, read_source(file(tmp_path, f'公司,来源,预算,标签\nx,,,"{cell}"\n')))
    assert row.raw["tags"] == raw


def test_map_says_what_stands_between_words(catalog, tmp_path):
    written = SEVERAL.replace("empty: [无]", 'between: ["/", "+"]')
    map = load_map(written, catalog).on(form_of(catalog, "customer"))
    [row] = map_rows(map, read_source(file(tmp_path, "公司,来源,预算,标签\nx,,,热/冷+cold\n")))
    assert row.raw["tags"] == ["hot", "冷", "cold"]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("都要: [hot, cold]", "都要: [hot, tv]", "bad_value"),
        ("网站: web}", "网站: [web, fair]}", "bad_value"),
        ('empty: ["-"]', 'between: ["/"]', "one_value"),
        ("empty: [无]", "between: []", "minItems"),
    ],
)
def test_meanings_of_words_are_checked_when_published(catalog, old, new, code):
    with pytest.raises(DefinitionError) as broken:
        load_map(SEVERAL.replace(old, new), catalog)
    assert code in {problem.key.rsplit(".")[-1] for problem in broken.value.problems}
