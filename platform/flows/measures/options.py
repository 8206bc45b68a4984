"""What most measures let an admin say: how far one looks back, and how many average cases are added."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from definitions import Duration, Source

from ..reading import Path, read_duration
from .measure import DEFAULT_OVER, DEFAULT_PRIOR


@dataclass(frozen=True)
class Window:
    """How far one looks back, and the average cases that are added."""

    over: Duration = DEFAULT_OVER
    prior: int = DEFAULT_PRIOR


def read_window(source: Source, path: Path, written: Mapping[str, Any]) -> Window:
    """The window of a measure's options."""
    over = read_duration(source, written.get("over"), (*path, "over"))
    if over is not None and over.seconds <= 0:
        source.problem((*path, "over"), "routing.problem.no_time_to_look_back")
    return Window(over or DEFAULT_OVER, written.get("prior", DEFAULT_PRIOR))
