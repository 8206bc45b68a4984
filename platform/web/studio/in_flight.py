"""What a change asks about records on their way, as fields of the plan page; and the answers that came back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from definitions import Refused
from flows import Stage, TaskDefinition, in_flight

from ..languages import language, t

STAGE, TASK = "f.", "t."


@dataclass(frozen=True)
class Option:
    """One answer that can be chosen."""

    value: str
    label: str


@dataclass(frozen=True)
class Asked:
    """One select: about the records of a stage, or about one of its tasks."""

    name: str
    label: str
    value: str
    options: tuple[Option, ...]
    tasks: tuple[Asked, ...] = ()
    words: str = ""
    missing: bool = False


def answers_in(values: Mapping[str, str]) -> tuple[in_flight.Answer, ...]:
    """The answers in a form or in a query string; what is not chosen is no answer."""
    stages = [f"{name[len(STAGE) :]}={said}" for name, said in values.items() if name.startswith(STAGE) and said]
    moved = {text.partition("=")[0] for text in stages if text.partition("=")[2] not in (in_flight.KEEP, in_flight.ASK)}
    tasks = [
        f"{name[len(TASK) :]}={said}"
        for name, said in values.items()
        if name.startswith(TASK) and said and name[len(TASK) :].rpartition("/")[0] in moved
    ]
    try:
        return in_flight.read_answers([*stages, *tasks])
    except Refused:
        return ()


def asked_of(questions: Sequence[in_flight.Question]) -> tuple[Asked, ...]:
    """The selects of the plan page."""
    return tuple(_asked(question) for question in questions if question.after is not None)


def hidden_of(answers: Sequence[in_flight.Answer]) -> tuple[tuple[str, str], ...]:
    """The answers as hidden fields, so that what is published is what was looked at."""
    return tuple(pair for answer in answers for pair in _pairs(answer))


def _asked(question: in_flight.Question) -> Asked:
    answer, said = question.answer, language()
    value = "" if answer is None else answer.to or answer.choice
    return Asked(
        name=f"{STAGE}{'/'.join(question.place)}",
        label=t("in_flight.what", n=question.records, stage=question.stage.label),
        value=value,
        options=tuple(_options(question)),
        tasks=_tasks(question),
        words=question.told(said),
        missing=answer is None and question.is_gone,
    )


def _options(question: in_flight.Question) -> Iterator[Option]:
    if question.is_gone:
        yield Option("", t("in_flight.please_say"))
    yield Option(in_flight.KEEP, t("in_flight.choice.keep"))
    for stage in question.targets:
        same = stage.id == question.stage.id
        yield Option(stage.id, t("in_flight.to_same") if same else t("in_flight.to", to=stage.label))
    if question.is_gone:
        yield Option(in_flight.ASK, t("in_flight.choice.ask"))


def _tasks(question: in_flight.Question) -> tuple[Asked, ...]:
    target = question.target
    return tuple(_task(question, task, target) for task in question.tasks) if target is not None else ()


def _task(question: in_flight.Question, task: TaskDefinition, target: Stage) -> Asked:
    mapped = question.answer.tasks
    value = (mapped[task.id] or in_flight.CLOSE) if task.id in mapped else ""
    there = tuple(Option(each.id, t("in_flight.task", task=each.label)) for each in target.tasks if not each.is_play)
    usual = t("in_flight.task_same" if target.task(task.id) else "in_flight.task_close")
    options = (Option("", usual), *there, Option(in_flight.CLOSE, t("in_flight.task_close")))
    name = f"{TASK}{'/'.join(question.place)}/{task.id}"
    return Asked(name, t("in_flight.task", task=task.label), value, options if target.task(task.id) else options[:-1])


def _pairs(answer: in_flight.Answer) -> Iterator[tuple[str, str]]:
    place = "/".join(answer.place)
    yield f"{STAGE}{place}", answer.to or answer.choice
    for task, to in answer.tasks.items():
        yield f"{TASK}{place}/{task}", to or in_flight.CLOSE
