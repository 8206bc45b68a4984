"""An upgrade of a pack as its page shows it: what is asked, what would be taken, what is kept, and the result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from publishing import Upgrade, differences, load, merging

from ..languages import language, t
from .lines import DiffLine, diff_lines
from .problem_places import told_problems
from .told_problem import ToldProblem
from .words import ChangedDefinition, changed_definitions

PLACE, TAKE = "place:", "take"
Place = tuple[merging.MergedDefinition, merging.Point]


@dataclass(frozen=True)
class PlaceRow:
    """One place in words; `ticked` where it would be taken."""

    address: str
    lines: tuple[str, ...]
    ticked: bool
    hint: str


@dataclass(frozen=True)
class DefinitionRows:
    """The places of one definition."""

    head: str
    href: str
    rows: tuple[PlaceRow, ...]


@dataclass(frozen=True)
class Version:
    """What one side has at a place: in words, and as YAML."""

    side: str
    label: str
    lines: tuple[str, ...]
    yaml: str


@dataclass(frozen=True)
class AskedRow:
    """A place that both changed: where, what was, and the two to choose from."""

    id: str
    name: str
    head: str
    was: Version
    sides: tuple[Version, ...]
    chosen: str
    missing: bool
    hint: str  # that it may only be called by another id

    @property
    def versions(self) -> tuple[Version, ...]:
        """All three."""
        return (self.was, *self.sides)


@dataclass(frozen=True)
class ResultFile:
    """One file against what stands there now."""

    path: str
    lines: tuple[DiffLine, ...]


@dataclass(frozen=True)
class Result:
    """What would come of the answers: in words, file by file, and what is wrong with it."""

    words: tuple[ChangedDefinition, ...]
    files: tuple[ResultFile, ...]
    problems: tuple[ToldProblem, ...]
    open: int


def answers_in(form: Mapping, looked: Upgrade) -> merging.Answers:
    """What was ticked and chosen; what is not ticked stays yours."""
    ticked = set(form.getlist(TAKE))
    places = {}
    for definition, point in looked.merge.places(merging.What.TAKEN, merging.What.ASKED):
        address = merging.address_of(definition.address, point)
        if point.what is merging.What.TAKEN:
            places[address] = merging.Side.THEIRS if address in ticked else merging.Side.YOURS
        elif (side := form.get(PLACE + address)) in tuple(merging.Side):
            places[address] = merging.Side(side)
    return merging.Answers(places)


def asked_rows(looked: Upgrade, words: merging.Words, *, missed: bool) -> tuple[AskedRow, ...]:
    """One by one, what both changed; `missed` marks what was left open."""
    return tuple(
        _asked(number, looked, words, place, missed=missed)
        for number, place in enumerate(looked.merge.places(merging.What.ASKED), 1)
    )


def rows_of(looked: Upgrade, words: merging.Words, what: merging.What) -> tuple[DefinitionRows, ...]:
    """By definition, what became of places in this way."""
    return tuple(_rows(looked, words, what))


def result_of(looked: Upgrade) -> Result:
    """What would stand in the draft."""
    before, after = looked.yours, looked.files
    changed = [path for path in sorted({*before, *after}) if before.get(path) != after.get(path)]
    return Result(
        words=changed_definitions(differences(before, after)),
        files=tuple(ResultFile(path, diff_lines(before.get(path), after.get(path))) for path in changed),
        problems=told_problems(load(after).errors, after, language()),
        open=len(looked.merge.left),
    )


def _asked(number: int, looked: Upgrade, words: merging.Words, place: Place, *, missed: bool) -> AskedRow:
    definition, point = place
    address = merging.address_of(definition.address, point)
    chosen = looked.merge.answers.of(definition.address, point) or ""
    was = words.was(definition, point, language())
    head = words.place(definition, point, language())
    if point.path or point.is_order:
        head = t("merging.at", definition=words.head(definition, language()), place=head)
    return AskedRow(
        id=f"asked-{number}",
        name=PLACE + address,
        head=head,
        was=Version("", t("merging.was"), (was,), merging.as_text(definition, point, None)),
        sides=tuple(_version(words, definition, point, side) for side in merging.Side),
        chosen=chosen,
        missing=missed and not chosen,
        hint=words.renamed(definition, point, language()),
    )


def _version(
    words: merging.Words, definition: merging.MergedDefinition, point: merging.Point, side: merging.Side
) -> Version:
    lines = words.becomes(definition, point, side, language())
    return Version(side.value, t(f"merging.side_{side}"), lines, merging.as_text(definition, point, side))


def _rows(looked: Upgrade, words: merging.Words, what: merging.What) -> Iterator[DefinitionRows]:
    found: dict[str, list[Place]] = {}
    for definition, point in looked.merge.places(what):
        if not point.is_version(definition.kind):
            found.setdefault(definition.address, []).append((definition, point))
    for places in found.values():
        definition = places[0][0]
        href = f"/studio/files/{definition.yours.path}" if definition.yours else ""
        yield DefinitionRows(words.head(definition, language()), href, tuple(_places(looked, words, places)))


def _places(looked: Upgrade, words: merging.Words, places: Iterable[Place]) -> Iterator[PlaceRow]:
    for definition, point in places:
        address, answers = merging.address_of(definition.address, point), looked.merge.answers
        ticked = (answers.of(definition.address, point) or point.usual) is merging.Side.THEIRS
        lines, hint = words.change(definition, point, language()), words.renamed(definition, point, language())
        yield PlaceRow(address, lines, ticked, hint)
