"""Records that go along with those of a demo, such as people at a firm: written down by whoever takes the record up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from accounts import Work, allowed
from flows import intake

from .values import Maker


@dataclass(frozen=True, eq=False)
class Along:
    """Records of a form that point at each of some records: how often there are any, how many, and what they hold."""

    form: str
    by: str
    chance: float
    least: int
    most: int
    values: Maker
    random: Random

    def bring(self, work: Work, record: int) -> None:
        """Let them in through the one door, by somebody who may."""
        if self.random.random() >= self.chance or not allowed(work.actor, "create", self.form):
            return
        for _ in range(self.random.randint(self.least, self.most)):
            intake.submit(work, self.form, {**self.values.record(), self.by: str(record)}, channel="page")


def all_along(described: Iterable[Mapping[str, Any]], seed: Any) -> tuple[Along, ...]:
    """As the pack's demo file describes them under `along`; their chance moves nothing of what else there is."""
    return tuple(_along(each, Random(f"{seed}:along:{each['form']}")) for each in described)


def _along(each: Mapping[str, Any], random: Random) -> Along:
    values = Maker(each["values"], random)
    return Along(each["form"], each["by"], each.get("chance", 1), each["from"], each["to"], values, random)
