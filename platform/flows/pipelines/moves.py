"""Where a record may go from the stage it stands in, and what that skips; pure."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from .definition import Pipeline
from .stage import Stage


@dataclass(frozen=True)
class Move:
    """One way out of a stage: where to, over which stages, and whether the guard holds it."""

    to: Stage
    jumps: tuple[Stage, ...] = ()
    guarded: bool = False
    back: bool = False

    @property
    def is_skip(self) -> bool:
        """A jump needs a reason, whatever the guard says."""
        return bool(self.jumps)

    @property
    def is_onward(self) -> bool:
        """The ordinary way on: neither back nor out, and over no stage."""
        return not (self.back or self.to.is_exit or self.jumps)


def possible_moves(pipeline: Pipeline, current: Stage, previous: str | None = None) -> tuple[Move, ...]:
    """Every stage that can be reached from here, in the order of the path."""
    paths = _paths(pipeline, current)
    paths.update((stage.id, ()) for stage in map(pipeline.stage, current.back) if stage is not None)
    for target in _ways_back(pipeline, current, previous):
        paths.setdefault(target, ())
    moves = [_move(pipeline, current, target, jumps) for target, jumps in paths.items()]
    return tuple(sorted(moves, key=lambda move: pipeline.place(move.to.id)))


def find_move(pipeline: Pipeline, current: Stage, to: str, previous: str | None = None) -> Move | None:
    return next((move for move in possible_moves(pipeline, current, previous) if move.to.id == to), None)


def steps_to_win(pipeline: Pipeline, stage: Stage) -> int | None:
    """How many moves lie between a stage and winning, on the shortest way."""
    seen, waiting = {stage.id}, deque([(stage, 0)])
    while waiting:
        current, steps = waiting.popleft()
        if current.outcome == "won":
            return steps
        for target in map(pipeline.stage, current.next):
            if target is not None and target.id not in seen and not target.is_exit:
                seen.add(target.id)
                waiting.append((target, steps + 1))
    return None


def _paths(pipeline: Pipeline, current: Stage) -> dict[str, tuple[Stage, ...]]:
    """For each reachable stage the fewest skippable stages that lie between."""
    paths: dict[str, tuple[Stage, ...]] = {}
    queue = deque([(current, ())])
    while queue:
        stage, jumped = queue.popleft()
        for target in map(pipeline.stage, stage.next):
            if target is None or target.id == current.id or target.id in paths:
                continue
            paths[target.id] = jumped
            if target.is_open and target.may_skip and pipeline.place(target.id) > pipeline.place(current.id):
                queue.append((target, (*jumped, target)))
    return paths


def _ways_back(pipeline: Pipeline, current: Stage, previous: str | None) -> tuple[str, ...]:
    """A parked record may always return to where it was, or to where its wake-up names."""
    if current.wake is None:
        return ()
    target = previous or pipeline.start if current.wake.to == "previous" else current.wake.to
    return (target,) if pipeline.stage(target) else ()


def _move(pipeline: Pipeline, current: Stage, target: str, jumps: tuple[Stage, ...]) -> Move:
    to = pipeline.stage(target)
    back = pipeline.place(target) < pipeline.place(current.id)
    return Move(to, jumps, guarded=current.is_open and not back and not to.is_exit, back=back)
