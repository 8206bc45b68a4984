"""Upgrades that stand in the draft: what their packs came as, until the draft is published or dropped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from records import revisions, settings

from .origins import Origin, version_of

KEY = "packs_coming"


def put(connection: Connection, came: Mapping[str, Mapping[str, str]], paths: Iterable[str]) -> None:
    """Keep as what packs came into the draft, and in which files of it."""
    kept = _kept(connection)
    drafted = sorted(paths)
    for pack, files in came.items():
        revisions.keep_texts(connection, files.values())
        digests = {path: revisions.digest_of_text(text) for path, text in files.items()}
        kept[pack] = {"files": digests, "drafted": drafted}
    settings.put(connection, KEY, kept)


def in_draft(connection: Connection, drafted: Collection[str], files: Mapping[str, str]) -> dict[str, Origin]:
    """What would come with the draft: of what it had was dropped file by file, nothing comes.

    `drafted` are the paths that the draft changes, `files` the configuration as it would be.
    """
    found = {}
    for pack, kept in _kept(connection).items():
        texts = revisions.texts_of(connection, kept["files"].values())
        came = {path: texts[digest] for path, digest in kept["files"].items()}
        version = version_of(pack, came)
        if version == version_of(pack, files) and not set(drafted).isdisjoint(kept["drafted"]):
            found[pack] = Origin(pack, version, came)
    return found


def forget(connection: Connection, packs: Iterable[str]) -> None:
    """They are published."""
    _leave(connection, _kept(connection).keys() - set(packs))


def settle(connection: Connection, drafted: Collection[str]) -> None:
    """Files were dropped from the draft: a pack of which it has none any more does not come."""
    there = {pack for pack, each in _kept(connection).items() if not set(drafted).isdisjoint(each["drafted"])}
    _leave(connection, there)


def _leave(connection: Connection, packs: Collection[str]) -> None:
    kept = _kept(connection)
    left = {pack: each for pack, each in kept.items() if pack in packs}
    if left != kept:
        settings.put(connection, KEY, left or None)


def _kept(connection: Connection) -> dict[str, Any]:
    return dict(settings.get(connection, KEY) or {})
