"""How far fields are open for a record: what its milestones have unlocked for whoever fills it in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from accounts import Work
from definitions import Catalog
from forms import CEILINGS, Ceiling, FormDefinition
from records import milestones

from ..pipelines import Milestone, Pipeline, Unlock
from ..stage_moves.entry import pipeline_for
from ..stored import house_env

Line = tuple[Milestone, Unlock]


@CEILINGS.register("milestones")
def ceilings(work: Work, form: FormDefinition) -> MilestoneCeilings | None:
    """None where no milestone of the form holds anything for people of this role."""
    role = work.actor.role.id if work.actor.role is not None else None
    held = work.catalog.derived(("held by milestones", form.id, role), lambda: _held(work.catalog, form.id, role))
    return MilestoneCeilings(work, form.id, held) if held else None


class MilestoneCeilings:
    """What milestones hold of one form for one actor."""

    def __init__(self, work: Work, form: str, fields: frozenset[str]) -> None:
        self.work, self.form, self.fields = work, form, fields
        self._reached: dict[int, frozenset[str]] = {}

    def of(self, name: str, before: Mapping[str, Any], values: Mapping[str, Any]) -> Ceiling | None:
        """The ceiling of a field for a record as it is stored, or for a new one with these values."""
        actor, pipeline = self.work.actor, self._pipeline(before, values)
        if pipeline is None:
            return None
        role = actor.role.id if actor.role is not None else None
        owns = actor.person_id is not None and before.get("owner") == actor.person_id
        lines = lines_of(pipeline, name, role)
        return ceiling_of(name, lines, self._held(before.get("id"), pipeline.id), role=role, owns=owns)

    def _pipeline(self, before: Mapping[str, Any], values: Mapping[str, Any]) -> Pipeline | None:
        if before:
            return self.work.catalog.find("pipeline", before["pipeline"]) if before.get("pipeline") else None
        pipelines = self.work.catalog.of_form("pipeline", self.form)
        return pipeline_for(pipelines, values, house_env(self.work))

    def _held(self, record: int | None, pipeline: str) -> frozenset[str]:
        """What the record has reached on the way that it is on."""
        if record is None:
            return frozenset()
        if record not in self._reached:
            rows = milestones.held_by(self.work.connection, self.form, record)
            self._reached[record] = frozenset(row.milestone for row in rows if row.pipeline == pipeline)
        return self._reached[record]


def lines_of(pipeline: Pipeline, field: str, role: str | None) -> tuple[Line, ...]:
    """What a pipeline's milestones say about a field; nothing to those who are not held by them."""
    lines = tuple((one, unlock) for one in pipeline.milestones for unlock in one.unlocks if unlock.field == field)
    return () if any(role in unlock.exempt for _, unlock in lines) else lines


def ceiling_of(
    field: str, lines: Sequence[Line], reached: Collection[str], *, role: str | None, owns: bool
) -> Ceiling | None:
    """The widest of what was unlocked, else of what is open before; pure."""
    mine = [(one, unlock) for one, unlock in lines if unlock.is_for(role, owns=owns)]
    got = [unlock for one, unlock in mine if one.id in reached]
    if not lines or any(unlock.most is None for unlock in got):
        return None
    open_to = [*(unlock.most for unlock in got), *(each.before for _, each in lines if each.before is not None)]
    most = max((one for one in open_to if one is not None), default=None)
    ahead = next((one for one, unlock in mine if one.id not in reached and _widens(unlock, most)), None)
    return Ceiling(field, most, ahead.label if ahead else None)


def _widens(unlock: Unlock, most: Decimal | None) -> bool:
    return unlock.most is None or most is None or unlock.most > most


def _held(catalog: Catalog, form: str, role: str | None) -> frozenset[str]:
    pipelines = catalog.of_form("pipeline", form)
    named = {unlock.field for one in pipelines for milestone in one.milestones for unlock in milestone.unlocks}
    return frozenset(name for name in named if any(lines_of(pipeline, name, role) for pipeline in pipelines))
