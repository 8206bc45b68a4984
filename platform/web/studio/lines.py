"""Two texts side by side, line by line, as components/diff.html draws them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 3


@dataclass(frozen=True)
class DiffLine:
    """One line of a comparison: kept, added, taken away, or a hop over what is the same."""

    kind: str
    text: str
    old: int | None = None
    new: int | None = None


def diff_lines(before: str | None, after: str | None) -> tuple[DiffLine, ...]:
    """The changed lines with three around them."""
    old, new = (before or "").splitlines(), (after or "").splitlines()
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(AROUND)
    return tuple(_lines(old, new, groups))


def _lines(old: list[str], new: list[str], groups) -> Iterator[DiffLine]:
    for place, group in enumerate(groups):
        if place or group[0][1]:
            yield DiffLine("hop", f"@@ {group[0][1] + 1} → {group[0][3] + 1}")
        for tag, i, i_end, j, j_end in group:
            yield from _block(tag, old[i:i_end], new[j:j_end], (i, j))


def _block(tag: str, old: list[str], new: list[str], at: tuple[int, int]) -> Iterator[DiffLine]:
    i, j = at
    if tag == "equal":
        for step, text in enumerate(old, 1):
            yield DiffLine("same", text, i + step, j + step)
        return
    for step, text in enumerate(old, 1):
        yield DiffLine("del", text, old=i + step)
    for step, text in enumerate(new, 1):
        yield DiffLine("add", text, new=j + step)
