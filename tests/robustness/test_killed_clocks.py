"""Processes that fire timers are killed at random, on both databases: each timer takes effect, and only once."""

from random import Random

from bench.jobs import Place
from bench.jobs.firing import running, start_timers
from bench.jobs.killing import check, fire_under_fire
from bench.sizes import Sizes

RECORDS = 250
SEED = 20261124


def test_workers_killed_at_random_fire_each_timer_once(empty_database_url, tmp_path):
    ground = Place(lambda: empty_database_url, tmp_path, Sizes()).empty()
    ground.fill(RECORDS)
    start_timers(ground)
    assert fire_under_fire(ground, Random(SEED), every=0.8) >= 1
    assert running(ground) == 0
    check(ground, RECORDS)
