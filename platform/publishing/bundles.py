"""Folders and files on disk as bundles: what a path on the command line stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from definitions import SUFFIXES, Refused, parse_document, read_folder
from definitions import Document as ParsedDocument

PACK_FILE = "pack.yaml"
LOCAL = "local"
BASE = "base"
SHELF = Path(__file__).resolve().parents[2] / "configs"


@dataclass(frozen=True)
class Bundle:
    """Definition files that belong together under one prefix of the configuration."""

    prefix: str
    root: Path
    files: Mapping[str, str]  # path inside the bundle → text

    def published(self) -> dict[str, str]:
        """The files by their path in a revision."""
        return {f"{self.prefix}/{inside}": text for inside, text in self.files.items()}

    def on_disk(self) -> dict[str, str]:
        """The files by their path as the person typed it, for messages."""
        return {(self.root / inside).as_posix(): text for inside, text in self.files.items()}

    def typed(self, path: str) -> str:
        """The path on disk of a path in a revision; other paths stay as they are."""
        mine = f"{self.prefix}/"
        return (self.root / path[len(mine) :]).as_posix() if path.startswith(mine) else path


def bundles_at(path: Path | str) -> tuple[Bundle, ...]:
    """The bundles a path holds: a pack's folder, a folder of packs, or one file; Refused when there is nothing."""
    place = Path(path)
    if not place.exists():
        raise Refused("publishing.no_such_path", path=str(path))
    if place.is_file():
        return (_single(place),)
    if (place / PACK_FILE).exists():
        return (_folder(place),)
    packs = [child for child in sorted(place.iterdir()) if child.is_dir() and _holds_definitions(child)]
    if any((child / PACK_FILE).exists() for child in packs):
        return tuple(_folder(child) for child in packs)
    bundle = _folder(place)
    if not bundle.files:
        raise Refused("publishing.nothing_there", path=str(path))
    return (bundle,)


def with_needs(bundles: Iterable[Bundle], present: Iterable[str] = (), shelf: Path = SHELF) -> tuple[Bundle, ...]:
    """The bundles after the packs they need and that are not `present` by prefix: beside them, or on the shelf."""
    found: dict[str, Bundle] = {}
    there = set(present)
    for bundle in bundles:
        for need in _needs(bundle):
            if need not in there and need not in found:
                for each in with_needs([_needed(need, bundle, shelf)], {*there, *found}, shelf):
                    found.setdefault(each.prefix, each)
        found[bundle.prefix] = bundle
    return tuple(found.values())


def prefixes(files: Iterable[str]) -> set[str]:
    """The prefixes of paths in a revision: the packs that are there."""
    return {path.split("/")[0] for path in files}


def overlay(current: Mapping[str, str], bundles: Iterable[Bundle]) -> dict[str, str]:
    """The configuration with each bundle in the place of what stood under its prefix."""
    files = dict(current)
    for bundle in bundles:
        if bundle.prefix != LOCAL or len(bundle.files) > 1:
            files = {path: text for path, text in files.items() if not path.startswith(f"{bundle.prefix}/")}
            files.update(bundle.published())
        else:
            _put_single(files, bundle)
    return files


def _needs(bundle: Bundle) -> tuple[str, ...]:
    """What pack.yaml names; files that are no pack build on the base alone."""
    if PACK_FILE not in bundle.files:
        return (BASE,)
    parsed = parse_document(PACK_FILE, bundle.files[PACK_FILE])
    needs = parsed.data.get("needs", ()) if isinstance(parsed, ParsedDocument) else ()
    return tuple(str(need) for need in needs) if isinstance(needs, list) else ()


def _needed(name: str, bundle: Bundle, shelf: Path) -> Bundle:
    for place in (bundle.root.resolve().parent / name, shelf / name):
        if (place / PACK_FILE).exists():
            return _folder(place)
    raise Refused("publishing.needs_pack", name=bundle.prefix, needed=name)


def _folder(folder: Path) -> Bundle:
    prefix = _pack_id(folder) or folder.resolve().name
    return Bundle(prefix, folder, read_folder(folder))


def _pack_id(folder: Path) -> str | None:
    if not (folder / PACK_FILE).exists():
        return None
    id = _identity((folder / PACK_FILE).read_text("utf-8", errors="replace"))[1]
    return id if isinstance(id, str) else None


def _single(file: Path) -> Bundle:
    if file.suffix not in SUFFIXES:
        raise Refused("publishing.not_a_definition", path=str(file))
    return Bundle(LOCAL, file.parent, {file.name: file.read_text("utf-8", errors="replace")})


def _put_single(files: dict[str, str], bundle: Bundle) -> None:
    """One file takes the place of the published file that holds the same definition."""
    ((name, text),) = bundle.files.items()
    wanted = _identity(text)
    same = [path for path, old in files.items() if None not in wanted and _identity(old) == wanted]
    files[same[0] if same else f"{LOCAL}/{name}"] = text


def _identity(text: str) -> tuple[str | None, str | None]:
    parsed = parse_document("", text)
    data = parsed.data if isinstance(parsed, ParsedDocument) else {}
    return data.get("kind"), data.get("id")


def _holds_definitions(folder: Path) -> bool:
    return any(path.suffix in SUFFIXES for path in folder.rglob("*"))
