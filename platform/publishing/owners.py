"""Whose the definitions of a pack are by now: the pack's as they came, the pack's and changed by you, or yours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from definitions import Label

from .merging import MergedDefinition, merge_packs
from .origins import Origin


class Owner(StrEnum):
    """Whose a definition is; what was moved out of the pack's folder stays when the pack goes."""

    PACK = "pack"
    CHANGED = "changed"
    YOURS = "yours"
    MOVED = "moved"


@dataclass(frozen=True)
class Owned:
    """One definition of a pack, or in its folder."""

    owner: Owner
    kind: str
    id: str
    label: Label
    path: str


def owned_in(origin: Origin, files: Mapping[str, str]) -> tuple[Owned, ...]:
    """Every definition that the pack brought or that stands in its folder, as the configuration is now."""
    merge = merge_packs(origin.pack, was=origin.files, yours=files, theirs=origin.files)
    return tuple(_owned(origin.pack, each) for each in merge.definitions if each.yours is not None)


def _owned(pack: str, each: MergedDefinition) -> Owned:
    if not each.yours.path.startswith(f"{pack}/"):
        owner = Owner.MOVED
    elif each.was is None:
        owner = Owner.YOURS
    else:
        owner = Owner.CHANGED if each.points else Owner.PACK
    return Owned(owner, each.kind, each.id, each.label, each.yours.path)
