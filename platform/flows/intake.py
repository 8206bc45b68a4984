"""The one way in: permit → clean → match duplicates → write → event → grade → route → enter stage → tasks → timers.

Every door (page, public form, API, import, automation, job) comes through here, in the transaction that it holds open.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from accounts import Work, require
from forms import clean, form_of

from .editing import Edited, edit_subject
from .entrance.admission import Admitted, Newcomer, admit
from .entrance.filling_in import merged_into, to_merge_into
from .entrance.many import Outcome, submit_many
from .entrance.matching import Match, Matcher, refusal
from .subject import take
from .trash import restore, trash

__all__ = ["Edited", "Outcome", "Submitted", "edit", "find_same", "restore", "submit", "submit_many", "trash"]


@dataclass(frozen=True)
class Submitted:
    """A record that came in: its id and number, who has it, and what looks like it."""

    record_id: int
    number: str
    owner: int | None = None
    duplicates: tuple[Match, ...] = ()
    merged: bool = False  # it was put into one that was there


def submit(
    work: Work,
    form_id: str,
    raw: Any,
    *,
    channel: str,
    source_note: str | None = None,
    only: Iterable[str] | None = None,
) -> Submitted:
    """Let one record in. `only` names the fields a public form may set, and is its permit.

    Raises forms.Invalid with every error, and Duplicate where the form refuses a second one.
    """
    form = form_of(work.catalog, form_id)
    if only is None:
        require(work, "import" if channel == "import" else "create", form_id)
    cleaned = clean(form, raw, work, channel=channel, only=only).or_refuse()
    matcher = Matcher(work, form, channel)
    matcher.expect([cleaned.values])
    matches = matcher.find(cleaned.values)
    refused = refusal(work, form, matches)
    if refused is not None:
        raise refused
    into = to_merge_into(matches)
    if into is not None:
        merged_into(work, form, into, cleaned.values, channel)
        return Submitted(into.record, into.number, into.owner, matches, merged=True)
    return _submitted(admit(work, form, [Newcomer(cleaned.values, channel, matches, source_note)])[0])


def find_same(work: Work, form_id: str, raw: Any, *, channel: str) -> Match | None:
    """The record that the form's rules take for the same as these values, if one is there; nothing is written."""
    form = form_of(work.catalog, form_id)
    require(work, "create", form_id)
    cleaned = clean(form, raw, work, channel=channel).or_refuse()
    matcher = Matcher(work, form, channel)
    matcher.expect([cleaned.values])
    return next(iter(matcher.find(cleaned.values)), None)


def edit(work: Work, form_id: str, record_id: int, version: int | None, raw: Any, *, channel: str = "page") -> Edited:
    """Change a record; Stale, with the row, when somebody else did since `version`; None takes it as it stands."""
    subject = take(work, form_id, record_id)
    require(work, "import" if channel == "import" else "edit", form_id)
    return edit_subject(work, subject, raw, channel=channel, version=version)


def _submitted(one: Admitted) -> Submitted:
    return Submitted(one.id, one.number, one.facts.get("owner"), one.matches)
