"""By which ways a person is told of something, and when: a pure decision over what they and the admin have chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from accounts import Person, Work, roster_of
from definitions import Reason

from ..channels import ChannelDefinition, readiness
from ..channels.definition import DIGEST, NEVER
from .choices import Choices, choices_of
from .definition import URGENT, NoticeRules, rules_of

WEBHOOK, MAIL, SMS = "webhook", "mail", "sms"


@dataclass(frozen=True)
class Way:
    """One channel, from when on, and why not at once."""

    channel: ChannelDefinition
    at: datetime
    why: Reason | None = None

    @property
    def is_gathered(self) -> bool:
        """Whether it lies with others until then."""
        return self.why is not None


@dataclass(frozen=True)
class Hearer:
    """Somebody with what they have chosen and what the house says."""

    choices: Choices
    rules: NoticeRules
    zone: ZoneInfo


def ways(
    hearer: Hearer, channels: Iterable[ChannelDefinition], kind: str, now: datetime, *, is_urgent: bool
) -> list[Way]:
    """What goes by which channel, and when: now, after the quiet, or with the digest."""
    quiet, digest = hearer.choices.quiet_under(hearer.rules), hearer.choices.digest_under(hearer.rules)
    passes = kind in hearer.rules.passes_quiet or (is_urgent and URGENT in hearer.rules.passes_quiet)
    still = None if quiet is None or passes else quiet.ends_after(now, hearer.zone)
    found = []
    for channel in channels:
        if channel.via == WEBHOOK:  # nobody's to choose, and programs do not sleep
            found += [Way(channel, now)] if channel.events.get(kind, NEVER) != NEVER else []
            continue
        how = hearer.choices.how(kind, channel)
        if how == NEVER:
            continue
        if how == DIGEST and not passes:
            at = digest.next_after(now, hearer.zone)
            later = quiet.ends_after(at, hearer.zone) if quiet else None
            found.append(Way(channel, later or at, Reason("telling.why.digest")))
        elif still is not None:
            found.append(Way(channel, still, Reason("telling.why.quiet")))
        else:
            found.append(Way(channel, now))
    return found


def ways_of(work: Work, person: Person, kind: str, *, is_urgent: bool) -> list[Way]:
    """The same for a person, over the channels that are set up and meant for them."""
    hearer = Hearer(choices_of(person), rules_of(work.catalog), ZoneInfo(person.timezone))
    return ways(hearer, channels_for(work, person), kind, work.now, is_urgent=is_urgent)


def channels_for(work: Work, person: Person) -> list[ChannelDefinition]:
    """The channels by which a person can be told: set up, meant for them, and with an address of theirs."""
    ready = [each.channel for each in readiness(work) if each.is_ready and is_meant(work, person, each.channel)]
    reached = {MAIL: person.email, SMS: person.phone}
    return [channel for channel in ready if reached.get(channel.via, True)]


def carriers(work: Work) -> list[ChannelDefinition]:
    """The channels that are set up and carry messages to people, whoever they are for."""
    return [each.channel for each in readiness(work) if each.is_ready and each.channel.via != WEBHOOK]


def is_meant(work: Work, person: Person, channel: ChannelDefinition) -> bool:
    """Whether a channel is for this person, by their role or by a team they are in."""
    audience = channel.audience
    if not audience.teams and not audience.roles:
        return True
    return person.role in audience.roles or bool(audience.teams and _is_in(work, person, audience.teams))


def _is_in(work: Work, person: Person, keys: tuple[str, ...]) -> bool:
    """In one of these teams or in a team below it; the superior of one is in it."""
    tree = roster_of(work.connection).tree
    named = [team.id for team in (tree.by_key(key) for key in keys) if team is not None]
    inside = tree.subtree(*named) if named else frozenset()
    return person.team in inside or any(team in inside for team in tree.led_by(person.id))
