"""A message as a mail: paragraphs with the record's values in them, and links that only its author can have written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from definitions import PLACE, chosen, fill

from ..sending.messages import Message

# `[words](https://…)` or a bare address. The host stands there in letters: no value of a record can choose it.
_ADDRESS = (
    r"https?://[^\s/{}()<>\[\]\"'，。；：！？、）】」]+(?:/(?:\{\{[^{}]*\}\}|[^\s()<>\"'，。；：！？、）】」{}])*)?"
)
LINK = re.compile(rf"\[([^\[\]\n]{{1,200}})\]\(({_ADDRESS})\)|({_ADDRESS})")
_TRAILING = ".,;:!?"
LONGEST_SUBJECT = 200

Piece = str | list[Any]


@dataclass(frozen=True)
class Letter:
    """What a contact will read: the subject, the paragraphs, and the targets of the numbered links."""

    subject: str
    body: list[list[Piece]]
    links: list[str]


def write(message: Message, values: Mapping[str, str], language: str) -> Letter:
    """The message with values filled in. What a value holds stays text, also where it looks like a link."""
    links: list[str] = []
    parts = re.split(r"\n[ \t]*\n", chosen(message.body.text(language), values).strip())
    body = [list(_pieces(part, values, links)) for part in parts if part.strip()]
    subject = " ".join(fill(message.title.text(language), values).split())
    return Letter(subject[:LONGEST_SUBJECT], body, links)


def _pieces(part: str, values: Mapping[str, str], links: list[str]) -> Iterator[Piece]:
    start = 0
    for found in LINK.finditer(part):
        address = found[2] or found[3].rstrip(_TRAILING)
        if found.start() > start:
            yield fill(part[start : found.start()], values)
        links.append(PLACE.sub(lambda place: quote(str(values.get(place[1]) or ""), safe=""), address))
        yield [fill(found[1], values) if found[1] else links[-1], len(links) - 1]
        start = found.end() if found[2] else found.start(3) + len(address)
    if start < len(part):
        yield fill(part[start:], values)
