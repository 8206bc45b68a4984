"""Upgrading a pack: what it was, what you made of it and what it is now become one, and only then is it published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection

from definitions import DefinitionError, Document, Problem, Refused, digest_of, parse_document

from .bundles import PACK_FILE, SHELF, Bundle, overlay, prefixes, with_needs
from .loading import load
from .merging import Answers, Merge, merge_packs
from .origins import Origin, numbers_of, origin_of, part_of, version_of

HEAD = "pack"


@dataclass(frozen=True)
class Upgrade:
    """A pack beside what it came as and what it is by now."""

    pack: str
    origin: Origin
    bundle: Bundle
    needed: tuple[Bundle, ...]  # packs that it brings along
    yours: Mapping[str, str]
    merge: Merge
    revision: int  # what was published then

    @property
    def version(self) -> str:
        """The version that it would be."""
        return version_of(self.pack, self.bundle.published())

    @property
    def is_older(self) -> bool:
        """It would go back to an older version."""
        return numbers_of(self.version) < numbers_of(self.origin.version)

    @property
    def is_nothing(self) -> bool:
        """It is what came last, whatever was made of that since."""
        return dict(self.origin.files) == self.bundle.published()

    @cached_property
    def files(self) -> dict[str, str]:
        """The whole configuration that comes of it."""
        return overlay(self.merge.files, self.needed)

    @property
    def came(self) -> dict[str, dict[str, str]]:
        """The packs that come with it, as they come."""
        return {each.prefix: each.published() for each in (*self.needed, self.bundle)}

    @cached_property
    def digest(self) -> str:
        """Another one as soon as any of the three is."""
        sides = (digest_of(side) for side in (self.origin.files, self.yours, self.bundle.published()))
        return digest_of({str(number): side for number, side in enumerate(sides)})


def look_at_upgrade(
    connection: Connection,
    bundle: Bundle,
    yours: Mapping[str, str],
    revision: int,
    answers: Answers | None = None,
    *,
    shelf: Path = SHELF,
    origin: Origin | None = None,
) -> Upgrade:
    """What an upgrade of a pack to `bundle` would come to, where `yours` is what stands by now on top of a revision.

    Refused where the pack is not installed, cannot be read, or is another one under the same name.
    """
    pack = bundle.prefix
    origin = origin or origin_of(connection, pack, revision)
    if origin is None or f"{pack}/{PACK_FILE}" not in yours:
        raise Refused("publishing.not_installed", name=pack)
    theirs = bundle.published()
    _require_readable(pack, theirs, yours)
    if _is_another(origin.files, theirs):
        raise Refused("merging.another_pack", name=pack)
    merge = merge_packs(pack, was=origin.files, yours=yours, theirs=theirs, answers=answers)
    needed = tuple(each for each in with_needs([bundle], prefixes(yours), shelf) if each.prefix != pack)
    return Upgrade(pack, origin, bundle, needed, yours, merge, revision)


def _require_readable(pack: str, theirs: Mapping[str, str], yours: Mapping[str, str]) -> None:
    found = [parse_document(path, text) for path, text in theirs.items()]
    problems = [one for one in found if isinstance(one, Problem)]
    head = f"{pack}/{PACK_FILE}"
    if problems := problems or load({head: theirs[head]}).errors:
        raise DefinitionError(problems)
    broken = next((path for path, text in part_of(pack, yours).items() if not _is_readable(path, text)), None)
    if broken is not None:
        raise Refused("merging.mend_first", file=broken)


def _is_readable(path: str, text: str) -> bool:
    return isinstance(parse_document(path, text), Document)


def _is_another(was: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    """They have no definition in common."""
    old, new = _names(was), _names(theirs)
    return bool(old and new) and not old & new


def _names(files: Mapping[str, str]) -> set[tuple[str, str]]:
    parsed = (parse_document(path, text) for path, text in files.items())
    heads = {(str(one.data.get("kind")), str(one.data.get("id"))) for one in parsed if isinstance(one, Document)}
    return {head for head in heads if head[0] != HEAD}
