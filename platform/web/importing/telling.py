"""Why a line stays out or what it looks like, in words in which the records that are named are links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from accounts import Work
from flows import importing

from ..languages import language, t

WHOLE = r"(?<![A-Za-z0-9_-]){}(?![A-Za-z0-9_-])"  # T-1 does not stand in T-12


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words, and what they point at."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Telling:
    """Knows the records that problems name, as far as the reader may see them."""

    form: str
    known: Mapping[str, int]

    @classmethod
    def of(cls, work: Work, form: str, rows: Iterable[Any]) -> Telling:
        """Looks up every number that is named once."""
        errors = (error for row in rows for several in (row.problem or {}).values() for error in several)
        numbers = {error["number"] for error in errors if error.get("number")}
        return cls(form, importing.numbered(work, form, numbers))

    def reasons(self, problem: Mapping[str, Any] | None, what: str) -> tuple[Piece, ...]:
        """Several in one line."""
        found: list[Piece] = []
        for error in (problem or {}).get(what, ()):
            found += [Piece(t("ui.semicolon"))] if found else []
            found += self.reason(error)
        return tuple(found)

    def reason(self, error: Mapping[str, Any]) -> tuple[Piece, ...]:
        """One, with a link where it names a record."""
        return tuple(piece for piece in self._pieces(words_of(error), error.get("number", "")) if piece.text)

    def _pieces(self, text: str, number: str) -> Iterator[Piece]:
        record = self.known.get(number)
        found = re.search(WHOLE.format(re.escape(number)), text) if record is not None else None
        start, end = found.span() if found else (len(text), len(text))
        yield Piece(text[:start])
        yield Piece(text[start:end], f"/records/{self.form}/{record}" if found else "")
        yield Piece(text[end:])


def words_of(error: Mapping[str, Any]) -> str:
    """In the reader's language."""
    return error.get(language()) or error.get("code", "")
