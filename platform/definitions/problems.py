"""What is wrong with a configuration: collected, levelled, located, with a way out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from .texts import say

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; lines and columns count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One sentence about one place: what is wrong, where, and what to do."""

    level: str
    location: Location
    path: str
    key: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def text(self, language: str) -> str:
        """`file:line:column path: sentence`."""
        place = f"{self.location} {self.path}".rstrip()
        return f"{place}: {self.sentence(language)}"

    def sentence(self, language: str) -> str:
        """The sentence alone, with the nearest right name where there is one."""
        sentence = say(self.key, language, **{name: _said(value, language) for name, value in self.params.items()})
        hint = self.params.get("suggestion")
        return sentence + say("problem.did_you_mean", language, suggestion=hint) if hint else sentence

    def as_dict(self, language: str) -> dict[str, Any]:
        """For JSON: level, file, line, column, path, code and message."""
        return {
            "level": self.level,
            "file": self.location.file,
            "line": self.location.line,
            "column": self.location.column,
            "path": self.path,
            "code": self.key.rsplit(".", 1)[-1],
            "message": self.sentence(language),
        }

    @property
    def is_error(self) -> bool:
        """Errors hold a publish back, warnings do not."""
        return self.level == ERROR


def _said(value: Any, language: str) -> Any:
    """A parameter that can speak for itself (a rule error) is asked in the reader's language."""
    return value.text(language) if hasattr(value, "text") and callable(value.text) else value


class DefinitionError(Exception):
    """A configuration that cannot be used; carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.text("en") for problem in self.problems))


def suggest(name: Any, known: Iterable[str]) -> str | None:
    """The known name nearest to `name`, if one is near enough to be meant."""
    near = get_close_matches(str(name).lower(), list(known), n=1, cutoff=0.6)
    return near[0] if near else None
