"""Many views above a list: the first few stand there, with the one opened last; the others are folded."""

from __future__ import annotations

from collections.abc import Sequence

from flask import session

from .view_model import Tab

SHOWN = 6
KEPT = "tabs"


def folded(form: str, tabs: Sequence[Tab]) -> tuple[tuple[Tab, ...], tuple[Tab, ...]]:
    """Those that are shown and those that are folded; what was opened from the fold keeps the last place."""
    if len(tabs) <= SHOWN + 1:  # a fold of one would take as much room
        return tuple(tabs), ()
    kept = session.get(KEPT, {})
    last = next((tab for tab in tabs[SHOWN - 1 :] if tab.current), None)
    if last is not None and kept.get(form) != last.href:
        session[KEPT] = {**kept, form: last.href}
    wanted = last.href if last is not None else kept.get(form)
    guest = next((tab for tab in tabs[SHOWN - 1 :] if tab.href == wanted), tabs[SHOWN - 1])
    shown = (*tabs[: SHOWN - 1], guest)
    return shown, tuple(tab for tab in tabs if tab not in shown)
