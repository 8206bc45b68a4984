"""Exports: the reader's words, real numbers, and nothing a spreadsheet would run."""

import csv
import datetime as dt
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts import Actor
from definitions import Label, NotAllowed, NotFound
from forms import (
    Context,
    Extent,
    ListQuery,
    RecordColumn,
    defused,
    every_column,
    export_csv,
    export_xlsx,
    field_types,
    read_source,
)
from forms.spreadsheets.exporting import _cell as cell_of

ROLES = """
kind: role
id: rep
forms: {customer: {see: all, do: [create, export], hide: [secret]}}
"""
NO_EXPORT = """
kind: role
id: guest
forms: {customer: {see: all}}
"""


@pytest.fixture
def customers(shop):
    open_shop = shop("customers", **{"roles/a": ROLES, "roles/b": NO_EXPORT})
    open_shop.add(
        {"name": "=1+1", "budget": "-5", "phone": "13812345670", "source": "web", "secret": "x"}, {"name": "b"}
    )
    return open_shop


def table(shop, columns):
    with shop.at() as work:
        written = "".join(export_csv(work, ListQuery("customer", sort=("name",)), Extent(columns)))
        return list(csv.reader(io.StringIO(written)))


def test_csv_holds_words_and_plain_numbers(customers):
    assert table(customers, columns=["name", "budget", "source", "phone"]) == [
        ["\ufeff公司", "预算", "来源", "电话"],
        ["'=1+1", "-5", "官网", "138****5670"],
        ["b", "", "", ""],
    ]


def test_xlsx_reads_back(customers, tmp_path):
    path = tmp_path / "out.xlsx"
    with customers.at() as work:
        extent = Extent(["name", "budget", "created_at"])
        assert export_xlsx(work, ListQuery("customer", sort=("name",)), path, extent) == 2
    source = read_source(path)
    cells = next(source.rows).cells
    assert cells[:2] == ["'=1+1", -5]
    assert f"{cells[2]:%Y-%m-%d %H:%M}" == "2026-11-24 10:18"


def test_hidden_fields_are_not_exported(customers):
    with customers.at(Actor(1, "rep", customers.catalog.get("role", "rep"))) as work:
        extent = Extent(every_column(work, "customer"))
        assert "底价" not in "".join(export_csv(work, ListQuery("customer"), extent))


def test_export_needs_its_right(customers):
    with customers.at(Actor(1, "guest", customers.catalog.get("role", "guest"))) as work, pytest.raises(NotAllowed):
        list(export_csv(work, ListQuery("customer")))
    with customers.at(Actor(1, "nobody")) as work, pytest.raises(NotFound):
        list(export_csv(work, ListQuery("customer")))


@given(st.text(max_size=20))
def test_no_cell_starts_a_formula(text):
    assert not defused(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_masked_dates_are_masked_in_files_too():
    column = RecordColumn("born", Label.of("Born"), field_types.get("date")(), mask=True)
    values = (dt.date(1990, 5, 17), dt.datetime(1990, 5, 17, tzinfo=dt.UTC))
    written = [cell_of(column, value, Context()) for value in values]
    assert not any(isinstance(cell, dt.date) or "1990-05" in cell for cell in written)
