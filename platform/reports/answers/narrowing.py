"""What a reader narrowed an answer to by pointing at values: names with their keys, as an address carries them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from rules import Type

from .cell import LONGEST

# The argument of an address; no param of a report is called so.
ONLY = "only"
POINTED_AT = frozenset({Type.CHOICE, Type.CHOICES, Type.LINK, Type.TEXT, Type.YES_NO})
MOST = 8


@dataclass(frozen=True)
class Narrowing:
    """Values of names that rows must have; `source=fair;owner=12` in an address."""

    at: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def parse(cls, text: str | None) -> Narrowing:
        """Read what `str` wrote; what says nothing narrows nothing."""
        pairs = (part.partition("=") for part in (text or "")[:LONGEST].replace("\0", "").split(";"))
        named = [(unquote(name), unquote(key)) for name, equals, key in pairs if name and equals]
        return cls({name: key.replace("\0", "") for name, key in named[:MOST]})

    def __str__(self) -> str:
        return ";".join(f"{quote(name, safe='')}={quote(key, safe='')}" for name, key in self.at.items())

    def __bool__(self) -> bool:
        return bool(self.at)

    def plus(self, more: Mapping[str, str]) -> Narrowing:
        """These and more; a name stands for one value."""
        return Narrowing({**self.at, **more})

    def without(self, name: str) -> Narrowing:
        """All but one."""
        return Narrowing({each: key for each, key in self.at.items() if each != name})

    def among(self, names: frozenset[str]) -> Narrowing:
        """Those of some names."""
        return Narrowing({each: key for each, key in self.at.items() if each in names})
