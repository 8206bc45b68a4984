"""Fit and behaviour, told apart: each a score of its own, put together by a formula."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from definitions import Label
from rules import Env, Expression, Name, Scope, Type, compile_python, parse, words, write

FIT, BEHAVIOUR = "fit", "behaviour"
PARTS = (FIT, BEHAVIOUR)
# What `combine` may name.
SCOPE = Scope({part: Name(Type.NUMBER) for part in PARTS})
COLUMNS = {FIT: "fit_score", BEHAVIOUR: "behaviour_score"}


@dataclass(frozen=True)
class Part:
    """One of the two: what it is called, and between what its points are cut."""

    id: str
    label: Label
    min: float | None = None
    max: float | None = None


@dataclass(frozen=True)
class Parts:
    """Both parts, and the formula that makes one score of them; their sum where nothing is said."""

    fit: Part
    behaviour: Part
    combine: Expression

    def of(self, part: str) -> Part:
        """The part of this name."""
        return self.fit if part == FIT else self.behaviour

    @property
    def both(self) -> tuple[Part, Part]:
        return self.fit, self.behaviour

    def combined_words(self, language: str) -> str:
        """How both make one score, by what they are called."""
        scope = Scope({part.id: Name(Type.NUMBER, part.label) for part in self.both})
        return words(self.combine, scope, language)

    @cached_property
    def is_sum(self) -> bool:
        """Whether both are simply added, which hundredths need no rounding for."""
        return write(self.combine.tree) in ("fit + behaviour", "behaviour + fit")

    @cached_property
    def rule(self) -> Expression:
        """The score in whole hundredths, as a rule over `fit` and `behaviour`."""
        return parse(f"round(({self.combine.text}) * 100)")

    @cached_property
    def together(self) -> Callable[[dict[str, Any], Env | None], float | None]:
        """The same, ready to run."""
        return compile_python(self.rule)
