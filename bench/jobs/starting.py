"""From the command to the first answer, and what the server takes then."""

from __future__ import annotations

from collections.abc import Iterator

from ..figures import Figure
from ..server import bare, ours
from . import Place


def measure(place: Place) -> Iterator[Figure]:
    """The second start of an installation, with one process, beside a Flask program without anything."""
    ground = place.empty()
    with bare(ground, workers=1) as limit:
        pass
    with ours(ground, workers=1) as server:
        memory = server.memory()
    yield Figure("start to first answer", "s", server.started_in, limit.started_in, "bare Flask", "1.5 s")
    yield Figure("memory of one process and its master", "MiB", memory, aim="150 MiB")
