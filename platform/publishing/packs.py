"""Packs: install beside what is there, upgrade, list, remove without a trace of definitions (data stays)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from definitions import Label, Refused
from flows import in_flight as flights

from .ahead import Watch, unwatched
from .bundles import PACK_FILE, SHELF, Bundle, bundles_at, overlay, prefixes, with_needs
from .loading import load
from .merging import Answers
from .origins import came_with, numbers_of
from .publish import Published, publish
from .upgrade import Upgrade, look_at_upgrade
from .workspace import Workspace


@dataclass(frozen=True)
class ShelfPack:
    """A pack that can be installed, or is."""

    id: str
    label: Label
    description: Label
    version: str
    contents: Mapping[str, int]  # kind → how many
    languages: tuple[str, ...]
    needs: tuple[str, ...]
    installed: str | None  # the version that is published now

    @property
    def is_newer(self) -> bool:
        """The shelf holds a later version than the one that is installed."""
        return self.installed is not None and numbers_of(self.version) > numbers_of(self.installed)

    @property
    def is_older(self) -> bool:
        """The shelf holds an earlier one."""
        return self.installed is not None and numbers_of(self.version) < numbers_of(self.installed)


def list_packs(workspace: Workspace, shelf: Path = SHELF) -> tuple[ShelfPack, ...]:
    """Every pack on the shelf and every installed one."""
    with workspace.database.reading() as connection:
        published = workspace.catalog(connection).files
    installed = {pack.id: pack for pack in _packs_in(published)}
    on_shelf = {pack.id: pack for bundle in _shelf_bundles(shelf) for pack in _packs_in(bundle.published())}
    ids = sorted({*installed, *on_shelf})
    return tuple(_shown(on_shelf.get(id) or installed[id], installed.get(id)) for id in ids)


def first_packs(shelf: Path = SHELF) -> tuple[str, ...]:
    """The packs of the shelf that an empty installation begins with."""
    heads = {f"{bundle.prefix}/{PACK_FILE}": bundle.files[PACK_FILE] for bundle in _shelf_bundles(shelf)}
    catalog = load(heads).catalog
    return tuple(pack.id for pack in catalog.all("pack") if pack.first) if catalog else ()


def find_pack(name: str | Path, shelf: Path = SHELF) -> Bundle:
    """The pack of that name on the shelf; a Path is the pack that lies there."""
    place = name if isinstance(name, Path) else shelf / name
    if not (isinstance(name, Path) or _on_shelf(name, shelf)) or not (place / PACK_FILE).exists():
        known = ", ".join(bundle.prefix for bundle in _shelf_bundles(shelf))
        raise Refused("publishing.no_such_pack", name=str(name), known=known)
    return bundles_at(place)[0]


def as_typed(name: str, shelf: Path = SHELF) -> str | Path:
    """What somebody at this machine means: the pack of that name on the shelf, else what lies at that path."""
    return name if _on_shelf(name, shelf) else Path(name)


def _on_shelf(name: str, shelf: Path) -> bool:
    return shelf.is_dir() and any(folder.name == name and (folder / PACK_FILE).exists() for folder in shelf.iterdir())


def install(
    workspace: Workspace,
    name: str | Path,
    *,
    author: int | None,
    now: datetime,
    shelf: Path = SHELF,
    base: int | None = None,
    in_flight: Sequence[flights.Answer] = (),
    watch: Watch = unwatched,
    wait: bool = True,
) -> Published:
    """Publishes a pack, and those it needs, beside what is there; one that is installed is upgraded.

    Refused where somebody published since what is there was read.
    """
    bundle = find_pack(name, shelf)
    revision, current = _published(workspace)
    said = {"author": author, "now": now, "in_flight": in_flight, "watch": watch, "wait": wait}
    said["base"] = revision if base is None else base
    if f"{bundle.prefix}/{PACK_FILE}" in current:
        return upgrade(workspace, look(workspace, name, shelf=shelf), **said)
    coming = with_needs([bundle], prefixes(current), shelf)
    came = {each.prefix: each.published() for each in coming}
    return publish(workspace, overlay(current, coming), message=came_with(bundle.prefix), came=came, **said)


def look(workspace: Workspace, name: str | Path, answers: Answers | None = None, *, shelf: Path = SHELF) -> Upgrade:
    """What upgrading an installed pack would come to; nothing is written."""
    with workspace.database.reading() as connection:
        current = workspace.catalog(connection)
        return look_at_upgrade(
            connection, find_pack(name, shelf), current.files, current.revision, answers, shelf=shelf
        )


def upgrade(
    workspace: Workspace,
    looked: Upgrade,
    *,
    author: int | None,
    now: datetime,
    older: bool = False,
    base: int | None = None,
    in_flight: Sequence[flights.Answer] = (),
    watch: Watch = unwatched,
    wait: bool = True,
) -> Published:
    """Publishes what was looked at; Refused where something is left to decide, or somebody published meanwhile."""
    if looked.is_older and not older:
        known = {"name": looked.pack, "version": looked.version, "installed": looked.origin.version}
        raise Refused("merging.older", **known)
    if base not in (None, looked.revision):
        raise Refused("publishing.moved_on", base=base, revision=looked.revision)
    if looked.merge.left:
        raise Refused("merging.undecided", name=looked.pack, n=len(looked.merge.left))
    said = {"author": author, "message": came_with(looked.pack), "now": now, "in_flight": in_flight}
    said |= {"base": looked.revision, "came": looked.came}
    return publish(workspace, looked.files, **said, watch=watch, wait=wait)


def uninstall(
    workspace: Workspace, name: str, *, author: int | None, now: datetime, base: int | None = None
) -> Published:
    """Takes a pack's definitions out; its records stay and come back with it."""
    revision, current = _published(workspace)
    said = {"author": author, "message": f"- {name}", "now": now, "base": revision if base is None else base}
    return publish(workspace, files_without(current, name), **said)


