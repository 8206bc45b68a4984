"""Channels with what they still need, and deliveries with what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from accounts import Work, people
from definitions import Reason
from flows import channels
from records import Delivery, deliveries, secrets

from .. import moments
from ..languages import t
from ..lists.view_model import Tab

PAGE = 50
TELL_TRIES = ("deliveries.why.later", "deliveries.why.too_often")
TONES = {"delivered": "good", "given_up": "late", "waiting": "soon"}


@dataclass(frozen=True)
class SecretLine:
    """One secret setting: what it holds, whether it is set and by whom, never what it is."""

    name: str
    holds: str
    state: str
    label: str
    fixed: bool


@dataclass(frozen=True)
class ChannelCard:
    """A channel: ready, or what it waits for; what has gone by it."""

    id: str
    label: str
    via: str
    ready: bool
    secrets: tuple[SecretLine, ...]
    counts: tuple[str, ...]
    limits: str
    file_href: str


@dataclass(frozen=True)
class DeliveryLine:
    """One delivery."""

    id: int
    at: str
    shown: str
    channel: str
    about: str
    to: str
    href: str
    state: str
    state_label: str
    tone: str
    why: str
    answer: str
    attempts: int
    tells_tries: bool
    due: str
    may_replay: bool


def channel_cards(work: Work) -> Iterator[ChannelCard]:
    """Every channel of the configuration."""
    counted = deliveries.counts(work.connection)
    for each in channels.readiness(work):
        channel = each.channel
        mine = {state: n for (id, state), n in counted.items() if id == channel.id}
        yield ChannelCard(
            id=channel.id,
            label=channel.label.text(work.language),
            via=t(f"traffic.via.{channel.via}"),
            ready=each.is_ready,
            secrets=tuple(
                secret_line(name, missing=name in each.missing, holds=_holds(channel, name)) for name in channel.secrets
            ),
            counts=tuple(f"{state_word(state)} {mine[state]}" for state in deliveries.STATES if state in mine),
            limits=_limits(channel),
            file_href=f"/studio/files/{work.catalog.file_of('channel', channel.id)}",
        )


def delivery_lines(
    work: Work, *, state: str | None, channel: str | None, before: int | None
) -> tuple[tuple[DeliveryLine, ...], int | None]:
    """One page of deliveries, and from where the earlier ones go on."""
    found = deliveries.listing(work.connection, state=state, channel=channel, before=before, limit=PAGE + 1)
    names = people.names(work.connection, [one.person for one in found])
    labels = {each.id: each.label.text(work.language) for each in work.catalog.all("channel")}
    lines = tuple(_line(work, one, names, labels) for one in found[:PAGE])
    return lines, found[PAGE - 1].id if len(found) > PAGE else None


def state_tabs(chosen: str, href: str) -> Iterator[Tab]:
    """All, and each state."""
    yield Tab(t("traffic.all"), href, None, not chosen)
    for one in deliveries.STATES:
        yield Tab(state_word(one), f"{href}?state={one}", None, one == chosen)


def state_word(state: str) -> str:
    """What a state is called."""
    return t(f"deliveries.state.{state}")


def _holds(channel: channels.ChannelDefinition, name: str) -> str:
    """The address that messages go to, or what they are signed with."""
    return t(f"traffic.holds.{channel.via}" if name == channel.address else "traffic.holds.signature")


def secret_line(name: str, *, missing: bool, holds: str = "") -> SecretLine:
    """Whether a secret setting is set, and by whom."""
    fixed = secrets.from_environment(name)
    state = "environment" if fixed else "missing" if missing else "set"
    return SecretLine(name, holds, state, t(f"traffic.secret_{state}"), fixed)


def _limits(channel: channels.ChannelDefinition) -> str:
    parts = [t(f"traffic.limit_{window}", n=most) for window, most in channel.limits.house]
    parts += [t(f"traffic.limit_{window}_person", n=most) for window, most in channel.limits.person]
    return t("telling.comma").join(parts)


def _line(work: Work, one: Delivery, names: dict[int, str], labels: dict[str, str]) -> DeliveryLine:
    text = one.text
    due = one.state in (deliveries.WAITING, deliveries.GATHERED) and one.gathered_in is None and one.due_at > work.now
    return DeliveryLine(
        id=one.id,
        at=one.created_at.isoformat(),
        shown=moments.shown(one.created_at),
        channel=labels.get(one.channel, one.channel),
        about=text.get("title") or text.get("subject") or one.kind,
        to=names.get(one.person, "") if one.person else one.address or "",
        href=f"/records/{one.form}/{one.record}" if one.form and one.record else "",
        state=one.state,
        state_label=t("traffic.gathered_in", n=one.gathered_in) if one.gathered_in else state_word(one.state),
        tone=TONES.get(one.state, ""),
        why=Reason.from_json(one.why).text(work.language) if one.why else "",
        answer=one.answer or "",
        attempts=one.attempts,
        tells_tries=bool(one.why) and one.why["code"] in TELL_TRIES,
        due=moments.shown(one.due_at) if due else "",
        may_replay=one.state == deliveries.GIVEN_UP,
    )
