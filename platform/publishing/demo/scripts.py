"""What a pack's demo file says of lives: how far they get, how fast, what is said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from .along import Along, all_along
from .values import Maker


@dataclass(frozen=True, eq=False)
class Script:
    """What the pack's demo file says of lives."""

    form: str
    channel: str
    lives: tuple[dict[str, Any], ...]
    pace: dict[str, Any]
    said: tuple[str, ...]
    back: Mapping[str, tuple[str, ...]]  # by the reason that is chosen, what is said to it
    values: Maker
    fill: Maker
    random: Random
    aside: Random  # for what came to the demos later: it moves nothing of what was there before
    following: tuple[str, ...]
    along: tuple[Along, ...]
    now: datetime


def script_of(described: Mapping[str, Any], now: datetime) -> Script:
    """The script of one form's lives, with a chance of its own."""
    random = Random(described["seed"])
    return Script(
        form=described["form"],
        channel=described.get("channel", "import"),
        lives=tuple(described["lives"]),
        pace=described["pace"],
        said=tuple(described["said"]),
        back={reason: tuple(words) for reason, words in described.get("back", {}).items()},
        values=Maker(described["values"], random),
        fill=Maker(described.get("fill", {}), random),
        random=random,
        aside=Random(f"{described['seed']}:aside"),
        following=tuple(described.get("next", ())),
        along=all_along(described.get("along", ()), described["seed"]),
        now=now,
    )
