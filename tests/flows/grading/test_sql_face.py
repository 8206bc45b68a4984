"""The SQL face of a scorecard gives what the Python face gives, for any card and any records, on both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.grading import GradeColumns, grade
from flows.stored import house_env
from forms import columns_of, scope_of, table_of
from tests.flows.workshop import BANDS, Workshop, catalog_of

CONDITIONS = (
    "stopped", "not stopped", "units > 2", "units >= 2 and units < 4", "loss > 1000 or units = 3", "site = 'press'",
    "signs contains 'smoke'", "any_of(signs, ['leak', 'noise'])", "broke_on >= today() - 7d", "filled(subject)",
    "empty(loss)", "seen_at < now", "trade in ['electric']", "len(subject) > 3", "share * 3 >= 1",
)  # fmt: skip
FORMULAS = (
    "loss / 7", "units * 1.5 - 3", "share * 100", "min(loss / 100, 40)", "units / 0", "loss * loss", "share / 3",
)  # fmt: skip
MOMENT = datetime(2026, 11, 24, 2, 18, tzinfo=UTC)

points = st.one_of(st.integers(-20, 60), st.sampled_from([0.5, 12.25, -3.75]), st.sampled_from(FORMULAS))
rows = st.lists(st.tuples(st.one_of(st.none(), st.sampled_from(CONDITIONS)), points), min_size=1, max_size=5)
cards = st.tuples(
    st.lists(st.tuples(rows, st.one_of(st.none(), st.integers(5, 60))), min_size=1, max_size=3),
    st.lists(st.sampled_from(CONDITIONS), max_size=2),
)
tickets = st.fixed_dictionaries(
    {
        "subject": st.sampled_from([None, "pump", "a"]),
        "site": st.sampled_from([None, "press", "paint"]),
        "trade": st.sampled_from([None, "electric", "hydraulic"]),
        "loss": st.one_of(st.none(), st.decimals(0, 90000, places=2)),
        "units": st.one_of(st.none(), st.integers(-5, 5)),
        "share": st.one_of(st.none(), st.decimals(0, 1, places=4)),
        "stopped": st.sampled_from([None, True, False]),
        "broke_on": st.one_of(st.none(), st.dates(date(2026, 11, 1), date(2026, 11, 30))),
        "seen_at": st.one_of(st.none(), st.integers(-3, 3).map(lambda hours: MOMENT + timedelta(hours=hours))),
        "signs": st.sampled_from([None, ("smoke",), ("noise", "leak")]),
    }
)


def written(card: tuple) -> str:
    """The card as YAML."""
    groups, flags = card
    text = "groups:\n"
    for g, (lines, cap) in enumerate(groups):
        text += f"  - id: g{g}\n" + (f"    cap: {cap}\n" if cap else "") + "    rows:\n"
        for r, (when, points) in enumerate(lines):
            condition = f', when: "{when}"' if when else ""
            value = f'"{points}"' if isinstance(points, str) else points
            text += f"      - {{id: r{r}, points: {value}{condition}}}\n"
    text += "".join(["urgent:\n"] * bool(flags))
    return text + "".join(f'  - {{id: u{n}, when: "{flag}"}}\n' for n, flag in enumerate(flags)) + BANDS


@pytest.fixture
def shop(open_shop) -> Workshop:
    return open_shop()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(card=cards, records=st.lists(tickets, min_size=1, max_size=8))
def test_both_faces_agree(shop: Workshop, card: tuple, records: list):
    catalog = catalog_of(card=written(card))
    ids = shop.tickets(records)
    by_sql = in_sql(shop, catalog, ids)
    scorecard, env = catalog.get("scorecard", "priority"), house_env(shop.work)
    for record in ids:
        found = grade(scorecard, shop.values(record), env)
        met = "".join("1" if reason.met else "0" for reason in found.reasons)
        assert by_sql[record] == (found.score, found.band, found.is_urgent, met)


def in_sql(shop: Workshop, catalog, ids: list[int]) -> dict[int, tuple]:
    """What the database says about these records."""
    table = table_of(catalog, "ticket")
    columns = GradeColumns(
        catalog.get("scorecard", "priority"),
        columns_of(catalog, "ticket"),
        scope=scope_of(catalog, "ticket"),
        env=house_env(shop.work),
    )
    found = shop.connection.execute(columns.select(table, table.c.id.in_(ids)))
    return {row.id: (row.score, row.grade, bool(row.urgent), row.met) for row in found}
