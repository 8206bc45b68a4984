"""Choices that become others: one that goes into another, one that becomes several, and back before publishing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from operator import eq
from typing import Any

from definitions import Refused

from .choice_lists import at, choices_of, id_of_choice
from .choice_uses import Renaming, compared_after, uses_in_form
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
        taker = choices[at(choices, self.into)]
        if isinstance(taker, dict) and taker.get("retired"):
            raise Refused("designer.taker_retired", id=self.into)
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
    """Back in the list as it was published; whoever took it over does so no longer.

    The parts of a split go with it, but for those that took over something else, or that a rule of the form names.
    """

    field: str
    written: Any  # the choice as its file writes it
    place: int
    before: str = ""  # the form as it was published, whose rules come back where only merges changed them

    def on(self, sheet: Sheet) -> Sheet:
        choices, path = choices_of(sheet, self)
        choice = id_of_choice(self.written)
        takers = [number for number, one in enumerate(choices) if choice in _from(one)]
        if choice in map(id_of_choice, choices) or not takers:
            raise Refused("designer.no_choice", id=choice)
        back = self._as_published(sheet, choice) if self.before else sheet
        for number in takers:
            left = [old for old in _from(choices[number]) if old != choice]
            back = back.change((*path, number), {"from": left or None}, order=CHOICE_ORDER)
        if self.before and len(takers) > 1:
            back = self._without_parts(back, [id_of_choice(choices[number]) for number in takers])
        there, _ = choices_of(back, self)
        return back.insert(path, self._place(list(map(id_of_choice, there))), self.written)

    def _without_parts(self, sheet: Sheet, parts: list[str]) -> Sheet:
        """The list without the parts that nobody published and nothing names."""
        published = {id_of_choice(one) for one in choices_of(Sheet(self.before), self)[0]}
        was, now = (one.field(self.field).get("default") for one in (Sheet(self.before), sheet))
        if now in parts and was == id_of_choice(self.written):
            sheet = sheet.put(("fields", sheet.at(self.field), "default"), was)
        for part in parts:
            choices, path = choices_of(sheet, self)
            place = at(choices, part)
            named = any(uses_in_form(sheet.data, self.field, part, ""))
            if part not in published and not _from(choices[place]) and not named:
                sheet = sheet.drop((*path, place))
        return sheet

    def _place(self, ids: list[str]) -> int:
        """Behind what it stood behind, as far as that is there: other choices may be merged still."""
        if not self.before:
            return min(self.place, len(ids))
        ahead, _ = choices_of(Sheet(self.before), self)
        return max((ids.index(id) + 1 for id in map(id_of_choice, ahead[: self.place]) if id in ids), default=0)

    def _as_published(self, sheet: Sheet, choice: str) -> Sheet:
        """Rules and the default that only merges changed, with the merges that stay."""
        published, merges = Sheet(self.before), merges_of(sheet)
        stay = tuple(one for one in merges if (one.field, one.id) != (self.field, choice))
        for where, _ in uses_in_form(published.data, self.field, choice, ""):
            was = _found(published.data, where)
            if _found(sheet.data, where) == _rule_after(was, merges):
                sheet = sheet.put(where, _rule_after(was, stay))
        was, now = (one.field(self.field).get("default") for one in (published, sheet))
        if was is not None and now == _value_after(was, self.field, merges):
            sheet = sheet.put(("fields", sheet.at(self.field), "default"), _value_after(was, self.field, stay))
        return sheet


def merges_of(sheet: Sheet) -> tuple[Renaming, ...]:
    """Every choice of the form that one other took over, in the order in which each took them."""
    form, found = str(sheet.data.get("id")), []
    for field in sheet.fields:
        choices = field.get("choices") or []
        takers = Counter(old for one in choices for old in _from(one))
        pairs = ((old, id_of_choice(one)) for one in choices for old in _from(one) if takers[old] == 1)
        found += [Renaming(form, str(field["id"]), old, taker) for old, taker in pairs]
    return tuple(found)


def _rule_after(rule: str, merges: Iterable[Renaming]) -> str:
    for one in merges:
        rule = compared_after(rule, partial(eq, one.field), one.id, one.to)
    return rule


def _value_after(value: Any, field: str, merges: Iterable[Renaming]) -> Any:
    for one in merges:
        value = one.value(value) if one.field == field else value
    return value


def _taking(sheet: Sheet, where: Path, came: list[str]) -> Sheet:
    """The choice at a place with these among those that it takes over."""
    taker = _found(sheet.data, where)
    if isinstance(taker, str):
        return sheet.put(where, {"id": taker, "from": came})
    return sheet.change(where, {"from": list(dict.fromkeys([*_from(taker), *came]))}, order=CHOICE_ORDER)


def _default_after(sheet: Sheet, field: str, old: str, new: str) -> Sheet:
    """What a new record begins with, by the choice that is there."""
    default, path = sheet.field(field).get("default"), ("fields", sheet.at(field), "default")
    after = Renaming("", field, old, new).value(default)
    return sheet if after == default else sheet.put(path, after)


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
