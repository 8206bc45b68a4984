"""What a changed scorecard would do to live records: graded anew in a transaction that is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts import SYSTEM, Work
from definitions import Catalog
from flows import regrade
from publishing import Plan, load
from records import Database

from ..languages import t

MOST = 20_000
# What a field may do while a scorecard that does not read it is tried over the form as it is.
COMING_AND_GOING = {"add_column", "revive_column", "retire_column"}


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


def try_grades(
    database: Database, plan: Plan, current: Catalog, sizes: Mapping[str, int], now: datetime
) -> dict[str, Moves]:
    """By form, what the scorecards of a plan would change; where nobody can say, the form is left out."""
    if plan.catalog is None:
        return {}
    changed = {change.id for change in plan.changes if change.kind == "scorecard"}
    forms = {card.form for card in plan.catalog.all("scorecard") if card.id in changed}
    small = [form for form in sorted(forms) if 0 < sizes.get(form, 0) <= MOST]
    tried = ((form, _graded_over(plan, current, form)) for form in small)
    return {form: _try(database, catalog, form, now) for form, catalog in tried if catalog is not None}


def why_untried(plan: Plan, current: Catalog, form: str, size: int) -> str:
    """Why nobody can say yet who would get another grade, as a sentence; empty where it is tried."""
    if size > MOST:
        return t("studio.moves_of_many", most=f"{MOST:,}")
    return t("studio.moves_after_fields") if _graded_over(plan, current, form) is None else ""


def _graded_over(plan: Plan, current: Catalog, form: str) -> Catalog | None:
    """Where fields come or go, the new scorecards over the form as it is; None where they read such a field."""
    columns = {change.kind for change in plan.tables if change.form == form} - {"add_index"}
    if not columns:
        return plan.catalog
    if not columns <= COMING_AND_GOING:
        return None
    cards = [change.file for change in plan.changes if change.kind == "scorecard" and change.file in plan.files]
    loaded = load({**current.files, **{file: plan.files[file] for file in cards}})
    return None if any(problem.is_error for problem in loaded.problems) else loaded.catalog


def _try(database: Database, catalog: Catalog, form: str, now: datetime) -> Moves:
    found = None
    try:
        with database.transaction() as connection:
            found = regrade.regrade(Work(connection, catalog, SYSTEM, now), form)
            raise _TakenBack
    except _TakenBack:
        return Moves(form, found.total, found.moves)
