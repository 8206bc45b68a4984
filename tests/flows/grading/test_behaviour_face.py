"""Behaviours, parts, tables and grades by hand: the SQL face gives what the Python face gives, on both databases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.grading import GradeColumns, plan_grades
from flows.stored import house_env
from forms import columns_of, scope_of, table_of
from records import store
from tests.flows.workshop import BANDS, Workshop, catalog_of

KINDS = ("called", "opened", "left")
NOW = datetime(2026, 11, 24, 2, 18, tzinfo=UTC)
CONDITIONS = (
    "units > 2", "times(called) >= 2", "behaved(opened, 7d)", "last(called) >= now - 3d", "behaved(left)",
    "times(anything, 30d) > 1 and stopped", "last(anything) < today() - 2d", "not behaved(called, 36h)",
)  # fmt: skip
TABLE = """
bands: [{id: A}, {id: B}, {id: C}]
grade:
  by: table
  rows:
    - {when: "%s", grade: B}
    - {when: "score >= 20 and behaviour_score > 5", grade: A}
    - {when: "fit_score < 10 or behaved(left)", grade: C}
    - {grade: B}
"""
COMBINES = (
    "fit + behaviour", "fit * 0.7 + behaviour * 0.3", "max(fit, behaviour)", "fit / behaviour", "fit * behaviour",
)  # fmt: skip

ages = st.one_of(
    st.integers(0, 5_000_000).map(lambda seconds: timedelta(seconds=seconds)),
    st.integers(0, 6).map(lambda n: timedelta(days=30 * n)),
    st.just(timedelta(seconds=-5)),
)
counting = st.tuples(
    st.sampled_from(KINDS), st.sampled_from([8, 3, 0.5, -4, 12.25]), st.sampled_from([None, 10, 7.5]),
    st.sampled_from([None, "half_life: 30 days", "fades_over: 60 days", "half_life: 36 hours", "fades_over: 7d"]),
    st.sampled_from([None, *CONDITIONS]),
)  # fmt: skip
plain = st.tuples(st.sampled_from(CONDITIONS), st.sampled_from([10, 25, -5, "units * 1.5", "times(called) * 2"]))
trails = st.lists(st.tuples(st.sampled_from(KINDS), ages), max_size=6)
tickets = st.fixed_dictionaries({
    "units": st.one_of(st.none(), st.integers(0, 5)),
    "stopped": st.sampled_from([None, True, False]),
    "hand_grade": st.sampled_from([None, None, "A", "C"]),
    "hand_until": st.sampled_from([None, NOW, NOW - timedelta(days=1), NOW + timedelta(days=1)]),
})  # fmt: skip


def written(rows: list, plain_rows: list, combine: str | None, table: str | None) -> str:
    """A card with a group that counts and one that reads fields."""
    lines = ["groups:", "  - id: deeds", "    cap: 25", "    rows:"]
    for n, (kind, points, cap, fade, when) in enumerate(rows):
        extra = "".join(f", {part}" for part in (cap and f"cap: {cap}", fade, when and f'when: "{when}"') if part)
        lines.append(f"      - {{id: c{n}, behaviour: {kind}, points: {points}{extra}}}")
    lines += ["  - id: facts", "    rows:", "      - {id: base, points: 12}"]
    for n, (when, points) in enumerate(plain_rows):
        points = f'"{points}"' if isinstance(points, str) else points
        lines.append(f'      - {{id: p{n}, when: "{when}", points: {points}}}')
    if combine is not None or table is not None:
        lines += ["parts: {fit: {max: 60}, behaviour: {min: 0, max: 40}}", f'combine: "{combine or COMBINES[0]}"']
    lines.append('urgent: [{id: fresh, when: "behaved(called, 2d)"}]')
    return "\n".join(lines) + (TABLE % table if table is not None else BANDS)


@pytest.fixture
def shop(open_shop) -> Workshop:
    return open_shop()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    rows=st.lists(counting, min_size=1, max_size=3),
    facts=st.lists(plain, max_size=2),
    combine=st.sampled_from([None, *COMBINES]),
    table=st.sampled_from([None, None, *CONDITIONS]),
    records=st.lists(st.tuples(tickets, trails), min_size=1, max_size=5),
)
def test_both_faces_agree(shop: Workshop, rows, facts, combine, table, records):
    shop.work = replace(shop.work, catalog=catalog_of(card=written(rows, facts, combine, table)))
    ids = shop.tickets([values for values, _ in records])
    for record, (_, trail) in zip(ids, records, strict=True):
        for kind, age in trail:
            shop.did(record, kind, age)
    by_sql = in_sql(shop, ids)
    for one in plan_grades(shop.work, "ticket", [shop.values(record) for record in ids]):
        met = "".join("1" if reason.met else "0" for reason in one.grade.reasons)
        found = (*(one.kept[name] for name in KEPT), met, one.grade.table_row)
        assert by_sql[one.record][0] == found
        assert by_sql[one.record][1] == pytest.approx(list(one.grade.sums.values()), abs=1e-9)


KEPT = ("score", "fit_score", "behaviour_score", "grade", "rule_grade", "urgent")


def in_sql(shop: Workshop, ids: list[int]) -> dict[int, tuple]:
    """What the database says about these records."""
    catalog, table = shop.work.catalog, table_of(shop.work.catalog, "ticket")
    columns = GradeColumns(
        catalog.get("scorecard", "priority"),
        columns_of(catalog, "ticket"),
        scope=scope_of(catalog, "ticket"),
        env=house_env(shop.work),
    )
    found = list(shop.connection.execute(columns.select(table, table.c.id.in_(ids))))
    different = shop.connection.execute(columns.changed(table, table.c.id.in_(ids))).all()
    assert len(different) == len(ids)  # bare records carry no grade yet
    return {row.id: (_kept(row), [getattr(row, column) for _, column in columns.counted]) for row in found}


def _kept(row) -> tuple:
    *scores, grade, rule, urgent = (getattr(row, name) for name in KEPT)
    return (*scores, grade, rule, bool(urgent), row.met, row.table_row)


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=st.lists(counting, min_size=1, max_size=3), table=st.sampled_from([None, *CONDITIONS]), trail=trails)
def test_nothing_differs_once_it_is_kept(shop: Workshop, rows, table, trail):
    from flows.grading import grade_many

    shop.work = replace(shop.work, catalog=catalog_of(card=written(rows, [], None, table)))
    record = shop.ticket(units=3)
    for kind, age in trail:
        shop.did(record, kind, age)
    grade_many(shop.work, "ticket", [shop.values(record)])
    catalog = shop.work.catalog
    columns = GradeColumns(
        catalog.get("scorecard", "priority"), columns_of(catalog, "ticket"), scope=scope_of(catalog, "ticket"),
        env=house_env(shop.work),
    )  # fmt: skip
    assert shop.connection.execute(columns.changed(shop.table, shop.table.c.id == record)).all() == []
    assert store.fetch(shop.connection, shop.table, record).grade
