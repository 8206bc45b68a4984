"""What the rows of choices send, as acts."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from forms import CHOICE_COLORS
from publishing import designing

from .controls import words_in, words_typed
from .view_model import PLAIN


def choice_acts(
    id: str, now: Mapping[str, Any], posted: Any, *, do: str, column: str = "", known: Any = None
) -> Iterator[designing.Act]:
    """Other labels, more choices, and what a button does, to a field or to a column of its rows.

    `known` is the type that was published: the ids of its choices stay, those of others follow their labels.
    """
    choices = now.get("choices") if isinstance(now.get("choices"), list) else []
    ids = [choice if isinstance(choice, str) else str(choice.get("id")) for choice in choices]
    published = {option.id for option in getattr(known, "choices", ())}
    drawn = drawn_as(ids, posted)
    words: set[str] = set()
    for place, written in enumerate(choices):
        choice = ids[place]
        old = written.get("label", choice) if isinstance(written, dict) else written
        words.update(words_in(old))
        if (color := _color_chosen(drawn[place], posted, written)) is not None:
            yield designing.ChangeChoice(id, choice, {"color": color if color != PLAIN else None}, column)
        label = _label_typed(drawn[place], posted, old)
        if label is None or label == old:
            continue
        yield designing.ChangeChoice(id, choice, {"label": label}, column)
        if choice not in published:
            ids[place] = designing.choice_id_after(choice, old, label, published.union(ids) - {choice})
        if ids[place] != choice:
            yield designing.RenameChoice(id, choice, ids[place], column)
    for text in posted.get("new_choice", "").splitlines():
        if (label := text.strip()) and label not in words:
            words.add(label)
            ids.append(designing.free_id(label, ids, "choice"))
            yield designing.AddChoice(id, ids[-1], label, column)
    verb, _, meant = do.partition(":")
    place = drawn.index(meant) if meant in drawn else -1
    if verb in _CHOICE_VERBS and place >= 0:
        yield _CHOICE_VERBS[verb](id, ids[place], place, column)


def drawn_as(ids: list[str], posted: Any) -> list[str]:
    """What each choice was called when the page was drawn: one that an act under way renamed is known by its place."""
    sent = [name[2:-3] for name in posted if name.startswith("c.") and name.endswith(".zh")]
    return sent if len(sent) == len(ids) else ids


def _label_typed(drawn: str, posted: Any, old: Any) -> Any:
    if f"c.{drawn}.zh" not in posted:
        return None
    return words_typed(posted[f"c.{drawn}.zh"], posted.get(f"c.{drawn}.en", ""), old)


def _color_chosen(drawn: str, posted: Any, written: Any) -> str | None:
    """Another colour than it has, if one was chosen."""
    now = written.get("color", PLAIN) if isinstance(written, dict) else PLAIN
    chosen = posted.get(f"c.{drawn}.color", now)
    return chosen if chosen != now and chosen in CHOICE_COLORS else None


_CHOICE_VERBS: Mapping[str, Callable[[str, str, int, str], designing.Act]] = {
    "choice_up": lambda field, choice, at, column: designing.MoveChoice(field, choice, at - 1, column),
    "choice_down": lambda field, choice, at, column: designing.MoveChoice(field, choice, at + 1, column),
    "choice_retire": lambda field, choice, at, column: designing.RetireChoice(field, choice, True, column),
    "choice_back": lambda field, choice, at, column: designing.RetireChoice(field, choice, False, column),
    "choice_remove": lambda field, choice, at, column: designing.RemoveChoice(field, choice, column),
}
