"""Which acts call a choice otherwise, for the other files that name it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from definitions import Catalog
from publishing import designing


@dataclass(frozen=True)
class Renamed:
    """A choice under another name; where it gets its own again, all `merges` that stood, this one among them."""

    renaming: designing.Renaming
    merges: tuple[designing.Renaming, ...] = ()

    @property
    def stay(self) -> tuple[designing.Renaming, ...]:
        """The merges that are not taken back."""
        return tuple(one for one in self.merges if one != self.renaming)


def renamed_by(form: str, text: str, acts: tuple[designing.Act, ...]) -> Iterator[Renamed]:
    """What the acts on a form do to its choices, one after the other."""
    sheet = designing.Sheet(text)
    for act in acts:
        match act:
            case designing.RenameChoice(field, choice, to, "") | designing.MergeChoice(field, choice, to):
                yield Renamed(designing.Renaming(form, field, choice, to))
            case designing.UnmergeChoice(field, written):
                choice = written if isinstance(written, str) else str(written["id"])
                merges = designing.merges_of(sheet)
                # One that became several has none: no file was changed then.
                yield from (Renamed(one, merges) for one in merges if (one.field, one.id) == (field, choice))
        sheet = act.on(sheet)


def links_of(catalog: Catalog) -> Callable[[str, str], str | None]:
    """To which form each link field points."""

    def points(form: str, field: str) -> str | None:
        found = catalog.find("form", form)
        known = found.find(field) if found is not None else None
        return known.points_at if known is not None else None

    return points
