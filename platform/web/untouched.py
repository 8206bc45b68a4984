"""Whether a box came back as it was drawn: browsers end lines in their own way, and one line has no ends at all."""

from __future__ import annotations


def is_untouched(drawn: str, sent: str, *, lines: bool = False) -> bool:
    """Whether nobody changed the text of a box; `lines` says that it holds several."""
    return _read(drawn, lines) == _read(sent, lines)


def _read(text: str, lines: bool) -> str:
    plain = text.replace("\r\n", "\n")
    return plain.strip("\n") if lines else plain.replace("\n", "").replace("\r", "")
