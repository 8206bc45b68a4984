"""What is wrong with a rule: one sentence, and a caret under the place."""

from __future__ import annotations

from typing import Any
from unicodedata import category, east_asian_width

from definitions import Duration, say, suggest

SHOWN = 72


class RuleError(Exception):
    """A rule that cannot be read, does not fit its scope, or has no SQL twin."""

    def __init__(self, key: str, pos: int = 0, text: str = "", **params: Any) -> None:
        self.key = f"rules.error.{key}"
        self.pos = pos
        self.rule = text
        self.params = params
        super().__init__(key)

    @property
    def column(self) -> int:
        """The place, counted in characters from 1."""
        return self.pos + 1

    def sentence(self, language: str) -> str:
        """What is wrong and what to do, in one line."""
        params = {name: _said(value, language) for name, value in self.params.items()}
        known = params.pop("known", None)
        sentence = say(self.key, language, **params)
        meant = suggest(params.get("name", ""), known) if known else None
        return sentence + say("problem.did_you_mean", language, suggestion=meant) if meant else sentence

    def text(self, language: str = "en") -> str:
        """The sentence with its column, the rule, and a caret below the place."""
        head = say("rules.error.at", language, sentence=self.sentence(language), column=self.column)
        return "\n".join([head, *self._picture()]) if self.rule else head

    def located_in(self, text: str) -> RuleError:
        """The same error, told which rule it is about."""
        self.rule = text
        return self

    def _picture(self) -> list[str]:
        """The stretch of the rule around the place, and the caret; wide characters take two columns."""
        start = max(0, self.pos - SHOWN // 2)
        line = "".join(
            " " if character.isspace() or not character.isprintable() else character
            for character in self.rule[start : start + SHOWN]
        )
        before = ("…" if start else "") + line[: self.pos - start]
        after = line[self.pos - start :] + ("…" if start + SHOWN < len(self.rule) else "")
        return ["  " + before + after, "  " + " " * display_width(before) + "^"]

    def __str__(self) -> str:
        return self.text("en")


def display_width(text: str) -> int:
    """How many columns of a terminal or a fixed-width box the text takes."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def _said(value: Any, language: str) -> Any:
    """A word of ours (a type, a duration) is said in the reader's language."""
    if isinstance(value, Said):
        return value.text(language)
    return value.words(language) if isinstance(value, Duration) else value


class Said:
    """A word or a list of words that has a text in each language."""

    def __init__(self, *keys: str, join: str = "rules.or") -> None:
        self.keys = keys
        self.join = join

    def text(self, language: str) -> str:
        """The words, as an enumeration."""
        texts = [say(key, language) for key in self.keys]
        if len(texts) < 2:
            return "".join(texts)
        last = say(self.join, language)
        return ("、" if language.startswith("zh") else ", ").join(texts[:-1]) + last + texts[-1]
