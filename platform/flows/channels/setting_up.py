"""Whether a channel can carry anything yet: which of its secret settings are missing."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import Work
from records import secrets

from .definition import ChannelDefinition

MAIL = "mail"


@dataclass(frozen=True)
class Readiness:
    """A channel, and the secret settings it still waits for."""

    channel: ChannelDefinition
    missing: tuple[str, ...] = ()

    @property
    def is_ready(self) -> bool:
        """Whether messages can go this way."""
        return not self.missing


def readiness(work: Work) -> tuple[Readiness, ...]:
    """Every channel of the configuration with what it still needs."""
    channels: tuple[ChannelDefinition, ...] = work.catalog.all("channel")
    known = secrets.known(work.connection, (name for channel in channels for name in channel.secrets))
    return tuple(Readiness(each, tuple(name for name in each.secrets if name not in known)) for each in channels)


def mail_channel(work: Work, id: str | None = None) -> Readiness | None:
    """The channel by which mails to contacts go: the one that is named, else the first that speaks mail."""
    for each in readiness(work):
        if each.channel.via == MAIL and id in (None, each.channel.id):
            return each
    return None
