"""The choices of a field, or of a column, as the rows in which they are edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .controls import words_in
from .view_model import ChoiceRow


def choice_rows(holder: Mapping[str, Any], known: Any, column: int | None = None) -> Iterator[ChoiceRow]:
    """Each choice; `known` is the type that was published, `column` the place of a column among others."""
    choices = holder.get("choices") if isinstance(holder.get("choices"), list) else []
    published = {option.id for option in getattr(known, "choices", ())}
    names, spots = ("", "") if column is None else (f"col.{column}.", f"{column}/")
    for position, choice in enumerate(choices):
        written = choice if isinstance(choice, dict) else {"id": choice, "label": choice}
        zh, en = words_in(written.get("label", written.get("id")))
        id = str(written.get("id"))
        yield ChoiceRow(
            id=id,
            name=f"{names}c.{id}",
            spot=f"{spots}{id}",
            zh=zh,
            en=en,
            retired=bool(written.get("retired")),
            published=id in published,
            first=position == 0,
            last=position == len(choices) - 1,
        )
