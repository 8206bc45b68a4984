"""What the people behind a demo record do outside: pages, papers and mails, more of them the further it gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from accounts import Work
from flows import trail

from .values import pick


@dataclass(frozen=True)
class Deed:
    """One thing that somebody will do at a moment."""

    form: str
    record: int
    kind: str
    at: datetime
    title: str

    def do(self, work: Work) -> None:
        """Let it be noticed when its time has come."""
        data = {"title": self.title} if self.title else {}
        trail.behaved(work.as_system(), self.form, self.record, self.kind, source="site", data=data)


def deeds(described: Mapping[str, Any], record: int, *, since: datetime, now: datetime, keen: float) -> Iterator[Deed]:
    """What one record's people do from the day it came in until now; its own chance, so that nobody else's moves."""
    random = Random(f"{described['seed']}:{record}")
    low, high = described["trail"]["times"]
    for _ in range(round(random.uniform(low, high) * keen)):
        kind = pick(random, described["trail"]["kinds"])
        at = since + timedelta(minutes=5) + (now - since - timedelta(minutes=5)) * random.random() ** 1.4
        titles = described["trail"].get("titles", {}).get(kind)
        if since < at < now:
            yield Deed(described["form"], record, kind, at, pick(random, titles) if titles else "")
