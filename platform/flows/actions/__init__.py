"""What automations and cadences can do: one file for each action, with its schema, its checks and its words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar, Self

from definitions import Problem, Reason, Registry

if TYPE_CHECKING:
    from ..steps import Hand, Place, Reading

DONE, NOTHING = "done", "nothing"


@dataclass(frozen=True)
class Done:
    """What came of an action: a sentence, and what a program may want to know; `nothing` when it was so already."""

    said: Reason
    result: Mapping[str, Any] = field(default_factory=dict)
    state: str = DONE


@dataclass(frozen=True)
class Action:
    """One thing to do, as an admin wrote it."""

    name: ClassVar[str]
    # Whether there has to be a record to do it to; a weekly round may have none.
    of_record: ClassVar[bool] = True

    @classmethod
    def schema(cls) -> Mapping[str, Any]:
        """What may stand behind its name in a file."""
        raise NotImplementedError

    @classmethod
    def read(cls, written: Any, reading: Reading) -> Self:
        """The action of a checked file; what a schema cannot see is collected as problems."""
        raise NotImplementedError

    def problems(self, place: Place) -> Iterable[Problem]:
        """What only a look across files finds."""
        return ()

    def input(self, hand: Hand) -> Mapping[str, Any]:
        """What it works with this time, for the log."""
        return {}

    def perform(self, hand: Hand) -> Done:
        """Do it, in the transaction of the step; Refused or any other error means that nothing was done."""
        raise NotImplementedError

    def causes(self) -> Iterable[tuple[str, frozenset[str]]]:
        """The events that doing it makes happen, each with the words that an occasion may ask of it."""
        return ()

    def words(self, place: Place) -> Reason:
        """What it does, for whoever reads the definition."""
        raise NotImplementedError


ACTIONS: Registry[type[Action]] = Registry("actions", "flows.actions")


def action(name: str) -> Callable[[type[Action]], type[Action]]:
    """Class decorator: `@action("notify")` makes `- notify: …` a step."""

    def keep(kind: type[Action]) -> type[Action]:
        kind.name = name
        return ACTIONS.register(name)(kind)

    return keep
