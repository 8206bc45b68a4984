"""Differences in words, as the studio lists them: one definition, its head and its details."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from publishing import Difference

from ..languages import language

TONES = {"added": "good", "removed": "late", "changed": "soon"}
ICONS = {"added": "plus", "removed": "trash", "changed": "pencil"}


@dataclass(frozen=True)
class ChangedDefinition:
    """One definition that was added, removed or changed."""

    head: str
    details: tuple[str, ...]
    tone: str
    icon: str
    href: str
    later: tuple[int, ...] = ()  # revisions that changed it again


def changed_definitions(changes: Iterable[Difference]) -> tuple[ChangedDefinition, ...]:
    """Every changed definition with its details."""
    return tuple(_changed(change) for change in changes)


def _changed(change: Difference) -> ChangedDefinition:
    head, details = change.head(language()), change.details(language())
    tone, icon = TONES[change.what], ICONS[change.what]
    return ChangedDefinition(head.rstrip("：:"), tuple(details), tone, icon, f"/studio/files/{change.file}")
