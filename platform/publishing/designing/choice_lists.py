"""Where the choices of a field, or of a column of its rows, stand in a form's file."""

from __future__ import annotations

from typing import Any

from definitions import Refused

from .sheet import Path, Sheet

OTHER_IDS = frozenset({"other", "others", "else", "qita", "qi_ta"})


def choices_of(sheet: Sheet, act: Any) -> tuple[list[Any], Path]:
    """The choices that an act is about, and where they stand."""
    path: Path = ("fields", sheet.at(act.field))
    holder = sheet.field(act.field)
    if column := getattr(act, "column", ""):
        columns = holder.get("fields")
        place = at(columns if isinstance(columns, list) else [], column)
        path, holder = (*path, "fields", place), columns[place]
    choices = holder.get("choices") if isinstance(holder, dict) else None
    if not isinstance(choices, list):
        raise Refused("designer.no_choices")
    return choices, (*path, "choices")


def at(choices: list[Any], id: str) -> int:
    """The place of a choice; Refused where it is none."""
    for position, choice in enumerate(choices):
        if id_of_choice(choice) == id:
            return position
    raise Refused("designer.no_choice", id=id)


def id_of_choice(choice: Any) -> str:
    """What is stored for it."""
    return choice if isinstance(choice, str) else str(choice.get("id")) if isinstance(choice, dict) else ""


def end_of(choices: list[Any]) -> int:
    """Where one more belongs: at the end, but before an 'Other' that stands last."""
    return len(choices) - (1 if choices and _is_other(choices[-1]) else 0)


def _is_other(choice: Any) -> bool:
    label = choice.get("label") if isinstance(choice, dict) else choice
    texts = label.values() if isinstance(label, dict) else [label]
    words = [text.strip().lower() for text in texts if isinstance(text, str)]
    said = any(word.startswith(("其他", "其它")) or word.split(" ")[0] in ("other", "others") for word in words)
    return said or id_of_choice(choice).lower() in OTHER_IDS
