"""A pipeline as a picture: stages as columns with their tasks and guards, the exits below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from accounts import Work
from definitions import Catalog, Duration
from flows import milestones, pipelines
from forms import table_of
from records import stages_in_use, table_exists
from rules import Expression, RuleError, words

from ..languages import language, t
from .draft import Draft
from .marks import Marks, marks_of

EXIT_ICONS = {"parked": "moon", "lost": "x", "invalid": "ban", "won": "trophy"}


@dataclass(frozen=True)
class TaskBox:
    """One task of a stage."""

    label: str
    must: bool
    mark: str
    lines: tuple[str, ...]
    script: str
    at: str = ""


@dataclass(frozen=True)
class MilestoneBox:
    """A milestone: what it opens, and how it is reached."""

    label: str
    mark: str
    lines: tuple[str, ...]
    at: str = ""


@dataclass(frozen=True)
class StageBox:
    """One column: what is done there, how long, and what opens the way out."""

    id: str
    label: str
    count: int | None
    mark: str
    limit: str
    limit_was: str
    tasks: tuple[TaskBox, ...]
    door: str
    moves: tuple[str, ...]
    back: tuple[str, ...]
    next: tuple[str, ...]
    may_skip: bool
    won: bool
    milestones: tuple[MilestoneBox, ...] = ()


@dataclass(frozen=True)
class ExitBox:
    """A way out beside the path."""

    id: str
    label: str
    icon: str
    count: int | None
    mark: str
    words: str


@dataclass(frozen=True)
class PipelineDrawing:
    """The whole picture, with what is in it now."""

    label: str
    form: str
    form_label: str
    summary: str
    when: str
    limits: tuple[str, ...]
    stages: tuple[StageBox, ...]
    exits: tuple[ExitBox, ...]
    milestones: tuple[MilestoneBox, ...] = ()  # of no stage: they are reached wherever their rule begins to hold


def draw(work: Work, draft: Draft, catalog: Catalog, id: str) -> PipelineDrawing:
    """Draws a pipeline of `catalog`, with the records of the published one counted."""
    pipeline = catalog.get("pipeline", id)
    pen = _Pen(catalog, pipeline, marks_of(draft, "pipeline", id), _standing(work, pipeline))
    stages = tuple(pen.stage(stage) for stage in pipeline.steps)
    exits = tuple(pen.exit(stage) for stage in pipeline.stages if stage.is_exit)
    counts = {"stages": len(stages), "exits": len(exits), "n": sum(box.count or 0 for box in stages if not box.won)}
    form = catalog.get("form", pipeline.form)
    return PipelineDrawing(
        label=pipeline.label.text(language()),
        form=form.id,
        form_label=form.label.text(language()),
        summary=t("studio.pipeline_summary", **counts),
        when=pen.rule(pipeline.when),
        limits=tuple(pen.limits()),
        stages=stages,
        exits=exits,
        milestones=tuple(pen.milestones(None)),
    )


def _standing(work: Work, pipeline: pipelines.Pipeline) -> Mapping[str, int]:
    """How many records stand in each stage now; a form that is new has none."""
    if work.catalog.find("form", pipeline.form) is None:
        return {}
    table = table_of(work.catalog, pipeline.form)
    return stages_in_use(work.connection, table, pipeline.id) if table_exists(work.connection, table) else {}


class _Pen:
    """Draws the parts of one pipeline."""

    def __init__(
        self, catalog: Catalog, pipeline: pipelines.Pipeline, marks: Marks, standing: Mapping[str, int]
    ) -> None:
        self.pipeline, self.marks, self.standing = pipeline, marks, standing
        self.catalog = catalog
        self.scope = pipelines.pipeline_scope(catalog, pipeline)
        self.form = catalog.get("form", pipeline.form)

    def stage(self, stage: pipelines.Stage) -> StageBox:
        path = f"stages.{stage.id}"
        was = self.marks.was(f"{path}.limit")
        return StageBox(
            id=stage.id,
            label=stage.label.text(language()),
            count=self.standing.get(stage.id, 0),
            mark=self._own_mark(path),
            limit=stage.limit.words(language()) if stage.limit else "",
            limit_was=_duration_words(was),
            tasks=tuple(self._task(task, self._place(path, task)) for task in stage.tasks),
            door=self.rule(stage.leave_when),
            moves=tuple(self._moves(stage)),
            back=tuple(self.pipeline.stage(id).label.text(language()) for id in stage.back if self.pipeline.stage(id)),
            next=tuple(self.pipeline.stage(id).label.text(language()) for id in stage.next if self.pipeline.stage(id)),
            may_skip=stage.may_skip,
            won=stage.outcome == "won",
            milestones=tuple(self.milestones(stage.id)),
        )

    def milestones(self, stage: str | None) -> Iterator[MilestoneBox]:
        """Those that are reached in a stage first, or in none of their own."""
        for one in self.pipeline.milestones:
            if next(iter(one.at), None) == stage:
                lines = (*self._unlocks(one), *self._reached(one))
                mark = self.marks.of(f"milestones.{one.id}")
                yield MilestoneBox(one.label.text(language()), mark, lines, f"milestones/{one.id}")

    def _place(self, path: str, task: pipelines.TaskDefinition) -> str:
        return f"plays.{task.id}" if task.is_play else f"{path}.tasks.{task.id}"

    def exit(self, stage: pipelines.Stage) -> ExitBox:
        words = [self._asks(stage), self._wakes(stage)]
        return ExitBox(
            id=stage.id,
            label=stage.label.text(language()),
            icon=EXIT_ICONS.get(stage.outcome, "logout"),
            count=self.standing.get(stage.id, 0),
            mark=self.marks.of(f"stages.{stage.id}"),
            words=" ".join(filter(None, words)) or t("studio.no_questions"),
        )

    def rule(self, expression: Expression | None) -> str:
        """A condition in words; as it is written where it cannot be said."""
        if expression is None:
            return ""
        try:
            return words(expression, self.scope, language())
        except RuleError:
            return expression.text

    def limits(self) -> Iterator[str]:
        """The limits that hold for the record and not for one stage."""
        for name in ("first_response", "silence", "untouched"):
            limit = getattr(self.pipeline, name)
            if limit is not None:
                yield t(f"studio.limit_{name}", within=limit.within.words(language()))

    def _unlocks(self, one: pipelines.Milestone) -> Iterator[str]:
        for unlock in one.unlocks:
            if unlock.field in self.form.by_id:
                yield milestones.unlock_said(self.form, unlock).text(language())

    def _reached(self, one: pipelines.Milestone) -> Iterator[str]:
        """How, in the admin's words or the rule's; and in which other stages."""
        others = [self.pipeline.stage(id).label for id in one.at[1:] if self.pipeline.stage(id)]
        if others:
            yield t("studio.also_in", stages=others)
        how = one.how.text(language()) if one.how else self.rule(one.when)
        if how:
            yield t("studio.reached_when", how=how)
        if one.reverts:
            yield t("studio.reverts")

    def _own_mark(self, path: str) -> str:
        """The mark of the column itself: a changed task inside marks only the task."""
        if self.marks.of(path) == "new":
            return "new"
        tasks = f"{path}.tasks."
        inside = (changed for changed in self.marks.changes if changed.startswith(f"{path}."))
        return "chg" if any(not changed.startswith(tasks) for changed in inside) else ""

    def _task(self, task: pipelines.TaskDefinition, path: str) -> TaskBox:
        first = [task.within.words(language()) if task.within else "", self._party(task.who)]
        if task.asks:
            first.append(t("studio.asks", n=len(task.asks)))
        if task.checks:
            first.append(t("studio.checks", n=len(task.checks)))
        lines = [" · ".join(filter(None, first)), *self._order(task), self._overdue(task)]
        if task.when is not None:
            lines.append(t("studio.only_when", condition=self.rule(task.when)))
        script = "\n\n".join(script.text.text(language()) for script in task.scripts)
        at = path.replace(".", "/")
        return TaskBox(
            task.label.text(language()), task.must, self.marks.of(path), tuple(filter(None, lines)), script, at
        )

    def _order(self, task: pipelines.TaskDefinition) -> Iterator[str]:
        """When it begins, and whether it comes again."""
        if task.after:
            yield t("studio.comes_after", tasks=[self.pipeline.task(id).label for id in task.after])
        if task.by_hand:
            yield t("studio.by_hand")
        if task.is_play:
            yield t("studio.play")
        if task.opens is not None:
            form = self.catalog.find("form", task.opens.form)
            yield t("studio.opens", form=form.label if form else task.opens.form)
        if task.repeat is not None:
            yield t("studio.repeats", every=task.repeat.every.words(language()))

    def _moves(self, stage: pipelines.Stage) -> Iterator[str]:
        """The ways that a record takes by itself."""
        for move in stage.moves:
            to = self.pipeline.stage(move.to)
            after = t("studio.move_after", time=move.after.words(language())) if move.after else ""
            why = t("studio.comma").join(filter(None, (after, self.rule(move.when))))
            yield t("studio.moves", to=to.label if to else move.to, why=why)

    def _overdue(self, task: pipelines.TaskDefinition) -> str:
        if task.within is None or not task.overdue:
            return ""
        steps = []
        for step in task.overdue:
            key = "studio.escalates" if step.escalates else "studio.tells"
            said = t(key, who=self._party(step.party))
            steps.append(t("studio.after", after=step.after.words(language()), what=said) if step.after else said)
        return t("studio.overdue", steps=steps)

    def _party(self, party: pipelines.Party) -> str:
        if party.value is None:
            return t(f"studio.party_{party.kind}")
        found = self.catalog.find("role", party.value) if party.kind == "role" else None
        found = self.form.by_id.get(party.value) if party.kind == "field" else found
        said = t(f"studio.party_{party.kind}", name=found.label.text(language()) if found else party.value)
        return t("studio.queue_of", who=said) if party.give == pipelines.QUEUE else said

    def _asks(self, stage: pipelines.Stage) -> str:
        labels = [self.form.by_id[name].label for name in stage.ask if name in self.form.by_id]
        return t("studio.asks_for", fields=labels) if labels else ""

    def _wakes(self, stage: pipelines.Stage) -> str:
        field = self.form.by_id.get(stage.wake.on) if stage.wake else None
        return t("studio.wakes_on", field=field.label) if field else ""


def _duration_words(written: object) -> str:
    try:
        return Duration.parse(written).words(language()) if isinstance(written, str) else ""
    except ValueError:
        return str(written)
