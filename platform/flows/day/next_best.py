"""What is best done about a record with nothing planned: go on to the next stage, ask what is missing, or agree."""

from __future__ import annotations

from dataclasses import dataclass

from definitions import LANGUAGES, Label, say

from ..pipelines import Gate, Pipeline, Stage

ADVANCE, ASK, AGREE = "advance", "ask", "agree"
MOST_NAMED = 3


@dataclass(frozen=True)
class NextBest:
    """The one thing: what to call it, and the stage it leads to."""

    kind: str
    label: Label
    to: Stage | None = None


def next_best(pipeline: Pipeline | None, stage: Stage | None, gate: Gate) -> NextBest:
    """An open gate is gone through; what a held one waits for is asked; else the next step is agreed."""
    onward = stage_onward(pipeline, stage)
    if onward is None:
        return NextBest(AGREE, _said("flows.task.no_next_step"))
    if gate.is_open:
        return NextBest(ADVANCE, _said("flows.best.advance", to=onward.label), onward)
    named = [one.label for one in gate.missing[:MOST_NAMED]]
    return NextBest(ASK, _said("flows.best.ask", parts=named, to=onward.label), onward)


def stage_onward(pipeline: Pipeline | None, stage: Stage | None) -> Stage | None:
    """The next step on the path; ways out are none."""
    if pipeline is None or stage is None or not stage.is_open:
        return None
    ahead = [pipeline.stage(name) for name in stage.next]
    further = [one for one in ahead if one is not None and pipeline.place(one.id) > pipeline.place(stage.id)]
    return next((one for one in further if not one.is_exit), None)


def _said(key: str, **params: object) -> Label:
    return Label.of({language: say(key, language, **params) for language in LANGUAGES})
