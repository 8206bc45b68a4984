"""A column's name may give its numbers a unit: 87 under 预算（万） are 870,000."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from definitions import load_files
from forms import form_of, in_unit, unit_of

FORM = """
kind: form
id: deal
label: Deal
title: name
number: "D-{serial}"
fields:
  - {id: name, type: text, label: {zh: 名称, en: Name}}
  - {id: budget, type: money, label: {zh: 预算, en: Budget}}
  - {id: staff, type: integer, label: {zh: 人数, en: Employees}}
  - {id: share, type: percent, label: {zh: 占比, en: Share}}
  - {id: revenue, type: decimal, label: {zh: 年收入（百万美元）, en: Revenue (million USD)}}
  - {id: sales, type: decimal, unit: 万元, label: {zh: 销售额, en: Sales}}
"""


def unit(column, field="budget"):
    return unit_of(column, form_of(load_files({"deal.yaml": FORM}).catalog, "deal").field(field))


@pytest.mark.parametrize(
    ("column", "named"),
    [
        ("预算(万)", "万"), ("预算（万元）", "万"), ("预算【单位：万元】", "万"), ("预算（含税）（万元）", "万"),
        ("预算万元", "万"), ("预算 万", "万"), ("预算(千)", "千"), ("预算（千元）", "千"), ("预算（亿）", "亿"),
        ("预算百万", "百万"), ("预算（百万美元）", "百万"), ("Budget (k)", "k"), ("Budget K", "k"), ("Budget_k", "k"),
        ("Budget (USD k)", "k"), ("Budget (in thousands)", "thousand"), ("Budget, million", "million"),
        ("Budget [m]", "m"), ("预算（万元/年）", "万"), ("budget ($m)", "m"),
    ],
)  # fmt: skip
def test_unit_in_brackets_or_behind_is_named(column, named):
    assert unit(column) == named


@pytest.mark.parametrize(
    "column",
    [
        "预算",
        "预算（元）",
        "单价（元/千）",
        "单价/万",
        "Price (USD/m)",
        "Price/m",
        "预算(2026)",
        "万科预算",
        "Budget",
        "Bulk",
        "预算十万",
        "k",
        "万",
        "Budget (max)",
    ],
)
def test_other_names_name_no_unit(column):
    assert unit(column) == ""


@pytest.mark.parametrize(
    ("column", "field"),
    [
        ("名称（万）", "name"), ("占比（千）", "share"), ("年收入（百万美元）", "revenue"),
        ("Revenue (million USD)", "revenue"), ("销售额（万元）", "sales"), ("Depth (m)", "staff"),
    ],
)  # fmt: skip
def test_fields_without_amounts_or_with_units_keep_theirs(column, field):
    assert unit(column, field) == ""


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("87", "870000"), (" 1,234.5 ", "12345000"), ("¥50", "¥500000"), ("８７", "870000"), ("8.7568", "87568"),
        ("-3", "-30000"), (87, "870000"), (0.1, "1000"), ("0", "0"),
        ("87万", "87万"), ("0.5亿", "0.5亿"), ("870000元", "870000元"), ("87k", "87k"), ("待定", "待定"), ("", ""),
        (None, None), (True, True), (float("nan"), "nan"),
    ],
)  # fmt: skip
def test_bare_numbers_are_read_in_the_unit(cell, read):
    found = in_unit(cell, "万")
    assert (str(found) if isinstance(cell, float) else found) == read


@given(st.text(max_size=80) | st.floats() | st.integers())
def test_any_cell_is_read_or_left_as_it_is(cell):
    found = in_unit(cell, "万")
    assert isinstance(found, str) or found is cell
