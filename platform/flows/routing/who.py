"""Whom a rule or a pool thinks of."""

from __future__ import annotations

from dataclasses import dataclass

from rules import Expression

from .kin import Kinship


@dataclass(frozen=True)
class Who:
    """Everything given narrows the choice."""

    team: str | None = None
    role: str | None = None
    people: tuple[str, ...] = ()
    match: Expression | None = None
    owner_of: Kinship | None = None
