"""Import of a CSV file through the one door: every rule, every event, with its report and its undo."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from accounts import SYSTEM
from definitions import Label
from flows.importing.imports import Importer
from forms import ColumnMap, ImportMap, read_source

from ..figures import Figure
from ..ground import FORM, Ground
from ..leads import Leads
from . import Place

FIELDS = (
    "company", "contact", "phone", "source", "industry", "employees", "region", "city", "need", "own_initiative",
    "compares", "budget", "budget_state", "authority", "product_line", "timeline",
)  # fmt: skip


def measure(place: Place) -> Iterator[Figure]:
    """Rows a second, beside COPY or executemany of the same rows into one table with the same number of indexes."""
    ground, leads = place.empty(), Leads()
    rows = [leads.typed_in() for _ in range(place.sizes.imported)]
    limit = len(rows) / _bare(ground, [tuple(_cell(row.get(name)) for name in FIELDS) for row in rows])
    file = place.folder / "leads.csv"
    _write(file, rows)
    importer = Importer(ground.database, _catalog(ground), replace(SYSTEM, language="zh"), ground.now)
    began = time.perf_counter()
    report = importer.run(_map(), read_source(file))
    took = time.perf_counter() - began
    if report.counts.get("created") != len(rows):
        raise RuntimeError(f"not every row came in: {report.counts}")
    what = "COPY" if ground.database.dialect == "postgresql" else "executemany"
    yield Figure("import with all rules", "rows/s", len(rows) / took, limit, what, "7,000 rows/s")


def _map() -> ImportMap:
    return ImportMap("bench", Label.of("bench"), FORM, columns=tuple(ColumnMap(name, name) for name in FIELDS))


def _catalog(ground: Ground) -> Any:
    with ground.database.reading() as connection:
        return ground.workspace.catalog(connection)


def _write(file: Path, rows: Sequence[dict[str, Any]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(FIELDS)
        writer.writerows([_cell(row.get(name)) for name in FIELDS] for row in rows)


def _cell(value: Any) -> str:
    return (
        ""
        if value is None
        else {True: "yes", False: "no"}.get(value, str(value))
        if value in (True, False)
        else str(value)
    )


def _bare(ground: Ground, rows: Sequence[tuple[str, ...]]) -> float:
    """Seconds for the rows alone."""
    names = ", ".join(FIELDS)
    with ground.database.transaction() as connection:
        connection.exec_driver_sql(f"CREATE TABLE copied ({', '.join(f'{name} TEXT' for name in FIELDS)})")
        for name in FIELDS[:5]:
            connection.exec_driver_sql(f"CREATE INDEX copied_{name} ON copied ({name})")
        began = time.perf_counter()
        cursor = connection.connection.cursor()
        if ground.database.dialect == "sqlite":
            cursor.executemany(f"INSERT INTO copied VALUES ({', '.join('?' * len(FIELDS))})", rows)
        else:
            with cursor.copy(f"COPY copied ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
    return time.perf_counter() - began
