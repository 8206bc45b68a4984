"""What the templates of a record print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from forms import BoundField

from ..cadences.view_model import EnrolmentLine
from ..due import Due
from ..next_step import NextStep
from ..shell import PersonBadge


@dataclass(frozen=True, slots=True)
class Banner:
    """Something to know before anything else: parked, a duplicate, waiting for a yes."""

    kind: str
    text: str
    title: str = ""
    href: str = ""
    link: str = ""
    action: str = ""  # a verb at hand, with what it needs
    button: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    icon: str = "arrow-back-up"


@dataclass(frozen=True, slots=True)
class Answer:
    """The assignment that waits: until when, and whether the reader can answer it."""

    due: Due
    mine: bool
    who: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone on the path, reached or still to come."""

    words: str
    reached: bool


@dataclass(frozen=True, slots=True)
class Step:
    """A stage on the path."""

    label: str
    note: str
    state: str
    reason: str = ""
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One of the three questions."""

    question: str
    answer: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Something to say or to send."""

    label: str
    text: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task as a row, with what can be done about it."""

    id: int
    title: str
    state: str
    must: bool
    due: Due | None
    note: str
    detail: str
    script: str
    asks: tuple[str, ...]
    is_open: bool
    may_complete: bool
    may_skip: bool
    first: bool = False
    who: str = ""  # whoever has it, where that is not the owner
    why: str = ""
    checks: tuple[Any, ...] = ()
    may_claim: bool = False
    voice: int = 0  # the reader's own part in an approval
    may_delegate: bool = False
    may_remind: bool = False
    may_ask_again: bool = False
    logs: bool = False  # done by writing down the contact
    may_open: bool = False  # the record in which others do it
    texts: tuple[Any, ...] = ()

    @property
    def dom_id(self) -> str:
        """Where the row is found after a swap."""
        return f"task-{self.id}"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing the gate waits for, with where it is filled in."""

    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """A move that is offered as a button or a line of the menu."""

    label: str
    href: str
    outcome: str = "open"
    direct: bool = False
    stage: str = ""


@dataclass(frozen=True, slots=True)
class GateView:
    """The way on: what it still waits for, and the button that takes it."""

    to: str
    missing: tuple[Missing, ...]
    is_open: bool
    way: Way
    skip_href: str = ""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What one field held and holds now; `more` stands for fields that are not shown."""

    label: str
    before: str
    after: str
    more: bool = False


@dataclass(frozen=True, slots=True)
class CommentLine:
    """Where a comment is changed, whether that is the reader's to do, and how it read before."""

    href: str
    mine: bool
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Talk:
    """Commenting and watching: who watches, whether the reader does, and a comment that could not be taken."""

    watchers: tuple[str, ...] = ()
    watching: bool = False
    typed: str = ""
    errors: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """One row of the timeline."""

    icon: str
    tone: str
    who: str
    text: str
    body: str
    foot: str
    at: str
    shown: str
    exact: str
    quiet: bool
    customer: bool
    why_href: str = ""
    changes: tuple[ChangeLine, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()
    comment: CommentLine | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that stand together, with what they hold."""

    id: str
    label: str
    fields: tuple[BoundField, ...]
    edit_href: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The records before and after this one in the list it was opened from."""

    place: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A record that is linked with this one: what it is, where it stands, whether something waits for it."""

    title: str
    href: str
    form: str
    where: str
    why: str
    tone: str
    state: str


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A milestone: what it unlocks, since when it is reached, or what it waits for."""

    label: str
    unlocks: str
    reached: str
    how: str
    missing: tuple[str, ...]
    is_next: bool


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One thing that people did, how often and when last."""

    icon: str
    label: str
    times: str
    last: str


@dataclass(frozen=True)
class RecordView:
    """A whole record page."""

    form: Any
    id: int
    version: int
    number: str
    title: str
    href: str
    list_href: str
    list_title: str
    grade: str
    grade_label: str
    urgent: tuple[str, ...]
    owner: PersonBadge | None
    owned: bool  # whether somebody is to own such records at all
    beside: tuple[str, ...]
    may_host: bool
    meta: tuple[str, ...]
    phone_href: str
    banners: tuple[Banner, ...]
    answer: Answer | None = None
    path: tuple[Step, ...] = ()
    three: tuple[Question, ...] = ()
    tasks: tuple[TaskLine, ...] = ()
    tasks_done: str = ""
    may_add_tasks: bool = False
    gate: GateView | None = None
    jumps: tuple[Way, ...] = ()
    exits: tuple[Way, ...] = ()
    story: tuple[Happening, ...] = ()
    story_tabs: tuple[Any, ...] = ()
    earlier_href: str = ""
    sections: tuple[Section, ...] = ()
    why_grade: Any = None
    why_owner: Any = None
    can: frozenset[str] = frozenset()
    in_pool: str = ""
    ways: tuple[tuple[str, str], ...] = ()
    outcomes: tuple[tuple[str, str], ...] = ()
    open_for_log: bool = False
    next: NextStep = NextStep((), ())
    neighbours: Neighbours | None = None
    announce: str = ""
    log: Any = None
    log_does: Any = None  # the task that a contact would do, with what it asks (contacting.LogDoes)
    mine: bool = False
    by_hand: str = ""  # the grade that somebody set, while it holds
    by_hand_until: str = ""
    talk: Talk = Talk()
    prediction: Any = None
    outside: tuple[Any, ...] = ()
    calls: tuple[Any, ...] = ()  # how calls kept to their script
    linked: tuple[LinkLine, ...] = ()
    related: tuple[Any, ...] = ()  # lists of records that point here (related.RelatedCard)
    milestones: tuple[MilestoneLine, ...] = ()
    paused: bool = False
    enrolments: tuple[EnrolmentLine, ...] = ()
    cadence_choices: tuple[tuple[str, str], ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)  # behind which value stands where it came from
    trail: tuple[TrailLine, ...] | None = None  # None where the form has no trail
