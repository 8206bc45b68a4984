"""What can be chosen in a column, a line each; and such lines as choices again, each with the id that it had."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from definitions import Label
from publishing import designing

from ..languages import language


def as_lines(choices: list[Any]) -> str:
    """What the choices are called, in the reader's language."""
    return "\n".join(map(_line, choices))


def from_lines(old: list[Any], written: str) -> list[Any]:
    """The choices in the order of their lines: a line that is called like one is that one, wherever it stands now.

    Another line renames the choice that stood in its place between the same neighbours, else it is a new choice.
    """
    lines = [line.strip() for line in written.splitlines() if line.strip()]
    if not lines or lines == as_lines(old).splitlines():
        return old
    same = _called_so(lines, old)
    renamed = _in_their_place(lines, old, same)
    taken, found = [_id(each) for each in old], []
    for at, line in enumerate(lines):
        if at in same:
            found.append(old[same[at]])
        elif at in renamed:
            found.append(_renamed(old[renamed[at]], line))
        elif line not in lines[:at]:
            taken.append(designing.free_id(line, taken, "choice"))
            found.append({"id": taken[-1], "label": line})
    return found


def _called_so(lines: list[str], old: list[Any]) -> dict[int, int]:
    """Which line is which choice; those that are called alike are taken one after the other."""
    known: dict[str, list[int]] = defaultdict(list)
    for place, each in enumerate(old):
        known[_line(each)].append(place)
    return {at: known[line].pop(0) for at, line in enumerate(lines) if known[line]}


def _in_their_place(lines: list[str], old: list[Any], same: dict[int, int]) -> dict[int, int]:
    """Which of the other lines comes behind the same neighbour as which of the choices that are left."""
    left: dict[int, list[int]] = defaultdict(list)
    behind = -1
    for place in range(len(old)):
        if place in same.values():
            behind = place
        else:
            left[behind].append(place)
    renamed, behind = {}, -1
    for at, line in enumerate(lines):
        behind = same.get(at, behind)
        if at not in same and left[behind] and line not in lines[:at]:
            renamed[at] = left[behind].pop(0)
    return renamed


def _renamed(choice: Any, line: str) -> Any:
    if not isinstance(choice, dict):
        return {"id": choice, "label": line}
    label = choice.get("label")
    return {**choice, "label": {**label, language(): line} if isinstance(label, dict) else line}


def _line(choice: Any) -> str:
    if not isinstance(choice, dict):
        return str(choice)
    words = Label.of(choice.get("label"), _id(choice)).text(language())
    return " ".join(words.split()) or _id(choice)


def _id(choice: Any) -> str:
    return str(choice.get("id") if isinstance(choice, dict) else choice)
