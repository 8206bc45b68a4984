"""What people hold, what they got lately, and whose turn it is: counted on as decisions are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..measures import History
from .duty import ALWAYS, Duty
from .kin import Kin


class Workload:
    """How many open records each person holds, and how many they were given today and in the last hour."""

    def __init__(
        self,
        open: Mapping[int, int] | None = None,
        today: Mapping[int, int] | None = None,
        hour: Mapping[int, int] | None = None,
    ) -> None:
        self.opens: dict[int, int] = dict(open or {})
        self.todays: dict[int, int] = dict(today or {})
        self.hours: dict[int, int] = dict(hour or {})

    def know(self, people: Iterable[int]) -> None:
        """Called before these people are looked at, for a workload that is read as it is needed."""

    def open(self, person: int) -> int:
        """Open records in the person's hands."""
        return self.opens.get(person, 0)

    def today(self, person: int) -> int:
        """Records given to the person since midnight."""
        return self.todays.get(person, 0)

    def hour(self, person: int) -> int:
        """Records given to the person in the last sixty minutes."""
        return self.hours.get(person, 0)

    def give(self, person: int) -> None:
        """One more record for this person."""
        self.hours[person] = self.hour(person) + 1
        self.todays[person] = self.today(person) + 1
        self.opens[person] = self.open(person) + 1


class Rotation:
    """One rule's memory of turns.

    Whoever had their turn longest ago is next. That keeps any two members who are both there within one record of
    each other, however long one looks; a person who comes back from leave gets one record and then waits like
    everybody; who joins or leaves changes nothing for the rest.
    """

    def __init__(self, turns: Mapping[int, float] | None = None) -> None:
        self.turns = dict(turns or {})
        self._newest = max(self.turns.values(), default=0.0)
        self._changed: set[int] = set()

    @property
    def newest(self) -> float:
        """The turn that was given last."""
        return self._newest

    def turn(self, person: int) -> float:
        """When this person last had a turn; 0 if never."""
        return self.turns.get(person, 0.0)

    def take_turn(self, person: int, turn: float | None = None) -> None:
        """Puts the person at the end of the line, or where `turn` says."""
        self.turns[person] = self._newest + 1 if turn is None else turn
        self._newest = max(self._newest, self.turns[person])
        self._changed.add(person)

    def changes(self) -> dict[int, float]:
        """The turns that have to be stored."""
        return {person: self.turns[person] for person in sorted(self._changed)}


class Standing:
    """All that moves while records are routed: one workload for the form, one rotation for each rule, who is there."""

    def __init__(
        self,
        workload: Workload | None = None,
        rotations: Mapping[str, Rotation] | None = None,
        *,
        duty: Duty | None = None,
        history: History | None = None,
        kin: Kin | None = None,
    ) -> None:
        self.workload = workload or Workload()
        self.duty = duty or ALWAYS
        self.history = history or History()
        self.kin = kin or Kin()
        self._rotations = dict(rotations or {})

    def rotation(self, rule: str) -> Rotation:
        """The memory of one rule, empty at first."""
        found = self._rotations.get(rule)
        if found is None:
            found = self._rotations[rule] = self.read_rotation(rule)
        return found

    def read_rotation(self, rule: str) -> Rotation:
        """What is remembered of a rule that is asked for the first time."""
        return Rotation()

    def changed_rotations(self) -> Iterable[tuple[str, dict[int, float]]]:
        """(rule, turns to store) for every rule that gave something."""
        return [(rule, changes) for rule, rotation in self._rotations.items() if (changes := rotation.changes())]
