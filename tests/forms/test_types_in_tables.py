"""The rest of every type's contract: read back from a table, filtered alike by both faces, exported and imported."""

import csv
import io
import json

import pytest
from sqlalchemy import insert

from forms import (
    Context,
    Extent,
    Filter,
    ListQuery,
    Lookups,
    export_csv,
    field_types,
    record_columns,
    record_values,
    run,
    scope_of,
    table_of,
)
from forms.fields import is_empty
from forms.fields.attachment import ONE, PHOTO
from forms.lists.filters import NO_VALUE, read_filter
from records import StoredFile, files, tables
from records import store as rows
from rules import Env, Type, check, compile_python, parse

STORED = [name for name, cls in field_types.items() if not cls.virtual]


def written(name: str) -> str:
    """A form with one field of the type, set up as its first example is."""
    options = json.dumps({"id": "it", "type": name, "label": "It", **field_types.get(name).examples[0].options})
    return f"""
kind: form
id: sample
title: name
fields:
  - {{id: name, type: text}}
  - {options}
"""


def accepted(name: str) -> list:
    cls = field_types.get(name)
    options = cls.examples[0].options
    return [e for e in cls.examples if not e.refused and e.value is not None and e.options == options]


@pytest.fixture
def stand(shop, now):
    """A shop whose form has one field of a type and one record for each of the type's examples, and an empty one."""

    def stand_up(name: str):
        opened = shop("customers", "area", "orders", **{"forms/sample": written(name)})
        with opened.at() as work:
            known_things(work, now)
        table = table_of(opened.catalog, "sample")
        with opened.at() as work:
            for number, value in enumerate([None, *(e.value for e in accepted(name))]):
                row = {"number": f"S-{number}", "version": 1, "created_at": now, "updated_at": now, "f_it": value}
                rows.insert(work.connection, table, row)
        return opened

    return stand_up


def known_things(work, now):
    """Person 7, team 3 and customer 7, which the examples point at."""
    work.connection.execute(insert(tables.team).values(id=3, key="east_1", label={"zh": "华东一组", "en": "East 1"}))
    person = {"id": 7, "login": "linxw", "name": "林晓雯", "role": "rep", "created_at": now}
    work.connection.execute(insert(tables.person).values(person))
    for number, one in enumerate((ONE, PHOTO)):
        size = {"width": one.get("width"), "height": one.get("height")}
        same = {"key": one["key"], "name": one["name"], "type": one["type"], "size": one["size"], **size}
        files.add(work.connection, StoredFile(**same, digest=str(number) * 64, uploaded_at=now))
    customer = {"id": 7, "number": "CU-2026-000007", "version": 1, "created_at": now, "updated_at": now}
    rows.insert(work.connection, table_of(work.catalog, "customer"), {**customer, "f_name": "扬州润扬轴承"})


def stored(work, table):
    return [record_values(row) for row in work.connection.execute(table.select().order_by(table.c.id))]


@pytest.mark.parametrize("name", STORED)
def test_values_come_back_from_the_table(stand, name):
    opened = stand(name)
    with opened.at() as work:
        found = [values["it"] for values in stored(work, table_of(work.catalog, "sample"))]
    assert found == [None, *(example.value for example in accepted(name))]


@pytest.mark.parametrize("name", STORED)
def test_filters_mean_the_same_in_both_faces(stand, name):
    opened = stand(name)
    with opened.at() as work:
        columns, scope = record_columns(work.catalog, "sample"), scope_of(work.catalog, "sample")
        kind, context = columns["it"].type, Context(references=Lookups(work))
        env, records = Env(work.now, work.timezone), stored(work, table_of(work.catalog, "sample"))
        for asked in asked_for(kind, context):
            rule = parse(read_filter(asked, columns, context).rule)
            check(rule, scope, Type.YES_NO)
            expected = {each["id"] for each in records if compile_python(rule)(each, env) is True}
            found = run(work, ListQuery("sample", view="", filters=(asked,)))
            assert {row.id for row in found.rows} == expected, str(asked)


def asked_for(kind, context):
    """Each of the type's operators with each of its examples."""
    for op in kind.operators:
        for example in [None] if op in NO_VALUE else accepted(kind.name):
            raw = kind.raw(example.value, context) if example else ""
            raw = raw[0] if isinstance(raw, list) else str(raw).split(", ")[0] if kind.many else raw
            raw = raw[:10] if kind.name == "datetime" else raw  # a moment is looked for by its day
            yield Filter("it", op, (raw,) if example else ())


@pytest.mark.parametrize("name", STORED)
def test_what_is_exported_can_be_imported(stand, name):
    if field_types.get(name).refers in ("person", "record") or field_types.get(name).side:
        pytest.skip("a name says not which one it is")
    opened = stand(name)
    with opened.at() as work:
        written_out = "".join(export_csv(work, ListQuery("sample", sort=("number",)), Extent(columns=["it"])))
        kind = record_columns(work.catalog, "sample")["it"].type
        context, lines = Context(references=Lookups(work), by_label=True), list(csv.reader(io.StringIO(written_out)))
        cells = [line[0].removeprefix("'") for line in lines[1:]]
        read = [kind.display(None if is_empty(cell) else kind.read(cell, context), context) for cell in cells]
        assert read == ["", *(kind.display(example.value, context) for example in accepted(name))]
