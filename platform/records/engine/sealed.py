"""A value that is kept encrypted: how it is written, so that it is known wherever it lies."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import Dialect, String
from sqlalchemy.types import TypeDecorator

MARK = "lws1."
# The mark, the id of the key, and tag and text in letters that JSON and links leave as they are.
WRITTEN = re.compile(r"lws1\.([0-9a-f]{8})\.([A-Za-z0-9_-]{22,})")
ROOM = 1_000_000


class Sealed(str):
    """The encrypted form of a text, as it travels and is stored; a plain text of the same letters is none."""

    __slots__ = ()

    @property
    def key_id(self) -> str:
        """The id of the key that opens it."""
        return self[len(MARK) : len(MARK) + 8]


def is_sealed(value: Any) -> bool:
    """Whether it is written like an encrypted value."""
    return isinstance(value, str) and WRITTEN.fullmatch(value) is not None


def sealed_or_plain(value: Any) -> Any:
    """A text that was read from where values are stored: one that is encrypted is known as such."""
    return Sealed(value) if is_sealed(value) else value


def each_replaced(text: str, by: Callable[[Sealed], str]) -> str:
    """The text with every encrypted value in it replaced."""
    return WRITTEN.sub(lambda found: by(Sealed(found[0])), text) if MARK in text else text


class SealedText(TypeDecorator[Sealed]):
    """A column that takes encrypted values only; its SQL type tells it from a text's."""

    impl = String(ROOM)
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Let no plain text in: whoever writes here has to have encrypted it."""
        if value is None or isinstance(value, Sealed):
            return None if value is None else str(value)
        raise ValueError("a plain text on its way into an encrypted column")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        """A text that an older version wrote meanwhile stays readable, until it is encrypted too."""
        return sealed_or_plain(value)
