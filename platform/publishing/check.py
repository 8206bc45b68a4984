"""Checking files where they lie: every problem at once, with the path as the person typed it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from definitions import KINDS, Problem, json_schema

from .bundles import PACK_FILE, Bundle, bundles_at, with_needs
from .loading import know_all_kinds, load


def check_paths(paths: Iterable[Path | str]) -> tuple[Problem, ...]:
    """The problems of packs, folders or single files; each pack is checked as a whole of its own."""
    found: list[Problem] = []
    for path in paths:
        for files, wanted in _wholes(Path(path)):
            problems = load(files).problems
            found.extend(problem for problem in problems if problem.location.file in wanted)
    return tuple(_once(found))


def schemas() -> dict[str, dict]:
    """The JSON Schema of every kind, for editors."""
    know_all_kinds()
    return {name: json_schema(name) for name in KINDS.names()}


def _wholes(path: Path) -> Iterable[tuple[dict[str, str], set[str]]]:
    """(all files by typed path, those that were asked about): a pack is checked with the packs it needs."""
    pack = _pack_around(path) if path.is_file() else None
    if pack is not None:
        yield _with_needs(bundles_at(pack)[0]), {path.as_posix()}
        return
    for bundle in bundles_at(path):
        yield _with_needs(bundle), set(bundle.on_disk())


def _with_needs(bundle: Bundle) -> dict[str, str]:
    return {file: text for each in with_needs([bundle]) for file, text in each.on_disk().items()}


def _pack_around(file: Path) -> Path | None:
    return next((folder for folder in file.parents if (folder / PACK_FILE).exists()), None)


def _once(problems: Iterable[Problem]) -> Iterable[Problem]:
    seen = set()
    for problem in problems:
        mark = (problem.location, problem.path, problem.key)
        if mark not in seen:
            seen.add(mark)
            yield problem
