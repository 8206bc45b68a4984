"""What a changed pipeline asks about the records that stand in its stages; pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from definitions import ERROR, Catalog, Label, Location, Problem, say

from ..pipelines import Pipeline, Stage, TaskDefinition
from .answers import KEEP, MIGRATE, Answer
from .limits import Changed, changed_for_records, changed_limits

Counts = Mapping[tuple[str, str], int]  # (pipeline, stage) → records


@dataclass(frozen=True)
class Question:
    """About the records of one stage that goes, or whose tasks are others from now on."""

    before: Pipeline
    stage: Stage
    after: Pipeline | None
    records: int
    answer: Answer | None = None

    @property
    def place(self) -> tuple[str, str]:
        return self.before.id, self.stage.id

    @property
    def is_gone(self) -> bool:
        """The stage is not there any more, so that somebody has to say what becomes of them."""
        return self.after is None or all(stage.id != self.stage.id for stage in self.after.stages)

    @property
    def choice(self) -> str:
        return self.answer.choice if self.answer else KEEP

    @property
    def targets(self) -> tuple[Stage, ...]:
        """Where its records could be taken: what is open stays open, what rests rests."""
        stages = self.after.stages if self.after else ()
        return tuple(stage for stage in stages if stage.outcome == self.stage.outcome)

    @property
    def target(self) -> Stage | None:
        """Where they are taken, if they are."""
        wanted = self.answer.to if self.answer and self.answer.choice == MIGRATE else None
        return next((stage for stage in self.targets if stage.id == wanted), None)

    @property
    def tasks(self) -> tuple[TaskDefinition, ...]:
        """The tasks of the stage of now."""
        return tuple(task for task in self.stage.tasks if not task.is_play)

    @property
    def tasks_gone(self) -> tuple[TaskDefinition, ...]:
        """Those that the stage has no more."""
        kept = {task.id for task in self._same.tasks} if self._same else set()
        return tuple(task for task in self.tasks if task.id not in kept)

    @property
    def tasks_new(self) -> tuple[TaskDefinition, ...]:
        """Those that it did not have."""
        known = {task.id for task in self.stage.tasks}
        new = self._same.tasks if self._same else ()
        return tuple(task for task in new if task.id not in known and not task.is_play)

    @property
    def limits(self) -> tuple[Changed, ...]:
        """The limits that are others now, new or gone: of the stage, of a task that stays, of its records."""
        if self._same is None:
            return ()
        of_records = changed_for_records(self.before, self.after) if self.stage.is_open else ()
        return (*changed_limits(self.stage, self._same), *of_records)

    def words(self, language: str) -> str:
        """One line: which stage, how many records, what changes, what becomes of them; with the names of an answer."""
        return self._said(language, "in_flight")

    def told(self, language: str) -> str:
        """The same for those who answer by choosing."""
        return self._said(language, "in_flight.told")

    def _said(self, language: str, head_key: str) -> str:
        said = {"id": "/".join(self.place), "stage": self.stage.label, "pipeline": self.before.label, "n": self.records}
        if self.is_gone:
            head = say(f"{head_key}.stage_goes", language, **said)
        else:
            tasks = [*(f"− {task.label.text(language)}" for task in self.tasks_gone)]
            tasks += [f"+ {task.label.text(language)}" for task in self.tasks_new]
            tasks += [_limit_words(one, language) for one in self.limits]
            head = say(f"{head_key}.tasks_change", language, **said, tasks=", ".join(tasks))
        to = self.target.label if self.target else Label.of(self.answer.to if self.answer and self.answer.to else "–")
        asked = "open" if self.answer is None and self.is_gone else self.choice
        return f"{head}{say(f'in_flight.choice.{asked}', language, to=to)}"

    @property
    def _same(self) -> Stage | None:
        return None if self.is_gone else self.after.stage(self.stage.id)


def questions_of(
    current: Catalog, coming: Catalog, counts: Counts, answers: Sequence[Answer] = ()
) -> tuple[Question, ...]:
    """About each stage that holds records and goes or gets other tasks, with the answers that were given."""
    given = {answer.place: answer for answer in answers}
    return tuple(
        asked
        for before in current.all("pipeline")
        if coming.find("form", before.form)
        for stage in before.known_stages
        if (records := counts.get((before.id, stage.id), 0))
        and (asked := _asked(before, stage, coming, records, given.get((before.id, stage.id))))
    )


def problems_of(coming: Catalog, questions: Sequence[Question], answers: Sequence[Answer] = ()) -> Iterator[Problem]:
    """Answers that are missing, that nobody asked for, or that name what is not there."""
    known = {question.place for question in questions}
    for answer in answers:
        if answer.place not in known:
            said = {"place": "/".join(answer.place)}
            yield Problem(ERROR, Location(answer.pipeline), "stages", "in_flight.problem.nobody_asked", said)
    for question in questions:
        yield from _problems(coming, question)


def _limit_words(one: Changed, language: str) -> str:
    """`报价：7 个工作日 → 5 个工作日`."""
    times = " → ".join(
        limit.words(language) if limit else say("in_flight.no_limit", language) for limit in (one.before, one.after)
    )
    return f"{one.label.text(language)} {times}"


def _asked(before: Pipeline, stage: Stage, coming: Catalog, records: int, answer: Answer | None) -> Question | None:
    question = Question(before, stage, coming.find("pipeline", before.id), records, answer)
    if question.is_gone:
        settled = before.is_kept(stage.id) and answer is None and question.after is not None
        return None if settled else question  # what was kept before is kept on
    return question if question.tasks_gone or question.tasks_new or question.limits else None


def _problems(coming: Catalog, question: Question) -> Iterator[Problem]:
    if question.after is None:
        yield _problem(coming, question, "pipeline_in_use")
    elif question.answer is None:
        if question.is_gone:
            yield _problem(coming, question, "stage_in_use")
    elif question.answer.choice == MIGRATE:
        yield from _unknown(coming, question)
    elif question.answer.choice == KEEP and question.is_gone and not _has_way_out(question):
        yield _problem(coming, question, "no_way_out")


def _has_way_out(question: Question) -> bool:
    """Whether records could ever leave a stage that is kept for them."""
    there = {stage.id for stage in question.after.stages}
    ways = {*question.stage.ways, *(move.to for move in question.stage.moves)}
    return not question.stage.is_open or not there.isdisjoint(ways)


def _unknown(coming: Catalog, question: Question) -> Iterator[Problem]:
    answer, target = question.answer, question.target
    if target is None:
        known = ", ".join(stage.id for stage in question.targets) or "–"
        yield _problem(coming, question, "no_such_target", to=answer.to or "–", known=known)
        return
    old, new = {task.id for task in question.tasks}, {task.id for task in target.tasks}
    for before, after in answer.tasks.items():
        if before not in old:
            yield _problem(coming, question, "no_such_task", task=before, known=", ".join(sorted(old)) or "–")
        elif after is not None and after not in new:
            yield _problem(coming, question, "no_such_task", task=after, known=", ".join(sorted(new)) or "–")


def _problem(coming: Catalog, question: Question, code: str, **params: object) -> Problem:
    said = {
        "stage": question.stage.label, "id": "/".join(question.place), "pipeline": question.before.label,
        "n": question.records, **params,
    }  # fmt: skip
    if question.after is None:
        return Problem(ERROR, Location(question.before.id), "stages", f"in_flight.problem.{code}", said)
    return coming.problem(question.after, ("stages",), f"in_flight.problem.{code}", level=ERROR, **said)
