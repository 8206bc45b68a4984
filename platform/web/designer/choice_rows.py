"""The choices of a field, or of a column, as the rows in which they are edited."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from definitions import Label
from publishing import lacking

from ..languages import language
from .controls import words_in
from .view_model import PLAIN, ChoiceRow, Taken


def choice_rows(
    holder: Mapping[str, Any], known: Any, column: int | None = None, *, tongues: bool = False
) -> Iterator[ChoiceRow]:
    """Each choice; `known` is the type that was published, `column` the place of a column among others.

    `tongues` says that the form speaks both languages, so that a choice which lacks one is told.
    """
    choices = holder.get("choices") if isinstance(holder.get("choices"), list) else []
    published = {option.id: option for option in getattr(known, "choices", ())}
    came = Counter(old for choice in choices for old in _from(choice))
    names, spots = ("", "") if column is None else (f"col.{column}.", f"{column}/")
    for position, choice in enumerate(choices):
        written = choice if isinstance(choice, dict) else {"id": choice, "label": choice}
        zh, en = words_in(written.get("label", written.get("id")))
        id = str(written.get("id"))
        taken = (published[old] for old in _from(choice) if old in published)
        yield ChoiceRow(
            id=id,
            name=f"{names}c.{id}",
            spot=f"{spots}{id}",
            label=(zh if language() == "zh" else en) or zh or en or id,
            zh=zh,
            en=en,
            retired=bool(written.get("retired")),
            published=id in published,
            first=position == 0,
            last=position == len(choices) - 1,
            takes=tuple(Taken(one.id, one.label.text(language()), came[one.id] > 1) for one in taken),
            lacks=_lacking(written) if tongues else "",
            when=str(written.get("when") or ""),
            has_when="when" in written or any(came[old] > 1 for old in _from(choice)),
            movable=id in published and column is None,
            color=str(written.get("color") or PLAIN),
        )


def _from(choice: Any) -> list[str]:
    return [str(old) for old in choice.get("from") or []] if isinstance(choice, dict) else []


def _lacking(written: Mapping[str, Any]) -> str:
    """The language in which it has no name; one that has none at all is shown by its id everywhere."""
    label = written.get("label")
    return lacking(Label.of(label)) if isinstance(label, (str, dict)) and label != written.get("id") else ""
