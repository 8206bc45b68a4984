"""What the templates of automations print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How many runs are in one state, and where they are listed."""

    n: int
    label: str
    kind: str
    href: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step as it is written: what it does, and only if what."""

    number: int
    words: str
    when: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """An automation as a sentence: when, if, then, else."""

    id: str
    label: str
    form_label: str
    waits: tuple[str, ...]
    when: str
    steps: tuple[StepLine, ...]
    otherwise: tuple[StepLine, ...]
    rules: tuple[str, ...]  # once, whose rights, how often


@dataclass(frozen=True, slots=True)
class Card:
    """One automation in the list."""

    drawn: Drawn
    href: str
    counts: tuple[Count, ...]
    paused: str
    paused_words: str
    next_at: str


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run in the log."""

    id: int
    href: str
    label: str
    automation_href: str
    record: str
    record_href: str
    began: str
    state: str
    kind: str
    said: str
    at: str
    shown: str
    exact: str
    next_shown: str = ""
    depth: int = 1
    may_try_again: bool = False
    may_run_anew: bool = False
    may_drop: bool = False


@dataclass(frozen=True, slots=True)
class StepResult:
    """What came of a step."""

    number: int
    icon: str
    words: str
    state: str
    kind: str
    said: str
    facts: tuple[tuple[str, str], ...]
    error: str
    attempts: int
    at: str = ""


@dataclass(frozen=True, slots=True)
class ConditionLine:
    """One part of a condition: whether it holds, and what was seen."""

    words: str
    holds: bool
    seen: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What a run would do, step by step; further runs that it led to stand below it."""

    label: str
    steps: tuple[StepResult, ...]
    failed: str
    led_to: tuple[Tried, ...]


@dataclass(frozen=True, slots=True)
class TrialView:
    """What came of a dry run."""

    record: str
    record_href: str
    holds: bool
    conditions: tuple[ConditionLine, ...]
    run: Tried | None
    happened: tuple[str, ...]
    paused: bool
