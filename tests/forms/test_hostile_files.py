"""Files that nobody sent in good faith are refused in words, before they cost memory."""

import zipfile

import pytest
import xlsxwriter

from definitions import Refused
from forms import read_source

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def refused(path):
    with pytest.raises(Refused) as error:
        list(read_source(path).rows)
    return error.value.code


def write(tmp_path, content, name="in.csv"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def zipped(tmp_path, name, content):
    path = tmp_path / "in.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def test_three_thousand_columns_are_refused(tmp_path):
    assert refused(write(tmp_path, ",".join(f"c{n}" for n in range(3000)).encode())) == "too_many_columns"


def test_cell_of_ten_megabytes_is_refused_with_its_line(tmp_path):
    content = b"a,b\n1,2\n3," + b"x" * 10_000_000 + b"\n"
    assert refused(write(tmp_path, content)) == "cell_too_long"


def test_zip_bomb_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    monkeypatch.setattr("forms.spreadsheets.workbook_files.MOST_UNPACKED", 1_000_000)
    assert refused(zipped(tmp_path, "xl/worksheets/sheet1.xml", b"0" * 2_000_000)) == "too_large"


def test_a_piece_without_an_end_is_not_looked_at_again_and_again(tmp_path, monkeypatch):
    monkeypatch.setattr("forms.spreadsheets.workbook_cells.LONGEST_PIECE", 100_000)
    assert refused(zipped(tmp_path, "xl/worksheets/sheet1.xml", b"0" * 2_000_000)) == "broken_xlsx"


def test_two_cells_in_far_corners_are_no_sheet_to_lay_out(tmp_path):
    corners = SHEET.format('<row r="1"><c r="A1"/></row><row r="1048576"><c r="BZ1048576"/></row>')
    assert refused(zipped(tmp_path, "xl/worksheets/sheet1.xml", corners)) == "too_large"
    wide = SHEET.format('<row r="1"><c s="1" r="XFD1"/></row>')
    assert refused(zipped(tmp_path, "xl/worksheets/sheet1.xml", wide)) == "too_many_columns"


@pytest.mark.parametrize(
    ("sheet", "code"),
    [
        ("<row r='1'><c r='A1'/></row><row><c cm='1' vm='1' ph='1' longer='than forty signs' r='BZ1048576'/></row>", 0),
        ('<row><c/></row><row r="1048576"><c/>' + "<c/>" * 50 + "</row>", 0),
        ('<row><c r = "XFD1"/></row>', "too_many_columns"),
        ('<row><c r="A4294967296"/></row>', "broken_xlsx"),
        ('<row><c r="A1"></row>', "broken_xlsx"),
    ],
)
def test_corners_are_seen_however_a_sheet_writes_them(tmp_path, sheet, code):
    assert refused(zipped(tmp_path, "xl/worksheets/sheet1.xml", SHEET.format(sheet))) == (code or "too_large")


def test_long_text_that_many_cells_point_at_is_too_large(tmp_path, monkeypatch):
    path = tmp_path / "in.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write_column(0, 0, ["name", *["x" * 30_000] * 100, "甲"])
    assert len(list(read_source(path).rows)) == 101
    monkeypatch.setattr("forms.spreadsheets.workbook_files.MOST_UNPACKED", 2_000_000)
    assert refused(path) == "too_large"


@pytest.mark.parametrize("other", ["content.xml", "XL/Workbook.bin"])
def test_other_kinds_of_workbooks_are_not_opened(tmp_path, other):
    assert refused(zipped(tmp_path, other, "<a/>")) == "broken_xlsx"


def test_archive_with_broken_streams_is_refused(tmp_path):
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2):
        path = tmp_path / "in.xlsx"
        with zipfile.ZipFile(path, "w", method) as archive:
            archive.writestr("a", bytes(range(256)) * 9)
        content = bytearray(path.read_bytes())
        content[31:60] = b"\xff" * 29
        path.write_bytes(content)
        assert refused(path) == "broken_xlsx"


def test_numbers_that_no_database_keeps_come_as_text(tmp_path):
    path, odd = tmp_path / "in.xlsx", tmp_path / "odd.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet().write_column(0, 0, ["budget", 138])
    with zipfile.ZipFile(path) as read, zipfile.ZipFile(odd, "w") as written:
        for name in read.namelist():
            written.writestr(name, read.read(name).replace(b"<v>138<", b"<v>1e999<"))
    assert [row.cells for row in read_source(odd).rows] == [["inf"]]


def test_span_of_a_million_years_is_refused(tmp_path):
    path = tmp_path / "in.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "left")
        sheet.write_number(1, 0, 1e15, book.add_format({"num_format": "[h]:mm:ss"}))
    assert refused(path) == "broken_xlsx"


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbfname\n\xff\xfe\n", b"\xff\xfea\x00,\x00\x00\xd8\n", b"\xff\xfea\x00b"]
)
def test_marked_file_that_is_not_what_it_says_is_refused(tmp_path, content):
    assert refused(write(tmp_path, content)) == "unknown_encoding"


def test_sign_that_no_database_keeps_is_told_with_its_line(tmp_path):
    for content in (b"a,b\n1,2\n3,x\0y\n", b"a,b\0\n"):
        assert refused(write(tmp_path, content)) == "zero_byte"


def test_archive_that_is_no_workbook_is_refused(tmp_path):
    assert refused(zipped(tmp_path, "a.txt", "hello")) == "broken_xlsx"


def test_utf_16_without_its_mark_is_read(tmp_path):
    for encoding in ("utf-16-le", "utf-16-be"):
        source = read_source(write(tmp_path, "name,城市\n甲,扬州\n".encode(encoding)))
        assert (source.header, [list(row.cells) for row in source.rows]) == (("name", "城市"), [["甲", "扬州"]])


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"a,b\n\x00\x00,1\n", "zero_byte"),
        (b'a,b\n"unclosed,1\n2,3\n', "open_quote"),
        (b'a,b\n"shut" open,1\n', "after_quote"),
    ],
)
def test_what_csv_complains_about_is_said_to_people(tmp_path, content, code):
    with pytest.raises(Refused) as error:
        list(read_source(write(tmp_path, content)).rows)
    assert error.value.code == code
    assert "第 2 行" in error.value.text("zh") and "line 2" in error.value.text("en")
