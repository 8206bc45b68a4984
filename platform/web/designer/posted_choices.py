"""What the rows of choices send, as acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from publishing import designing

from .controls import SEPARATORS, words_in, words_typed


def choice_acts(id: str, now: Mapping[str, Any], posted: Any) -> Iterator[designing.Act]:
    choices = now.get("choices") if isinstance(now.get("choices"), list) else []
    ids = [choice if isinstance(choice, str) else str(choice.get("id")) for choice in choices]
    known: set[str] = set()
    for choice, written in zip(ids, choices, strict=True):
        old = written.get("label", choice) if isinstance(written, dict) else written
        known.update(words_in(old))
        if f"c.{choice}.zh" in posted:
            label = words_typed(posted[f"c.{choice}.zh"], posted.get(f"c.{choice}.en", ""), old)
            if label is not None and label != old:
                yield designing.ChangeChoice(id, choice, {"label": label})
    for text in SEPARATORS.split(posted.get("new_choice", "")):
        if (label := text.strip()) and label not in known:
            known.add(label)
            ids.append(designing.free_id(label, ids, "choice"))
            yield designing.AddChoice(id, ids[-1], label)
    verb, _, choice = posted.get("do", "").partition(":")
    if verb in _CHOICE_VERBS and choice in ids:
        yield _CHOICE_VERBS[verb](id, choice, ids.index(choice))


_CHOICE_VERBS: Mapping[str, Callable[[str, str, int], designing.Act]] = {
    "choice_up": lambda field, choice, at: designing.MoveChoice(field, choice, at - 1),
    "choice_down": lambda field, choice, at: designing.MoveChoice(field, choice, at + 1),
    "choice_retire": lambda field, choice, at: designing.RetireChoice(field, choice),
    "choice_back": lambda field, choice, at: designing.RetireChoice(field, choice, retired=False),
    "choice_remove": lambda field, choice, at: designing.RemoveChoice(field, choice),
}
