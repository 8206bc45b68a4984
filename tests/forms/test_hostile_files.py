"""Files that nobody sent in good faith are refused in words, before they cost memory."""

import zipfile

import pytest

from definitions import Refused
from forms import read_source

SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'


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
    monkeypatch.setattr("forms.workbook_files.MOST_UNPACKED", 1_000_000)
    assert refused(zipped(tmp_path, "xl/worksheets/sheet1.xml", b"0" * 2_000_000)) == "too_large"


def test_two_cells_in_far_corners_are_no_sheet_to_lay_out(tmp_path):
    corners = SHEET.format('<row r="1"><c r="A1"/></row><row r="1048576"><c r="BZ1048576"/></row>')
    assert refused(zipped(tmp_path, "xl/worksheets/sheet1.xml", corners)) == "too_large"
    wide = SHEET.format('<row r="1"><c s="1" r="XFD1"/></row>')
    assert refused(zipped(tmp_path, "xl/worksheets/sheet1.xml", wide)) == "too_many_columns"


def test_archive_that_is_no_workbook_is_refused(tmp_path):
    assert refused(zipped(tmp_path, "a.txt", "hello")) == "broken_xlsx"


def test_utf_16_without_its_mark_is_read(tmp_path):
    for encoding in ("utf-16-le", "utf-16-be"):
        source = read_source(write(tmp_path, "name,城市\n甲,扬州\n".encode(encoding)))
        assert (source.header, [list(row.cells) for row in source.rows]) == (("name", "城市"), [["甲", "扬州"]])
