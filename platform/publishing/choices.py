"""Choices that leave a form's list while records hold them: mapped to those that say so, else told and left.

A choice takes over others with `from`: one may take several (a merge), and several may take one (a split); then the
first whose `when` holds for the record takes it, or the first without a condition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, Table

from accounts import Work
from definitions import ERROR, WARNING, Catalog, Label, Location, Problem, say
from flows import taking_over
from forms import Choosing, FieldDefinition, FormDefinition, stored_table_of
from records import BACK, TAKE, choice_moves, table_exists


@dataclass(frozen=True)
class ChoiceMove:
    """One choice that goes, how many records hold it, and which choices take it over."""

    form: FormDefinition
    field: FieldDefinition
    gone: str
    rows: int
    takers: tuple[str, ...]
    called: Label  # what the choice that goes was called

    @property
    def key(self) -> tuple[str, str, str]:
        """Which choice of which field of which form."""
        return self.form.id, self.field.id, self.gone

    @property
    def takes_a_while(self) -> bool:
        """Whether the workers do it, in portions, after publishing."""
        return taking_over.takes_a_while(self.rows)

    def counted(self, connection: Connection, table: Table) -> ChoiceMove:
        """With how many records hold it."""
        many = self.field.type.many
        return replace(self, rows=choice_moves.count(connection, table, self.field.id, self.gone, many=many))

    def words(self, language: str) -> str:
        """The step in a sentence."""
        takers = [self.field.type.label_of(one, language) for one in self.takers]
        said = {"form": self.form.label, "field": self.field.label, "gone": self.called, "n": self.rows}
        sentence = say("publishing.choices_map", language, takers=takers, **said)
        return sentence + (say("publishing.choices_later", language) if self.takes_a_while else "")


@dataclass(frozen=True)
class ChoiceReturn:
    """Choices that are on the list again, and how many values were mapped away from them."""

    form: FormDefinition
    field: FieldDefinition
    back: tuple[str, ...]
    rows: int

    def words(self, language: str) -> str:
        """The step in a sentence."""
        said = {"form": self.form.label, "field": self.field.label, "n": self.rows}
        return say("publishing.choices_back", language, back=self.named(language), **said)

    def named(self, language: str) -> list[str]:
        """What they are called."""
        return [self.field.type.label_of(one, language) for one in self.back]


def choice_returns_of(connection: Connection, current: Catalog, coming: Catalog) -> Iterator[ChoiceReturn]:
    """Every field whose old choices come back while records were mapped away from them."""
    for form_id, field_id, added in _with_more_choices(current, coming):
        if rows := choice_moves.count_of_field(connection, form_id, field_id, added):
            form = coming.get("form", form_id)
            field = form.find(field_id)
            back = tuple(option.id for option in field.type.choices if option.id in added)
            yield ChoiceReturn(form, field, back, rows)


def choice_moves_of(
    connection: Connection, current: Catalog, coming: Catalog, known: Sequence[ChoiceMove] = ()
) -> tuple[ChoiceMove, ...]:
    """Every choice that goes while records hold it.

    What was `known` a moment ago is counted again only where it decides whether there is something to be done at once.
    """
    counted = {move.key: move for move in known if not move.takers or move.takes_a_while}
    return tuple(move for form in coming.all("form") for move in _moves(connection, current, coming, form, counted))


def problems_of(catalog: Catalog, moves: Sequence[ChoiceMove]) -> Iterator[Problem]:
    """Choices that nobody takes over and whose records keep them, and those that a retired one takes."""
    for move in moves:
        place = Location(catalog.file_of("form", move.form.id))
        said = {"field": move.field.label, "gone": move.called, "id": move.gone, "n": move.rows}
        if not move.takers:
            yield Problem(WARNING, place, f"fields.{move.field.id}", "publishing.choice_left", said)
        for option in map(move.field.type.by_id.__getitem__, move.takers):
            if option.retired:
                told = {**said, "taker": option.label}
                yield Problem(ERROR, place, f"fields.{move.field.id}", "publishing.choice_into_retired", told)


def problems_underway(connection: Connection, current: Catalog, coming: Catalog) -> Iterator[Problem]:
    """Who takes over must stand until all are moved; that what moves becomes a choice again is always possible."""
    for form_id, field_id in sorted(taking_over.underway(connection)):
        before, after = current.find("form", form_id), coming.find("form", form_id)
        was = before.find(field_id) if before is not None else None
        if was is None or not isinstance(was.type, Choosing):
            continue
        comes = after.find(field_id) if after is not None else None
        known = comes.type.by_id.keys() if comes is not None and isinstance(comes.type, Choosing) else set()
        pairs = _taken_over(was)
        if not (pairs.keys() <= known or (known and pairs == _taken_over(comes))):
            place = Location((current if after is None else coming).file_of("form", form_id))
            yield Problem(ERROR, place, f"fields.{field_id}", "publishing.choices_underway", {"field": was.label})


def carry_out(work: Work, before: Catalog, moves: Sequence[ChoiceMove]) -> None:
    """Map the values, and bring back what an older list of choices holds again."""
    many: Counter[tuple[str, str]] = Counter()
    for move in moves:
        many[move.form.id, move.field.id] += move.rows if move.takers else 0
    for (form, field), rows in (+many).items():
        taking_over.begin(work, form, field, TAKE, many=rows)
    for form, field, added in _with_more_choices(before, work.catalog):
        if moved := choice_moves.count_of_field(work.connection, form, field, added):
            taking_over.begin(work, form, field, BACK, many=moved)


def _with_more_choices(before: Catalog, catalog: Catalog) -> Iterator[tuple[str, str, set[str]]]:
    """Fields whose list has choices that it had not; most of them are new, some come back."""
    for form in catalog.all("form"):
        was = before.find("form", form.id)
        for field in form.fields:
            if isinstance(field.type, Choosing):
                old = was.find(field.id) if was is not None else None
                had = old.type.by_id.keys() if old is not None and isinstance(old.type, Choosing) else set()
                if added := field.type.by_id.keys() - had:
                    yield form.id, field.id, added


def _taken_over(field: FieldDefinition) -> dict[str, tuple[str, ...]]:
    """By choice that went, who takes it over."""
    return {old: _takers(field, old) for option in field.type.choices for old in option.came_from}


def _moves(
    connection: Connection, current: Catalog, coming: Catalog, form: FormDefinition, counted: Mapping[Any, ChoiceMove]
) -> Iterator[ChoiceMove]:
    before, table = current.find("form", form.id), stored_table_of(coming, form.id)
    if not table_exists(connection, table):
        return
    for field in form.fields:
        if not isinstance(field.type, Choosing) or field.type.list:
            continue
        was = before.find(field.id) if before is not None else None
        gone = _gone(was, field) if was is not None else _left_behind(connection, table, field)
        for id in gone:
            move = ChoiceMove(form, field, id, 0, _takers(field, id), _called(was, id))
            move = counted.get(move.key) or move.counted(connection, table)
            if move.rows:
                yield move


def _called(was: FieldDefinition | None, id: str) -> Label:
    option = was.type.by_id.get(id) if was is not None and isinstance(was.type, Choosing) else None
    return option.label if option is not None else Label.of(id)


def _gone(was: FieldDefinition, field: FieldDefinition) -> Sequence[str]:
    """The choices that leave the list."""
    same = was.type_name == field.type_name
    return [option.id for option in was.type.choices if option.id not in field.type.by_id] if same else ()


def _left_behind(connection: Connection, table: Table, field: FieldDefinition) -> Sequence[str]:
    """What a field that was retired, or whose form was gone, may have come back with, and is taken over now."""
    old = dict.fromkeys(id for option in field.type.choices for id in option.came_from)
    return [*old] if old and choice_moves.is_there(connection, table, field.id) else ()


def _takers(field: FieldDefinition, gone: str) -> tuple[str, ...]:
    return tuple(option.id for option in field.type.choices if gone in option.came_from)
