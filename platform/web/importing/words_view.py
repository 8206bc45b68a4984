"""Words of a file that are no value of their field, each with what it may mean, to be said once for all lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from accounts import Work
from flows import importing
from records import ImportRun

from ..languages import t
from ..record.verb_form import Option

REFUSE, NOTHING, VALUE = "refuse", "nothing", "="


@dataclass(frozen=True, slots=True)
class WordRow:
    """One word, where it stands, and what it can mean."""

    name: str
    word: str
    column: str
    field: str
    lines: int
    guessed: bool
    options: tuple[Option, ...]


def word_rows(work: Work, run: ImportRun) -> tuple[WordRow, ...]:
    """Those that are not known yet first."""
    found = importing.meanings(work, run)
    choices = {one.field.id: importing.choices_of(work, one.field) for one in found}
    return tuple(
        WordRow(
            f"word_{place}",
            one.word,
            one.column,
            one.field.label.text(work.language),
            one.lines,
            one.guessed,
            tuple(_options(one, choices[one.field.id])),
        )
        for place, one in enumerate(found)
    )


def said_words(sent: MultiDict[str, str]) -> dict[str, dict[str, str | None]]:
    """What the page sent: for each column its words; None where the lines shall stay out."""
    found: dict[str, dict[str, str | None]] = {}
    for name, means in sent.items():
        place = name.removeprefix("word_")
        if name.startswith("word_") and f"column_{place}" in sent and f"written_{place}" in sent:
            value = None if means == REFUSE else "" if means == NOTHING else means.removeprefix(VALUE)
            found.setdefault(sent[f"column_{place}"], {})[sent[f"written_{place}"]] = value
    return found


def _options(one: importing.Meaning, choices: tuple[tuple[str, str], ...]) -> Iterator[Option]:
    kept = one.lines == 0
    known = one.means in {value for value, _ in choices}
    yield Option(REFUSE, t("imports.word_refuse"), "", not kept and not known)
    yield Option(NOTHING, t("imports.word_nothing"), "", kept and not one.means)
    for value, label in choices:
        yield Option(f"{VALUE}{value}", label, "", bool(one.means) and value == one.means)
