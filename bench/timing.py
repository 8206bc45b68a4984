"""How long something takes, once its caches are warm."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any


def median_ms(what: Callable[[], Any], times: int) -> float:
    """The median of so many runs, in milliseconds; one more before them warms the caches."""
    return medians_in_turn_ms((what,), times)[0]


def medians_in_turn_ms(whats: Sequence[Callable[[], Any]], times: int) -> list[float]:
    """The median of each; they take turns, so that what else runs on the machine is beside all of them."""
    for what in whats:
        what()
    taken = [[_seconds(what) for what in whats] for _ in range(times)]
    return [1000 * statistics.median(each) for each in zip(*taken, strict=True)]


def _seconds(what: Callable[[], Any]) -> float:
    began = time.perf_counter()
    what()
    return time.perf_counter() - began
