"""Who acts: a person with their rights, the system, or a visitor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from definitions import Catalog, say

from .role import RoleDefinition

DEFAULT_TIMEZONE = "Asia/Shanghai"


@dataclass(frozen=True)
class Actor:
    """Whoever does something, resolved against one revision of the roles.

    `people` and `teams` are whose records count as those of one's team; `above` are one's team and those it is part of.
    """

    person_id: int | None
    name: str
    role: RoleDefinition | None = None
    team: int | None = None
    people: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    above: frozenset[int] = frozenset()
    language: str = "zh"
    timezone: str = DEFAULT_TIMEZONE
    kind: str = "person"
    login: str = ""
    attributes: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)
    catalog: Catalog | None = field(default=None, repr=False, compare=False)

    @property
    def is_system(self) -> bool:
        """Timers, jobs and the command line, which nobody limits."""
        return self.kind == "system"

    @property
    def is_visitor(self) -> bool:
        """Somebody from outside who has not signed in."""
        return self.kind == "visitor"

    def label(self, language: str) -> str:
        """What the history calls them."""
        return self.name if self.kind == "person" else say(f"accounts.{self.kind}", language)


SYSTEM = Actor(None, "system", kind="system")
VISITOR = Actor(None, "visitor", kind="visitor")