def files_with(published: Mapping[str, str], name: str, shelf: Path = SHELF) -> dict[str, str]:
    """The configuration with a pack, and those it needs, beside what is there."""
    return overlay(published, with_needs([find_pack(name, shelf)], prefixes(published), shelf))


def files_without(published: Mapping[str, str], name: str) -> dict[str, str]:
    """The configuration without a pack; Refused where it is not there, or another one needs it."""
    kept = {path: text for path, text in published.items() if not path.startswith(f"{name}/")}
    if len(kept) == len(published):
        raise Refused("publishing.not_installed", name=name)
    users = [pack.id for pack in _packs_in(kept) if name in pack.needs]
    if users:
        raise Refused("publishing.still_needed", name=name, users=", ".join(users))
    return kept


def _published(workspace: Workspace) -> tuple[int, Mapping[str, str]]:
    with workspace.database.reading() as connection:
        current = workspace.catalog(connection)
    return current.revision, current.files


def _shelf_bundles(shelf: Path) -> tuple[Bundle, ...]:
    folders = sorted(shelf.iterdir()) if shelf.is_dir() else []
    return tuple(bundles_at(folder)[0] for folder in folders if (folder / PACK_FILE).exists())


def _packs_in(files: Mapping[str, str]) -> tuple[ShelfPack, ...]:
    heads = {path: text for path, text in files.items() if path.endswith(f"/{PACK_FILE}") and path.count("/") == 1}
    catalog = load(heads).catalog
    found = []
    for pack in catalog.all("pack") if catalog else ():
        contents = _contents(files, catalog.file_of("pack", pack.id).split("/")[0])
        head = (pack.id, pack.label, pack.description, pack.version)
        found.append(ShelfPack(*head, contents, pack.languages, pack.needs, None))
    return tuple(found)


def _contents(files: Mapping[str, str], prefix: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for path in files:
        parts = path.split("/")
        if parts[0] == prefix and len(parts) == 3:
            counts[parts[1]] = counts.get(parts[1], 0) + 1
    return counts


def _shown(pack: ShelfPack, installed: ShelfPack | None) -> ShelfPack:
    return replace(pack, installed=installed.version if installed else None)
