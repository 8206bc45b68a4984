"""What people hold, what they got today, and whose turn it is: counted on as decisions are made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


class Workload:
    """How many open records each person holds and how many they were given today."""

    def __init__(self, open: Mapping[int, int] | None = None, today: Mapping[int, int] | None = None) -> None:
        self._open = dict(open or {})
        self._today = dict(today or {})

    def open(self, person: int) -> int:
        """Open records in the person's hands."""
        return self._open.get(person, 0)

    def today(self, person: int) -> int:
        """Records given to the person since midnight."""
        return self._today.get(person, 0)

    def give(self, person: int, *, is_open: bool = True) -> None:
        """One more record for this person."""
        self._today[person] = self.today(person) + 1
        if is_open:
            self._open[person] = self.open(person) + 1

    def take(self, person: int) -> None:
        """One open record less; what was given today stays given."""
        self._open[person] = max(0, self.open(person) - 1)


class Rotation:
    """One rule's memory of turns.

    Whoever had their turn longest ago is next. That keeps any two members who are both there within one record of
    each other, however long one looks; a person who comes back from leave gets one record and then waits like
    everybody; who joins or leaves changes nothing for the rest.
    """

    def __init__(self, turns: Mapping[int, float] | None = None) -> None:
        self._turns = dict(turns or {})
        self._newest = max(self._turns.values(), default=0.0)
        self._changed: set[int] = set()

    @property
    def newest(self) -> float:
        """The turn that was given last."""
        return self._newest

    def has_had_turn(self, person: int) -> bool:
        """Whether this rule ever gave them anything."""
        return person in self._turns

    def turn(self, person: int) -> float:
        """When this person last had a turn; 0 if never."""
        return self._turns.get(person, 0.0)

    def take_turn(self, person: int, turn: float | None = None) -> None:
        """Puts the person at the end of the line, or where `turn` says."""
        self._turns[person] = self._newest + 1 if turn is None else turn
        self._newest = max(self._newest, self._turns[person])
        self._changed.add(person)

    def changes(self) -> dict[int, float]:
        """The turns that have to be stored."""
        return {person: self._turns[person] for person in sorted(self._changed)}


class Standing:
    """All that moves while records are routed: one workload for the form, one rotation for each rule."""

    def __init__(self, workload: Workload | None = None, rotations: Mapping[str, Rotation] | None = None) -> None:
        self.workload = workload or Workload()
        self._rotations = dict(rotations or {})

    def rotation(self, rule: str) -> Rotation:
        """The memory of one rule, empty at first."""
        return self._rotations.setdefault(rule, Rotation())

    def changed_rotations(self) -> Iterable[tuple[str, dict[int, float]]]:
        """(rule, turns to store) for every rule that gave something."""
        return [(rule, changes) for rule, rotation in self._rotations.items() if (changes := rotation.changes())]

