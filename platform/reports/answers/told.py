"""Texts that are put into words when somebody reads them, in that language alone."""

from __future__ import annotations

from collections.abc import Callable

from definitions import LANGUAGES, Label


class Told(Label):
    """A label that knows how to tell itself; only for what needs no database any more, as that may be closed by then.

    Numbers and headlines are most of the words of a report, and mostly read in one of their languages, or not at all.
    """

    __slots__ = ("_known", "_tell")

    def __init__(self, tell: Callable[[str], str]) -> None:
        object.__setattr__(self, "_tell", tell)
        object.__setattr__(self, "_known", {})

    @property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """The same in all languages."""
        return tuple((language, self.text(language)) for language in LANGUAGES)

    def text(self, language: str) -> str:
        """The text in `language`, else in English."""
        own = language if language in LANGUAGES else language.split("-")[0]
        known = self._known.get(own)
        if known is None:
            known = self._known[own] = self._tell(own if own in LANGUAGES else "en")
        return known

    def __eq__(self, other: object) -> bool:
        return dict(self.texts) == dict(other.texts) if isinstance(other, Label) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.texts)
