"""What is wrong with milestones once all files are there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from definitions import Catalog, Problem, check, suggest
from rules import Type

from .definition import Pipeline
from .milestone import OWNER, Milestone, Unlock


@check
def milestones_unlock_what_exists(catalog: Catalog) -> Iterable[Problem]:
    """Stages, fields and roles that milestones name are there; amounts are for fields that hold numbers."""
    for pipeline in catalog.all("pipeline"):
        form = catalog.find("form", pipeline.form)
        for place, milestone in enumerate(pipeline.milestones if form is not None else ()):
            path = ("milestones", place)
            yield from _stages(catalog, pipeline, milestone, path)
            for number, unlock in enumerate(milestone.unlocks):
                here = (*path, "unlocks", number)
                yield from _field(catalog, pipeline, form, unlock, here)
                yield from _roles(catalog, pipeline, unlock, here)


def _stages(catalog: Catalog, pipeline: Pipeline, milestone: Milestone, path: tuple[Any, ...]) -> Iterator[Problem]:
    known = [stage.id for stage in pipeline.stages]
    for number, name in enumerate(milestone.at):
        if name not in known:
            hint = suggest(name, known)
            yield catalog.problem(
                pipeline, (*path, "at", number), "flows.problem.unknown_stage", name=name, suggestion=hint
            )


def _field(catalog: Catalog, pipeline: Pipeline, form: Any, unlock: Unlock, path: tuple[Any, ...]) -> Iterator[Problem]:
    field = form.by_id.get(unlock.field)
    if field is None:
        hint = suggest(unlock.field, form.by_id)
        yield catalog.problem(
            pipeline, (*path, "field"), "flows.problem.unknown_field", name=unlock.field, suggestion=hint
        )
    elif field.computed:
        yield catalog.problem(pipeline, (*path, "field"), "milestones.problem.computed", field=field.label)
    elif field.type.rule_type != Type.NUMBER and (unlock.before, unlock.most) != (None, None):
        yield catalog.problem(pipeline, (*path, "field"), "milestones.problem.no_number", field=field.label)
    elif unlock.before is not None and unlock.most is not None and unlock.most <= unlock.before:
        params = {"before": f"{unlock.before:f}", "most": f"{unlock.most:f}"}
        yield catalog.problem(pipeline, (*path, "most"), "milestones.problem.unlocks_nothing", **params)


def _roles(catalog: Catalog, pipeline: Pipeline, unlock: Unlock, path: tuple[Any, ...]) -> Iterator[Problem]:
    known = [role.id for role in catalog.all("role")]
    for key, names in (("for", unlock.whom), ("exempt", unlock.exempt)):
        for number, name in enumerate(names):
            if name not in known and not (key == "for" and name == OWNER):
                hint = suggest(name, known)
                yield catalog.problem(
                    pipeline, (*path, key, number), "flows.problem.unknown_role", name=name, suggestion=hint
                )
