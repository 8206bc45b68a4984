"""Which acts call a choice otherwise, for the other files that name it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from definitions import Catalog
from publishing import designing


@dataclass(frozen=True)
class Renamed:
    """A choice under another name; `is_back` where it gets the published one again."""

    renaming: designing.Renaming
    is_back: bool = False


def renamed_by(form: str, text: str, acts: tuple[designing.Act, ...]) -> Iterator[Renamed]:
    """What the acts on a form do to its choices, one after the other."""
    sheet = designing.Sheet(text)
    for act in acts:
        match act:
            case designing.RenameChoice(field, choice, to, "") | designing.MergeChoice(field, choice, to):
                yield Renamed(designing.Renaming(form, field, choice, to))
            case designing.UnmergeChoice(field, written):
                choice = written if isinstance(written, str) else str(written["id"])
                if into := _taker(sheet, field, choice):
                    yield Renamed(designing.Renaming(form, field, choice, into), is_back=True)
        sheet = act.on(sheet)


def links_of(catalog: Catalog) -> Callable[[str, str], str | None]:
    """To which form each link field points."""

    def points(form: str, field: str) -> str | None:
        found = catalog.find("form", form)
        known = found.find(field) if found is not None else None
        return known.points_at if known is not None else None

    return points


def _taker(sheet: designing.Sheet, field: str, choice: str) -> str:
    """The one that takes a choice over; none where several do, as no file was changed then."""
    choices = sheet.field(field).get("choices") or []
    found = [str(one["id"]) for one in choices if isinstance(one, dict) and choice in (one.get("from") or [])]
    return found[0] if len(found) == 1 else ""
