"""What the templates of cadences print."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step, the ways it branches into, and how many wait before it."""

    number: int
    icon: str
    words: str
    ways: tuple[str, ...]
    standing: int


@dataclass(frozen=True, slots=True)
class CadenceCard:
    """One cadence."""

    id: str
    href: str
    label: str
    form_label: str
    form: str
    comes_in: str
    ripe: str
    rules: tuple[str, ...]
    steps: tuple[StepLine, ...]
    counts: tuple[tuple[str, str, int], ...]  # tone, label, how many


@dataclass(frozen=True, slots=True)
class EnrolmentLine:
    """One record in one cadence."""

    id: int
    cadence: str
    record: str
    record_href: str
    tone: str
    state: str
    where: str
    said: str
    since: str
    is_active: bool
    is_paused: bool


@dataclass(frozen=True, slots=True)
class RehearsedStep:
    """One step of a rehearsal."""

    at: str
    words: str
    said: str
    tone: str


@dataclass(frozen=True, slots=True)
class RehearsalView:
    """What would happen to a record."""

    fits: bool
    steps: tuple[RehearsedStep, ...]
    ends: str
