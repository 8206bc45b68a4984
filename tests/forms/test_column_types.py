"""Columns of a pasted table become fields of the types that fit them."""

import pytest

from forms import ColumnType, UnreadableFile, column_types
from forms.spreadsheets import column_types as spreadsheet

ROWS = """设备名称\t编号\t电话\t巡检日期\t金额\t状态\t备注\t已停机
冲床一号\t0012\t13912345678\t2026-11-02\t1,200\t正常\t\t是
冲床二号\t0013\t13912345679\t2026-11-03\t80\t待修\t换了油封\t否
铣床\t0014\t13912345670\t2026-11-04\t300.5\t正常\t\t否
车床\t0015\t13912345671\t2026-11-05\t0\t正常\t响\t否
"""


def types(text: str) -> list[str]:
    return [column.type for column in column_types(text)]


def test_names_and_values_tell_the_type():
    assert types(ROWS) == ["text", "text", "phone", "date", "money", "choice", "long_text", "yes_no"]


def test_a_few_words_become_choices_in_their_order():
    assert column_types(ROWS)[5] == ColumnType("状态", "choice", ("正常", "待修"))


def test_a_header_alone_goes_by_its_names():
    assert types("Name,Mobile,E-mail,Remarks") == ["text", "phone", "email", "long_text"]


def test_a_name_that_its_values_deny_is_not_believed():
    assert types("手机型号\nX200\nMate 60") == ["text"]


@pytest.mark.parametrize(
    ("values", "type"),
    [
        ("12\n7\n", "integer"),
        ("1.5\n2\n", "decimal"),
        ("41.5\n63.0\n44.2\n", "decimal"),
        ("www.a.cn\nb.cn\n", "url"),
        ("1.0.2\n1.1.0\n", "text"),
        ("192.168.1.10\n192.168.1.11\n", "text"),
    ],
)
def test_values_alone_tell_the_type(values, type):
    assert types(f"甲\n{values}") == [type]


@pytest.mark.parametrize("text", ["\n\n", ",,,", "x," * 600])
def test_what_is_no_table_is_refused(text):
    with pytest.raises(UnreadableFile):
        column_types(text)


def test_of_a_huge_cell_only_the_beginning_is_looked_at(monkeypatch):
    lengths, takes = [], spreadsheet._takes
    monkeypatch.setattr(spreadsheet, "_takes", lambda kind, value: lengths.append(len(value)) or takes(kind, value))
    assert types("备注\n" + "长" * 50_000) == types("a\n" + "1" * 90_000) == ["long_text"]
    assert max(lengths) == 400
