"""What a publish would do, as rows with numbers; and whether this admin has looked at exactly that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import session

from accounts import Work
from forms import table_of
from publishing import REMOVED, ChoiceMove, Plan, forms_to_recompute
from records import stages_in_use, table_exists

from ..languages import language, t
from .draft import Draft
from .hits import records_of
from .regrading import Moves, why_untried

SEEN = "studio_seen"


@dataclass(frozen=True)
class ImpactRow:
    """One effect: how many, what, and how it goes on."""

    count: int | str
    text: str
    detail: str = ""
    href: str = ""
    warn: bool = False


def impact_seen(draft: Draft) -> bool:
    """This admin has seen the impact of the draft as it is now."""
    return session.get(SEEN) == draft.digest


def mark_seen(digest: str) -> None:
    """Remembers what the person has looked at."""
    session[SEEN] = digest


def impact_rows(work: Work, plan: Plan, moves: Mapping[str, Moves] | None = None) -> tuple[ImpactRow, ...]:
    """Table changes, records computed again or regraded (with their moves where these were tried), those in flight."""
    values = (*_tables(plan), *_recomputes(work, plan), *_regrades(work, plan, moves or {}))
    return (*values, *_in_flight(work, plan), *_needs(plan))


def touches_something(plan: Plan, rows: tuple[ImpactRow, ...]) -> bool:
    """A stored value changes, or a record in flight meets other rules: that has to be looked at."""
    return any(row.count not in (0, "·") for row in rows)


def _tables(plan: Plan) -> Iterator[ImpactRow]:
    for change in plan.tables:
        form = plan.catalog.find("form", change.form) if plan.catalog else None
        names = {field.id: field.label.text(language()) for field in form.fields} if form else {}
        words = change.words(language(), form.label.text(language()) if form else "", names)
        count = "·" if change.kind in ("create_table", "add_column") else change.rows
        yield ImpactRow(count, words, warn=bool(change.lost) or change.kind == "retire_column")
    for move in plan.choices:
        if move.takers:
            yield _moves(move)
    for one in plan.returns:
        said = {"form": one.form.label, "field": one.field.label, "back": one.named(language())}
        yield ImpactRow(one.rows, t("studio.choice_back", **said), t("studio.choice_back_words"))


def _moves(move: ChoiceMove) -> ImpactRow:
    """Records that get another choice, with a way to them while they still have the old one."""
    said = {"form": move.form.label, "field": move.field.label, "gone": move.called}
    takers = [move.field.type.label_of(one, language()) for one in move.takers]
    text = t("studio.choice_split" if len(takers) > 1 else "studio.choice_moves", takers=takers, **said)
    id = move.field.id
    rule = f"'{move.gone}' in {id}" if move.field.type.many else f"{id} = '{move.gone}'"
    detail = t("studio.choice_later") if move.takes_a_while else ""
    return ImpactRow(move.rows, text, detail, f"/records/{move.form.id}?{urlencode({'where': rule})}")


def _recomputes(work: Work, plan: Plan) -> Iterator[ImpactRow]:
    for form in sorted(forms_to_recompute(plan.catalog, plan.changes) if plan.catalog else ()):
        if n := records_of(work, form):
            label = plan.catalog.get("form", form).label
            yield ImpactRow(n, t("studio.will_recompute", label=label), href=f"/records/{form}")


def _regrades(work: Work, plan: Plan, moves: Mapping[str, Moves]) -> Iterator[ImpactRow]:
    for change in plan.changes:
        card = plan.catalog.find("scorecard", change.id) if plan.catalog and change.kind == "scorecard" else None
        if card is not None and work.catalog.find("form", card.form):
            n = records_of(work, card.form)
            text = t("studio.will_regrade", label=card.label)
            yield ImpactRow(n, text, t("studio.owners_stay"), f"/records/{card.form}" if n else "")
            if card.form in moves:
                yield _moved(moves[card.form])
            elif n and (why := why_untried(plan, work.catalog, card.form, n)):
                yield ImpactRow("·", t("studio.moves_untold"), why)


def _needs(plan: Plan) -> Iterator[ImpactRow]:
    for need in plan.needs:
        text = t("studio.needed", n=need.rows, field=need.field.label, when=need.when(language()))
        yield ImpactRow(need.rows, text, warn=True)


def _moved(found: Moves) -> ImpactRow:
    """Who would get another grade, tried on the live records."""
    return ImpactRow(found.changed, t("studio.change_grade"), found.words or t("studio.nobody_moves"))


def _in_flight(work: Work, plan: Plan) -> Iterator[ImpactRow]:
    for change in plan.changes:
        pipeline = work.catalog.find("pipeline", change.id) if change.kind == "pipeline" else None
        if pipeline is None:
            continue
        table = table_of(work.catalog, pipeline.form)
        there = stages_in_use(work.connection, table, pipeline.id) if table_exists(work.connection, table) else {}
        open_stages = {stage.id for stage in pipeline.stages if stage.is_open}
        n = sum(count for stage, count in there.items() if stage in open_stages)
        where = f"/records/{pipeline.form}?where=pipeline+%3D+%27{pipeline.id}%27" if n else ""
        if change.what != REMOVED:
            yield ImpactRow(n, t("studio.in_flight", label=pipeline.label), t("studio.tasks_stay"), where)
        elif n:
            yield ImpactRow(n, t("studio.in_flight_rest", label=pipeline.label), "", where)
