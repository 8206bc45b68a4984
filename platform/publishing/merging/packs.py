"""A pack in three versions: as it came, as it is by now with your changes, and as it comes anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Any

from definitions import Document as ParsedDocument
from definitions import Label, parse_document, plain

from ..bundles import PACK_FILE
from .answers import Answers
from .points import ABSENT, Point, Side, What, same
from .values import merge
from .writing import rewritten

Name = tuple[str, str]  # kind and id
FILE = "file"  # the kind of what is no definition
PACK, VERSION = "pack", "version"


@dataclass(frozen=True)
class Written:
    """One definition as one side has it; of a file that is none, its text."""

    path: str
    text: str
    data: Any


@dataclass(frozen=True)
class MergedDefinition:
    """One definition with all three versions, what changed in it, and what it becomes."""

    kind: str
    id: str
    was: Written | None
    yours: Written | None
    theirs: Written | None
    points: tuple[Point, ...]
    becomes: Any

    @property
    def address(self) -> str:
        """`form/ticket`, as answers name it."""
        return f"{self.kind}/{self.id}"

    @property
    def label(self) -> Label:
        """What it is called."""
        side = self.yours or self.theirs or self.was
        return Label.of(side.data.get("label") if isinstance(side.data, dict) else None, self.id)

    @cached_property
    def text(self) -> str | None:
        """Its text; comments and layout are yours, and theirs where you had not touched the file."""
        if self.becomes is ABSENT:
            return None
        mine, their = self.yours, self.theirs
        if mine is None:
            return their.text
        untouched = self.was is not None and mine.text == self.was.text
        if untouched and their is not None and same(self.becomes, their.data):
            return their.text
        if isinstance(self.becomes, str):
            return self.becomes
        return rewritten(mine.path, mine.text, self.becomes)

    @property
    def path(self) -> str | None:
        """The file it stands in: where you have it; a file that they moved and you did not moves."""
        if self.becomes is ABSENT:
            return None
        if self.yours is None or (self.theirs and self.was and self.yours.path == self.was.path):
            return (self.theirs or self.yours).path
        return self.yours.path


@dataclass(frozen=True)
class Merge:
    """Every definition that the pack or you have in it, and the whole configuration that comes of it."""

    definitions: tuple[MergedDefinition, ...]
    answers: Answers
    around: Mapping[str, str]  # the files that have nothing to do with the pack

    @cached_property
    def left(self) -> tuple[tuple[MergedDefinition, Point], ...]:
        """What is asked and not answered."""
        return tuple(
            (each, point) for each, point in self.places(What.ASKED) if self.answers.of(each.address, point) is None
        )

    @property
    def strange(self) -> tuple[str, ...]:
        """What was said of places at which nothing changed."""
        return self.answers.strange((each.address, point) for each, point in self.places(*What))

    def places(self, *whats: What) -> Iterator[tuple[MergedDefinition, Point]]:
        """The places at which this or that became of something."""
        for each in self.definitions:
            for point in each.points:
                if point.what in whats:
                    yield each, point

    def count(self, what: What) -> int:
        """How many such places there are."""
        return sum(1 for _ in self.places(what))

    @cached_property
    def files(self) -> dict[str, str]:
        """The configuration; no file takes the place of another definition's."""
        files = dict(self.around)
        for each in self.definitions:
            if each.text is not None:
                files[_free(each.path, files)] = each.text
        return dict(sorted(files.items()))


def merge_packs(
    pack: str,
    *,
    was: Mapping[str, str],
    yours: Mapping[str, str],
    theirs: Mapping[str, str],
    answers: Answers | None = None,
) -> Merge:
    """Merges by definition: `was` and `theirs` are files of the pack, `yours` the whole configuration.

    What was moved out of the pack's folder is still known by its kind and id, unless another pack has taken it in.
    """
    answers = answers or Answers()
    old, new = _definitions(was), _definitions(theirs)
    mine = _definitions(_in_reach(pack, yours))
    names = dict.fromkeys([*new, *old, *(name for name, one in mine.items() if one.path.startswith(f"{pack}/"))])
    merged = tuple(
        one for name in names if (one := _merged(name, old.get(name), mine.get(name), new.get(name), answers))
    )
    concerned = {mine[name].path for name in names if name in mine}
    around = {path: text for path, text in yours.items() if path not in concerned}
    return Merge(merged, answers, around)


def _merged(
    name: Name, was: Written | None, yours: Written | None, theirs: Written | None, answers: Answers
) -> MergedDefinition | None:
    if yours is None and theirs is None:  # gone on both sides
        return None
    address = "/".join(name)

    def choose(point: Point) -> Side | None:
        return Side.THEIRS if _is_the_packs(name, point) else answers.of(address, point)

    # The version of a pack says what it came from; nobody chooses it.
    mine = _with_version_of(was, _data(yours)) if name[0] == PACK else _data(yours)
    becomes, points = merge(_data(was), mine, _data(theirs), choose)
    if name[0] == PACK:
        becomes = _with_version_of(theirs, becomes)
    return MergedDefinition(*name, was, yours, theirs, points, becomes)


def _with_version_of(side: Written | None, data: Any) -> Any:
    has_version = side is not None and isinstance(data, dict) and VERSION in side.data
    return {**data, VERSION: side.data[VERSION]} if has_version else data


def _is_the_packs(name: Name, point: Point) -> bool:
    """A pack's head comes with the pack."""
    return point.is_version(name[0]) or (name[0] == PACK and not point.path and point.theirs is not ABSENT)


def _data(side: Written | None) -> Any:
    return ABSENT if side is None else side.data


def _definitions(files: Mapping[str, str]) -> dict[Name, Written]:
    """Every definition by kind and id; a file that is none, or says again what another one says, by its path."""
    found: dict[Name, Written] = {}
    for path, text in files.items():
        parsed = parse_document(path, text)
        data = plain(parsed.data) if isinstance(parsed, ParsedDocument) else {}
        name = (data.get("kind"), data.get("id"))
        if all(isinstance(part, str) for part in name) and name not in found:
            found[name] = Written(path, text, data)
        else:
            found[FILE, path] = Written(path, text, text)
    return found


def _in_reach(pack: str, files: Mapping[str, str]) -> dict[str, str]:
    """The pack's own files first, then those that belong to no pack."""
    packs = {path.split("/")[0] for path in files if path.count("/") == 1 and path.endswith(f"/{PACK_FILE}")}
    own = {path: text for path, text in files.items() if path.split("/")[0] == pack}
    return {**own, **{path: text for path, text in files.items() if path.split("/")[0] not in {*packs, pack}}}


def _free(path: str, taken: Iterable[str]) -> str:
    """The path, or one beside it where another definition stands there."""
    place, number, there = PurePosixPath(path), 1, set(taken)
    while path in there:
        number += 1
        path = place.with_name(f"{place.stem}-{number}{place.suffix}").as_posix()
    return path
