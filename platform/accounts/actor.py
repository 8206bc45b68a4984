"""Who acts: a person with their rights, the system, or a visitor."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from definitions import Catalog, say

from .role import RoleDefinition

DEFAULT_TIMEZONE = "Asia/Shanghai"

T = TypeVar("T")


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
    _derived: dict[Hashable, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @property
    def is_system(self) -> bool:
        """Timers, jobs and the command line, which nobody limits."""
        return self.kind == "system"

    @property
    def is_visitor(self) -> bool:
        """Somebody from outside who has not signed in."""
        return self.kind == "visitor"

    def derived(self, key: Hashable, build: Callable[[], T]) -> T:
        """Builds something from this actor's rights once; it lives as long as the actor."""
        if key not in self._derived:
            self._derived[key] = build()
        return self._derived[key]

    def speaking(self, language: str) -> Actor:
        """The same actor, answered in this language."""
        return self if self.language == language else replace(self, language=language)

    def label(self, language: str) -> str:
        """What the history calls them."""
        return self.name if self.kind == "person" else say(f"accounts.{self.kind}", language)


SYSTEM = Actor(None, "system", kind="system")
VISITOR = Actor(None, "visitor", kind="visitor")
