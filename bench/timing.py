"""How long something takes, once its caches are warm."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any


def median_ms(what: Callable[[], Any], times: int) -> float:
    """The median of so many runs, in milliseconds; one more before them warms the caches."""
    what()
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        what()
        taken.append(time.perf_counter() - began)
    return 1000 * statistics.median(taken)
