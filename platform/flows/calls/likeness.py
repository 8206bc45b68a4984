"""Whether something was said: word for word, or nearly so, and then in which words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz

# Of so few signs one that differs is another word.
SHORT = 4
AROUND = 24


@dataclass(frozen=True)
class Heard:
    """How alike it is, of 100, and the words in which it was said."""

    likeness: float
    quote: str


@dataclass(frozen=True)
class Plain:
    """A text without what is not heard: case, blanks, signs; and where each letter of it stands in the original."""

    letters: str
    places: tuple[int, ...]
    original: str

    @classmethod
    def of(cls, text: str) -> Plain:
        """The letters and digits of a text."""
        letters, places = [], []
        for place, sign in enumerate(text):
            for letter in unicodedata.normalize("NFKC", sign).lower():
                if letter.isalnum():
                    letters.append(letter)
                    places.append(place)
        return cls("".join(letters), tuple(places), text)

    def quote(self, start: int, end: int) -> str:
        """The original's words around these letters."""
        first = max(0, self.places[start] - AROUND)
        last = min(len(self.original), self.places[max(start, end - 1)] + 1 + AROUND)
        cut = self.original[first:last].strip()
        return f"{'…' if first else ''}{cut}{'…' if last < len(self.original) else ''}"


def heard(phrase: str, text: Plain, tolerance: int) -> Heard | None:
    """Whether the phrase stands in the text."""
    wanted = Plain.of(phrase).letters
    if not wanted or not text.letters:
        return None
    place = text.letters.find(wanted)
    if place >= 0:
        return Heard(100, text.quote(place, place + len(wanted)))
    if len(wanted) < SHORT or len(text.letters) < len(wanted) - 1:
        return None
    near = fuzz.partial_ratio_alignment(wanted, text.letters, score_cutoff=tolerance)
    if near is None or near.dest_end <= near.dest_start:
        return None
    return Heard(round(near.score, 1), text.quote(near.dest_start, near.dest_end))
