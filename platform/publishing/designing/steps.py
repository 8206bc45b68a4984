"""What an act changed, as the lines that differ: enough to take it back, byte for byte, and to do it again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256

Hunk = tuple[int, int, str, str]  # where it begins before and after; the lines before and after


@dataclass(frozen=True)
class Step:
    """The stretches in which two texts differ; the digests say of which text, and into which."""

    hunks: tuple[Hunk, ...]
    was: str
    now: str

    @classmethod
    def between(cls, before: str, after: str) -> Step:
        """The step from one text to another."""
        lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
        return cls(tuple(_hunks(*lines)), mark_of(before), mark_of(after))

    def taken_back(self, text: str) -> str | None:
        """The text before it; None where the text is no longer what it made."""
        if mark_of(text) != self.now:
            return None
        for _, at, old, new in reversed(self.hunks):
            text = text[:at] + old + text[at + len(new) :]
        return text

    def again(self, text: str) -> str | None:
        """The text after it; None where the text is no longer what it was taken back to."""
        if mark_of(text) != self.was:
            return None
        for at, _, old, new in reversed(self.hunks):
            text = text[:at] + new + text[at + len(old) :]
        return text

    def as_json(self) -> list:
        """As a session keeps it."""
        return [[list(hunk) for hunk in self.hunks], self.was, self.now]

    @classmethod
    def from_json(cls, kept: Sequence) -> Step:
        """Reads back what `as_json` wrote."""
        hunks, was, now = kept
        return cls(tuple((at, to, old, new) for at, to, old, new in hunks), was, now)


def mark_of(text: str) -> str:
    """A short digest of a text."""
    return sha256(text.encode()).hexdigest()[:10]


def _hunks(before: list[str], after: list[str]) -> Iterator[Hunk]:
    starts = [0], [0]
    for lines, at in zip((before, after), starts, strict=True):
        for line in lines:
            at.append(at[-1] + len(line))
    for tag, i, i_end, j, j_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            yield starts[0][i], starts[1][j], "".join(before[i:i_end]), "".join(after[j:j_end])
