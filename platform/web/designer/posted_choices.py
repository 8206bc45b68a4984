"""What the rows of choices send, as acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from publishing import designing

from .controls import words_in, words_typed


def choice_acts(id: str, now: Mapping[str, Any], posted: Any, *, do: str, column: str = "") -> Iterator[designing.Act]:
    """Other labels, more choices, and what a button does, to a field or to a column of its rows."""
    choices = now.get("choices") if isinstance(now.get("choices"), list) else []
    ids = [choice if isinstance(choice, str) else str(choice.get("id")) for choice in choices]
    known: set[str] = set()
    for choice, written in zip(ids, choices, strict=True):
        old = written.get("label", choice) if isinstance(written, dict) else written
        known.update(words_in(old))
        if f"c.{choice}.zh" in posted:
            label = words_typed(posted[f"c.{choice}.zh"], posted.get(f"c.{choice}.en", ""), old)
            if label is not None and label != old:
                yield designing.ChangeChoice(id, choice, {"label": label}, column)
    for text in posted.get("new_choice", "").splitlines():
        if (label := text.strip()) and label not in known:
            known.add(label)
            ids.append(designing.free_id(label, ids, "choice"))
            yield designing.AddChoice(id, ids[-1], label, column)
    verb, _, choice = do.partition(":")
    if verb in _CHOICE_VERBS and choice in ids:
        yield _CHOICE_VERBS[verb](id, choice, ids.index(choice), column)


_CHOICE_VERBS: Mapping[str, Callable[[str, str, int, str], designing.Act]] = {
    "choice_up": lambda field, choice, at, column: designing.MoveChoice(field, choice, at - 1, column),
    "choice_down": lambda field, choice, at, column: designing.MoveChoice(field, choice, at + 1, column),
    "choice_retire": lambda field, choice, at, column: designing.RetireChoice(field, choice, True, column),
    "choice_back": lambda field, choice, at, column: designing.RetireChoice(field, choice, False, column),
    "choice_remove": lambda field, choice, at, column: designing.RemoveChoice(field, choice, column),
}
