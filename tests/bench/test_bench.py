"""Every job of the bench runs, at a tiny size, so that it does not rot; no figure is judged here."""

import pytest

from bench.figures import Figure, table
from bench.jobs import NAMES, Place, job
from bench.sizes import Sizes

TINY = 0.0004


@pytest.mark.bench
@pytest.mark.parametrize("name", NAMES)
def test_the_job_measures_something(name, empty_database_url, tmp_path):
    place = Place(lambda: empty_database_url, tmp_path, Sizes(TINY))
    figures = list(job(name)(place))
    assert figures
    assert all(figure.ours > 0 for figure in figures)


def test_a_ratio_is_ours_by_the_limit():
    assert Figure("create", "req/s", 50, 200).ratio == 0.25
    assert Figure("memory", "MiB", 50).ratio is None


def test_the_table_names_what_was_measured():
    shown = table("creating", [Figure("create", "req/s", 50, 200, "bare program", "0.6 ×")])
    assert "create (req/s)" in shown
    assert "0.25" in shown


@pytest.mark.parametrize("part", [1, 0.05, 0.000001])
def test_sizes_shrink_but_never_vanish(part):
    assert Sizes(part).many == max(1_000_000 * part, 20)


def test_each_job_is_measured_once():
    assert sorted(set(NAMES)) == sorted(NAMES)
