"""A pack as the gallery shows it: what it brings, what it needs, and whether it is installed."""

from __future__ import annotations

from dataclasses import dataclass

from definitions import KINDS, LANGUAGES, NotFound
from publishing import ShelfPack, kind_word, know_all_kinds, list_packs

from ..installation import installation
from ..languages import language, t


@dataclass(frozen=True)
class PackCard:
    """A pack: what it brings, in which languages, and whether it is installed."""

    id: str
    label: str
    description: str
    version: str
    installed: str
    contents: tuple[str, ...]
    languages: tuple[str, ...]
    needs: tuple[str, ...]
    needed_by: tuple[str, ...]
    newer: bool
    older: bool


def pack_cards() -> tuple[PackCard, ...]:
    """Every pack on the shelf, and every installed one."""
    listed = list_packs(installation().workspace)
    return tuple(_card(pack, listed) for pack in listed)


def pack_card(id: str) -> PackCard:
    """The pack of that id; never a path on this machine."""
    found = next((card for card in pack_cards() if card.id == id), None)
    if found is None:
        raise NotFound
    return found


def _card(pack: ShelfPack, listed: tuple[ShelfPack, ...]) -> PackCard:
    labels = {other.id: other.label.text(language()) for other in listed}
    return PackCard(
        id=pack.id,
        label=pack.label.text(language()),
        description=pack.description.text(language()),
        version=pack.version,
        installed=pack.installed or "",
        contents=tuple(t("studio.contents", kind=_kind(folder), n=n) for folder, n in pack.contents.items()),
        languages=tuple(t(f"designer.in_{each}") if each in LANGUAGES else each for each in pack.languages),
        needs=tuple(labels.get(need, need) for need in pack.needs),
        needed_by=tuple(labels[other.id] for other in listed if other.installed and pack.id in other.needs),
        newer=pack.is_newer,
        older=pack.is_older,
    )


def _kind(folder: str) -> str:
    """Packs count by folder; people read kinds."""
    know_all_kinds()
    kind = next((name for name in KINDS.names() if KINDS.get(name).folder == folder), folder)
    return kind_word(kind, language())
