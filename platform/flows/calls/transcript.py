"""A transcript as turns: who says what, when; from a list of them, or from text with names before the colons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .definition import AGENT, CUSTOMER

MOST_TURNS, LONGEST_TURN, LONGEST = 2000, 4000, 60_000
NAMES = {
    AGENT: ("agent", "坐席", "客服", "销售", "顾问", "rep", "a", "sales", "seat", "员工"),
    CUSTOMER: ("customer", "客户", "用户", "对方", "b", "client", "caller", "user"),
}
SPOKEN = re.compile(r"^\s*(?:\[?(\d{1,2}:\d{2}(?::\d{2})?)\]?\s*)?([^:：\n]{1,20})[:：]\s*(.*)$")


@dataclass(frozen=True)
class Turn:
    """What one of them says until the other speaks; `at` is seconds from the start."""

    speaker: str | None
    text: str
    at: float | None = None

    def as_json(self) -> list[Any]:
        """As it is kept."""
        return [self.speaker, self.text, self.at]


def read_turns(written: Iterable[Mapping[str, Any]], names: Mapping[str, Iterable[str]]) -> tuple[Turn, ...]:
    """Turns of a list; several of one speaker in a row are one: a machine that writes cuts where somebody breathes."""
    known = _known(names)
    turns: list[Turn] = []
    for each in written:
        turn = Turn(known.get(str(each.get("speaker", "")).strip().lower()), str(each["text"]).strip(), each.get("at"))
        if not turn.text:
            continue
        if turns and turns[-1].speaker == turn.speaker and turn.speaker is not None:
            turns[-1] = Turn(turn.speaker, f"{turns[-1].text} {turn.text}", turns[-1].at)
        else:
            turns.append(turn)
    return tuple(turns)


def read_text(text: str, names: Mapping[str, Iterable[str]]) -> tuple[Turn, ...]:
    """Turns of a text: a line that begins with a name and a colon is a new one, others go on."""
    found: list[dict[str, Any]] = []
    known = _known(names)
    for line in text.splitlines():
        spoken = SPOKEN.match(line)
        if spoken and spoken[2].strip().lower() in known:
            found.append({"speaker": spoken[2], "text": spoken[3], "at": _seconds(spoken[1])})
        elif found:
            found[-1]["text"] += f" {line.strip()}"
        elif line.strip():
            found.append({"text": line})
    return read_turns(found, names)


def _known(names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    usual = {word: who for who, words in NAMES.items() for word in words}
    return {**usual, **{word.lower(): who for who, words in names.items() for word in words}}


def _seconds(written: str | None) -> float | None:
    if not written:
        return None
    parts = [int(part) for part in written.split(":")]
    return float(sum(part * 60**place for place, part in enumerate(reversed(parts))))
