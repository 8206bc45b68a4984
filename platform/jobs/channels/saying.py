"""What a notice says, whichever way it goes: what, about whom, why you, until when, and one link with its verb."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass, field
from typing import Any

from .parcel import Parcel

# Robots know no escape that all of them honour; the wide twins of these signs read the same and mean nothing.
_FULL_WIDTH = {"*": "＊", "[": "［", "]": "］", "<": "＜", ">": "＞", "`": "｀", "#": "＃", "_": "＿", "@": "＠"}
_MARKUP = re.compile("[" + re.escape("".join(_FULL_WIDTH)) + "]")


@dataclass(frozen=True)
class Saying:
    """A notice, or several that were gathered, in one person's language."""

    title: str
    body: str = ""
    why: str = ""
    until: str = ""
    link: str = ""
    verb: str = ""
    language: str = "zh"
    items: tuple[Saying, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    picture: bytes = field(default=b"", repr=False)
    leave: str = ""
    shown_at: str = ""

    @classmethod
    def of(cls, parcel: Parcel) -> Saying:
        """What a delivery says, its links made whole with the address of this site."""
        return _saying(parcel.delivery.text, parcel.site)

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything below the title, a line each."""
        return tuple(line for line in (self.body, self.why, self.until) if line)

    @property
    def table(self) -> tuple[str, ...]:
        """Its rows, a line each, under what their columns are called."""
        return tuple(map(" · ".join, (self.heads, *self.rows) if self.heads and self.rows else self.rows))

    def text(self) -> str:
        """All of it in plain lines."""
        link = [f"{self.verb} {self.link}".strip()] if self.link else []
        own = "\n".join((self.title, *self.lines, *self.table, *link))
        return "\n\n".join((own, *(item.text() for item in self.items)))

    def markdown(self) -> str:
        """All of it in the Markdown that robots read; what a record holds cannot become markup."""
        link = f"[{_plain(self.verb or self.link)}]({self.link})" if self.link else ""
        rows = "\n".join(f"- {_plain(line)}" for line in self.table)
        own = "\n\n".join(filter(None, (f"**{_plain(self.title)}**", *map(_plain, self.lines), rows, link)))
        return "\n\n".join((own, *(item.markdown() for item in self.items)))

    def as_json(self) -> dict[str, Any]:
        """All of it by name, for programs."""
        said = {name: getattr(self, name) for name in ("title", "body", "why", "until", "link", "verb", "language")}
        return {**said, "items": [item.as_json() for item in self.items]}


def _plain(text: str) -> str:
    return _MARKUP.sub(lambda sign: _FULL_WIDTH[sign[0]], text)


def _saying(text: dict, site: str | None) -> Saying:
    path = text.get("path") or ""
    return Saying(
        title=" ".join(str(text.get("title") or "").split()),
        body=text.get("body") or "",
        why=text.get("why") or "",
        until=text.get("until") or "",
        link=f"{site}{path}" if site and path else "",
        verb=text.get("verb") or "",
        language=text.get("language") or "zh",
        items=tuple(_saying(each, site) for each in text.get("items", ())),
        heads=tuple(text.get("table", {}).get("heads", ())),
        rows=tuple(tuple(row) for row in text.get("table", {}).get("rows", ())),
        picture=b64decode(text.get("picture") or ""),
        shown_at=f"{site}{text['shown_at']}" if site and text.get("shown_at") else "",
        leave=f"{site}{text['leave']}" if site and text.get("leave") else "",
    )
