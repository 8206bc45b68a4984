"""What a changed scorecard would do to live records: graded anew in a transaction that is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts import SYSTEM, Work
from flows import regrade
from publishing import Plan
from records import Database

from ..languages import t

MOST = 20_000


@dataclass(frozen=True)
class Moves:
    """From which grade to which, and how many."""

    form: str
    total: int
    moves: Mapping[tuple[str | None, str], int]

    @property
    def changed(self) -> int:
        """How many records get another grade."""
        return sum(n for (before, after), n in self.moves.items() if before != after)

    @property
    def words(self) -> str:
        """`A → B 12，C → B 3`, the most first."""
        moved = [(n, before, after) for (before, after), n in self.moves.items() if before != after]
        ordered = sorted(moved, key=lambda move: -move[0])
        return t("studio.comma").join(f"{before or '—'} → {after or '—'} {n}" for n, before, after in ordered)


class _TakenBack(Exception):
    """Ends the trial; nothing of it is kept."""


def try_grades(database: Database, plan: Plan, sizes: Mapping[str, int], now: datetime) -> dict[str, Moves]:
    """By form, what the scorecards of a plan would change; forms that are large or get new columns are left out."""
    if plan.catalog is None:
        return {}
    changed = {change.id for change in plan.changes if change.kind == "scorecard"}
    forms = {card.form for card in plan.catalog.all("scorecard") if card.id in changed}
    wanted = [form for form in sorted(forms) if sizes.get(form) and not why_untried(plan, form, sizes[form])]
    return {form: _try(database, plan, form, now) for form in wanted}


def why_untried(plan: Plan, form: str, size: int) -> str:
    """Why nobody can say yet who would get another grade, as a sentence; empty where it is tried."""
    if any(change.form == form and change.kind != "add_index" for change in plan.tables):
        return t("studio.moves_after_fields")
    return t("studio.moves_of_many", most=f"{MOST:,}") if size > MOST else ""


def _try(database: Database, plan: Plan, form: str, now: datetime) -> Moves:
    found = None
    try:
        with database.transaction() as connection:
            found = regrade.regrade(Work(connection, plan.catalog, SYSTEM, now), form)
            raise _TakenBack
    except _TakenBack:
        return Moves(form, found.total, found.moves)
