"""What a pack was before anybody changed it: kept since packs are merged, before that found in the revisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from definitions import Document, parse_document
from records import packs, revisions

from .bundles import PACK_FILE

BACK_TO = "↩ "  # how the message of a way back begins


def came_with(pack: str) -> str:
    """The message of the revision that brings a pack."""
    return f"+ {pack}"


@dataclass(frozen=True)
class Origin:
    """A pack as it came: its files by their paths in a revision."""

    pack: str
    version: str
    files: Mapping[str, str]


def version_of(pack: str, files: Mapping[str, str]) -> str:
    """What the pack's head says; nothing where it has none."""
    head = parse_document(PACK_FILE, files.get(f"{pack}/{PACK_FILE}", ""))
    return str(head.data.get("version", "")) if isinstance(head, Document) else ""


def numbers_of(version: str) -> tuple[int, ...]:
    """A version as numbers, which stand in order."""
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def part_of(pack: str, files: Mapping[str, str]) -> dict[str, str]:
    """The files in the pack's folder."""
    return {path: text for path, text in files.items() if path.startswith(f"{pack}/")}


def origin_of(connection: Connection, pack: str, revision: int) -> Origin | None:
    """What the pack of a revision was before anybody changed it.

    Where that was not kept, it is the newest revision that brought the pack: whatever stood in its folder went then.
    """
    found = next(_looked_for(connection, pack, revision), None)
    if found is None:
        return None
    return Origin(pack, version_of(pack, found), found)


def keep(connection: Connection, came: Mapping[str, Mapping[str, str]], *, revision: int, now: datetime) -> None:
    """Keep the packs that came with a revision, by id and with their files."""
    for pack, files in came.items():
        packs.keep(connection, pack, files, revision=revision, version=version_of(pack, files), now=now)


def keep_those_of(connection: Connection, older: int, *, revision: int, now: datetime) -> None:
    """Keep for a revision what the packs were in an older one that it is again."""
    files = revisions.files_of(connection, older)
    heads = (path.split("/")[0] for path in files if path.count("/") == 1 and path.endswith(f"/{PACK_FILE}"))
    for pack in heads:
        found = origin_of(connection, pack, older)
        if found is not None:
            keep(connection, {pack: found.files}, revision=revision, now=now)


def _looked_for(connection: Connection, pack: str, revision: int) -> Iterator[Mapping[str, str]]:
    """Back through the revisions, as they followed one another; a way back leads to the one it went to."""
    kept = {each.revision: each for each in packs.came(connection, pack)}
    messages = revisions.messages(connection, revision)
    held = revisions.holding(connection, f"{pack}/{PACK_FILE}")
    number = revision
    while number:
        if number in kept:
            yield packs.files_of(connection, kept[number])
        back = messages.get(number, "").removeprefix(BACK_TO)
        if back != messages.get(number, "") and back.isdigit() and 0 < int(back) < number:
            number = int(back)
            continue
        if number in held and (messages[number] == came_with(pack) or number - 1 not in held):
            yield part_of(pack, revisions.files_of(connection, number))
        number -= 1
