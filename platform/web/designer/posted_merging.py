"""What is sent of choices that become others: merged, split, taken back, and the conditions that tell parts apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from definitions import Refused
from publishing import designing

from ..untouched import is_untouched
from .posted_choices import drawn_as


def merging_acts(id: str, now: Mapping[str, Any], posted: Any, published: str) -> Iterator[designing.Act]:
    """The acts of a field; `published` is the form's file as it stands, empty where nobody knows the field yet."""
    choices = now.get("choices") if isinstance(now.get("choices"), list) else []
    ids = [choice if isinstance(choice, str) else str(choice.get("id")) for choice in choices]
    drawn = drawn_as(ids, posted)
    by_drawn = dict(zip(drawn, ids, strict=True))
    yield from _conditions(id, choices, drawn, posted)
    verb, _, meant = posted.get("do", "").partition(":")
    if verb == "choice_merge":
        gone, _, into = meant.partition(">")
        if gone in by_drawn and into in by_drawn:
            yield designing.MergeChoice(id, by_drawn[gone], by_drawn[into])
    elif verb == "choice_split" and meant in by_drawn:
        yield _split(id, by_drawn[meant], choices[ids.index(by_drawn[meant])], ids)
    elif verb == "choice_unmerge" and published:
        yield _taken_back(id, meant, published)


def _conditions(id: str, choices: list[Any], drawn: list[str], posted: Any) -> Iterator[designing.Act]:
    """The condition of a choice, where the page asked for it."""
    for place, written in enumerate(choices):
        name = f"c.{drawn[place]}.when"
        if name not in posted or not isinstance(written, dict):
            continue
        old = written.get("when")
        if not is_untouched("" if old is None else str(old), posted[name]):
            yield designing.ChangeChoice(id, str(written.get("id")), {"when": posted[name].strip() or None})


def _split(id: str, choice: str, written: Any, ids: list[str]) -> designing.SplitChoice:
    """Two of them, called after what they come from."""
    label = written.get("label", choice) if isinstance(written, dict) else written
    taken, parts = list(ids), []
    for number in (1, 2):
        taken.append(designing.free_id(f"{choice}_{number}", taken, "choice"))
        parts.append({"id": taken[-1], "label": _numbered(label, number)})
    return designing.SplitChoice(id, choice, tuple(parts))


def _numbered(label: Any, number: int) -> Any:
    if not isinstance(label, dict):
        return f"{label} {number}"
    return {lang: f"{text} {number}" for lang, text in label.items()}


def _taken_back(id: str, choice: str, published: str) -> designing.UnmergeChoice:
    was = designing.Sheet(published).field(id).get("choices") or []
    for place, written in enumerate(was):
        if (written if isinstance(written, str) else written.get("id")) == choice:
            return designing.UnmergeChoice(id, written, place, published)
    raise Refused("designer.no_choice", id=choice)
