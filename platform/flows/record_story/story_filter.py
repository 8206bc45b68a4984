"""Which of a record's events to look at: families of kinds, and those that brought or took a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from forms import FormDefinition
from records import Event

from ..happenings import OF_OTHERS

FILES = "files"
# Every family with its kinds; a kind that stands in none is only in the whole story.
FAMILIES: Mapping[str, frozenset[str]] = {
    "comments": frozenset({"commented", "comment_edited", "comment_deleted"}),
    "talk": frozenset({"contact_logged", "call_scored", "woken"}),
    "mails": frozenset({
        "mail_sent", "mail_failed", "mail_not_sent", "mail_opened", "mail_clicked", "mail_received",
        "mail_unsubscribed", "mail_bounced", "mail_allowed", "sms_sent", "sms_not_sent",
        "sms_taken", "sms_failed", "sms_received", "sms_unsubscribed", "sms_stopped", "sms_allowed",
    }),
    "tasks": frozenset({
        "task_opened", "task_completed", "task_skipped", "task_missed", "task_snoozed", "task_sooner",
        "task_taken_back", "task_claimed", "task_handed", "task_handed_on",
        "approval_asked", "approval_refused", "approval_void", "approved", "rejected",
        "record_opened", "record_not_opened", "outcome_refused", "outcome_gone",
    }),
    "changes": frozenset({
        "edited", "recomputed", "enriched", "imported", "import_undone", "duplicate_found", "duplicate_linked",
        "submitted", "trashed", "restored", "merged", "merged_away", "merge_undone", "called_different",
        *OF_OTHERS,
    }),
    FILES: frozenset(),
    "stage": frozenset({
        "stage_entered", "move_held", "milestone_reached", "milestone_lost", "cadence_entered", "cadence_finished",
        "cadence_stopped",
    }),
    "assignment": frozenset({
        "assigned", "claimed", "released", "refused", "accepted", "not_accepted", "pooled", "recycled",
        "left_unassigned", "kept_waiting", "collaborator_joined", "collaborator_left", "escalated",
    }),
    "grade": frozenset({"graded", "grade_set", "grade_given_back", "reviewed", "at_risk"}),
    "timers": frozenset({
        "task_overdue", "stage_overdue", "response_overdue", "left_untouched", "fell_silent", "escalated",
        "not_accepted", "woken", "clocks_paused", "clocks_resumed",
    }),
    "trail": frozenset({"behaved"}),
}  # fmt: skip


@dataclass(frozen=True)
class StoryFilter:
    """These kinds of events, and those that changed one of these fields; without kinds, every event."""

    kinds: frozenset[str] | None = None
    fields: frozenset[str] = frozenset()

    @property
    def asked(self) -> frozenset[str] | None:
        """The kinds that the database is asked for."""
        return None if self.kinds is None else self.kinds | (FAMILIES["changes"] if self.fields else frozenset())

    def takes(self, event: Event) -> bool:
        """Whether the event is looked at."""
        if self.kinds is None or event.kind in self.kinds:
            return True
        return not self.fields.isdisjoint(event.data.get("changes", ()))


EVERYTHING = StoryFilter()


def filter_of(form: FormDefinition, families: Iterable[str]) -> StoryFilter:
    """All that is in one of these families; what is no family is left out, and with none left it is everything."""
    known = [name for name in families if name in FAMILIES]
    if not known:
        return EVERYTHING
    files = file_fields(form) if FILES in known else frozenset()
    return StoryFilter(frozenset().union(*(FAMILIES[name] for name in known)), files)


def families_in(form: FormDefinition, kinds: Iterable[str]) -> tuple[str, ...]:
    """The families that a record with these kinds of events has something in, in their order."""
    there = frozenset(kinds)
    found = {name for name, family in FAMILIES.items() if not family.isdisjoint(there)}
    if file_fields(form) and "edited" in there:
        found.add(FILES)
    return tuple(name for name in FAMILIES if name in found)


def families_of(kind: str) -> tuple[str, ...]:
    """The families in which a kind of event stands."""
    return tuple(name for name, family in FAMILIES.items() if kind in family)


def file_fields(form: FormDefinition) -> frozenset[str]:
    """The fields of a form that hold uploaded files."""
    return frozenset(field.id for field in form.fields if field.type.side == "files")
