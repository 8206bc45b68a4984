"""What a person has chosen: by which way they hear of which event, their quiet hours, their digest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from accounts import Person, Work, people
from definitions import LANGUAGES, Refused, texts_of

from ..channels import ChannelDefinition
from ..channels.definition import HOW, NEVER
from .definition import NoticeRules
from .hours import DAILY, HOURLY, Digest, Quiet

SETTING = "notices"


@dataclass(frozen=True)
class Choices:
    """A person's own choices; what they did not choose is the channel's and the house's to say."""

    grid: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    quiet: Quiet | None = None
    has_no_quiet: bool = False
    digest: Digest | None = None

    def how(self, kind: str, channel: ChannelDefinition) -> str:
        """At once, in the digest, or not at all."""
        chosen = self.grid.get(kind, {}).get(channel.id)
        return chosen if chosen in HOW else channel.events.get(kind, NEVER)

    def quiet_under(self, rules: NoticeRules) -> Quiet | None:
        """Their quiet hours; the house's where they have said nothing."""
        return None if self.has_no_quiet else self.quiet or rules.quiet

    def digest_under(self, rules: NoticeRules) -> Digest:
        """When their digest comes."""
        return self.digest or rules.digest


def choices_of(person: Person) -> Choices:
    """What a person has chosen, as far as it can still be read."""
    kept = person.settings.get(SETTING)
    if not isinstance(kept, Mapping):
        return Choices()
    quiet = kept.get("quiet")
    return Choices(
        grid=kept.get("grid") or {},
        quiet=Quiet.of(quiet) if isinstance(quiet, Mapping) else None,
        has_no_quiet=quiet is False,
        digest=Digest.of(kept["digest"]) if kept.get("digest") else None,
    )


def choose(
    work: Work,
    person: int,
    *,
    grid: Mapping[str, Mapping[str, str]],
    quiet: Mapping[str, str] | bool | None,
    digest: Mapping[str, str] | None,
) -> Person:
    """Keep a person's choices; `quiet` False is none at all, None the house's."""
    kept: dict[str, Any] = {"grid": {kind: dict(row) for kind, row in grid.items() if row}}
    wrong = [how for row in grid.values() for how in row.values() if how not in HOW]
    if wrong:
        raise Refused("telling.refused.how", how=wrong[0][:40])
    try:
        kept["quiet"] = Quiet.of(quiet).as_json() if isinstance(quiet, Mapping) else quiet
        kept["digest"] = Digest.of(digest).as_json() if digest else None
    except (ValueError, KeyError, TypeError):
        raise Refused("telling.refused.clock") from None
    if digest and digest.get("every") not in (DAILY, HOURLY):
        raise Refused("telling.refused.every")
    found = people.get(work.connection, person)
    return people.change(work, person, settings={**found.settings, SETTING: kept})


@cache
def notice_kinds() -> tuple[str, ...]:
    """Every event that people are told of: those that our texts have words for."""
    head, tail = "flows.notice.", ".title"
    titles = (key for key in texts_of(LANGUAGES[0]) if key.startswith(head) and key.endswith(tail))
    return tuple(sorted({key[len(head) : -len(tail)] for key in titles} - {"other"}))
