"""Choices that become others: one that goes into another, one that becomes several, and back before publishing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from definitions import Refused

from .choice_lists import at, choices_of, id_of_choice
from .choice_uses import uses_in_form
from .sheet import CHOICE_ORDER, Path, Sheet


@dataclass(frozen=True)
class MergeChoice:
    """Out of the list and into another one, with all that came to it; what names it in the form names the other."""

    field: str
    choice: str
    into: str

    def on(self, sheet: Sheet) -> Sheet:
        choices, path = choices_of(sheet, self)
        gone = choices[at(choices, self.choice)]
        if self.choice == self.into:
            raise Refused("designer.no_choice", id=self.into)
        came = [*(gone.get("from") or [] if isinstance(gone, dict) else []), self.choice]
        taken = _taking(sheet, (*path, at(choices, self.into)), came)
        for where, text in uses_in_form(taken.data, self.field, self.choice, self.into):
            taken = taken.put(where, text)
        taken = _default_after(taken, self.field, self.choice, self.into)
        left, _ = choices_of(taken, self)
        return taken.drop((*path, at(left, self.choice)))


@dataclass(frozen=True)
class SplitChoice:
    """Several in its place, each of which takes its records; the conditions that tell them apart come later.

    Rules that name it are not guessed at: the check says where they stand.
    """

    field: str
    choice: str
    parts: tuple[Mapping[str, Any], ...]  # each with its id and its label

    def on(self, sheet: Sheet) -> Sheet:
        choices, path = choices_of(sheet, self)
        place = at(choices, self.choice)
        kept = choices[place].get("from") or [] if isinstance(choices[place], dict) else []
        changed = sheet
        for part in reversed(self.parts):
            changed = changed.insert(path, place + 1, {**part, "from": [*kept, self.choice]})
        changed = _default_after(changed, self.field, self.choice, str(self.parts[-1]["id"]))
        return changed.drop((*path, place))


@dataclass(frozen=True)
class UnmergeChoice:
    """Back in the list as it was published; whoever took it over does so no longer."""

    field: str
    written: Any  # the choice as its file writes it
    place: int
    before: str = ""  # the form as it was published, whose rules come back where nobody changed them since

    def on(self, sheet: Sheet) -> Sheet:
        choices, path = choices_of(sheet, self)
        choice = id_of_choice(self.written)
        takers = [number for number, one in enumerate(choices) if choice in _from(one)]
        if choice in map(id_of_choice, choices) or not takers:
            raise Refused("designer.no_choice", id=choice)
        into = id_of_choice(choices[takers[-1]])
        back = _default_after(self._with_rules(sheet, choice, into), self.field, into, choice, self._was(choice))
        for number in takers:
            left = [old for old in _from(choices[number]) if old != choice]
            back = back.change((*path, number), {"from": left or None}, order=CHOICE_ORDER)
        return back.insert(path, min(self.place, len(choices)), self.written)

    def _was(self, choice: str) -> bool:
        """Whether it was what a new record begins with."""
        return bool(self.before) and Sheet(self.before).field(self.field).get("default") == choice

    def _with_rules(self, sheet: Sheet, choice: str, into: str) -> Sheet:
        published = Sheet(self.before).data if self.before else {}
        for where, text in uses_in_form(published, self.field, choice, into):
            if _found(sheet.data, where) == text:
                sheet = sheet.put(where, _found(published, where))
        return sheet


def _taking(sheet: Sheet, where: Path, came: list[str]) -> Sheet:
    """The choice at a place with these among those that it takes over."""
    taker = _found(sheet.data, where)
    if isinstance(taker, str):
        return sheet.put(where, {"id": taker, "from": came})
    return sheet.change(where, {"from": list(dict.fromkeys([*_from(taker), *came]))}, order=CHOICE_ORDER)


def _default_after(sheet: Sheet, field: str, old: str, new: str, holds: bool = True) -> Sheet:
    """What a new record begins with, by the choice that is there."""
    default, path = sheet.field(field).get("default"), ("fields", sheet.at(field), "default")
    if not holds or default is None:
        return sheet
    if default == old:
        return sheet.put(path, new)
    if isinstance(default, list) and old in default:
        return sheet.put(path, list(dict.fromkeys(new if one == old else one for one in default)))
    return sheet


def _from(choice: Any) -> list[str]:
    return list(choice.get("from") or []) if isinstance(choice, dict) else []


def _found(there: Any, where: Path) -> Any:
    """What stands at a path; None where it leads nowhere any more."""
    for step in where:
        try:
            there = there[step]
        except (KeyError, IndexError, TypeError):
            return None
    return there
