"""Inlets with their addresses, and what came in with what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts import Work
from definitions import NotFound
from flows import inlets
from records import Inbound, inbound, is_sealed, secrets

from .. import desk, moments
from ..languages import t
from ..lists.view_model import Tab
from .deliveries import SecretLine, secret_line

PAGE = 50
TONES = {"taken": "good", "heard": "good", "refused": "late", "waiting": "soon"}
LONGEST_SHOWN = 20_000


@dataclass(frozen=True)
class InletCard:
    """An inlet: where to push to, what it still needs, what came."""

    id: str
    label: str
    by: str
    address: str
    ready: bool
    secrets: tuple[SecretLine, ...]
    counts: tuple[str, ...]
    last: str
    file_href: str


@dataclass(frozen=True)
class InboundLine:
    """One thing that came in."""

    id: int
    at: str
    shown: str
    inlet: str
    state_label: str
    tone: str
    record_href: str
    why: tuple[str, ...]
    may_retry: bool


@dataclass(frozen=True)
class InboundSheet:
    """The same with what was sent."""

    line: InboundLine
    size: str
    payload: str
    remote: str


def inlet_cards(work: Work) -> Iterator[InletCard]:
    """Every inlet of the configuration."""
    counted, last = inbound.counts(work.connection), inbound.last_at(work.connection)
    for inlet in work.catalog.all("inlet"):
        known = secrets.known(work.connection, inlet.secrets)
        mine = {state: n for (id, state), n in counted.items() if id == inlet.id}
        yield InletCard(
            id=inlet.id,
            label=inlet.label.text(work.language),
            by=t(f"traffic.by.{inlet.by}"),
            address=f"{desk.site() or ''}/in/{inlet.id}",
            ready=len(known) == len(set(inlet.secrets)),
            secrets=tuple(secret_line(name, missing=name not in known) for name in inlet.secrets),
            counts=tuple(f"{t(f'inlets.state.{state}')} {mine[state]}" for state in inbound.STATES if state in mine),
            last=_last(last.get(inlet.id)),
            file_href=f"/studio/files/{work.catalog.file_of('inlet', inlet.id)}",
        )


def inbound_lines(
    work: Work, *, state: str | None, inlet: str | None, before: int | None
) -> tuple[tuple[InboundLine, ...], int | None]:
    """One page of what came, and from where the earlier goes on."""
    found = inbound.listing(work.connection, state=state, inlet=inlet, before=before, limit=PAGE + 1)
    return tuple(_line(work, one) for one in found[:PAGE]), found[PAGE - 1].id if len(found) > PAGE else None


def inbound_sheet(work: Work, id: int) -> InboundSheet:
    """One of them, with its content as text."""
    row = inbound.get(work.connection, id)
    if row is None:
        raise NotFound("inlets.none", id=id)
    text = row.payload.decode("utf-8", "replace")
    text = t("unmasking.kept_sealed") if is_sealed(text) else text
    size = t("traffic.size", n=len(row.payload), kind=row.content_type)
    return InboundSheet(_line(work, row), size, text[:LONGEST_SHOWN], row.remote)


def state_tabs(chosen: str, href: str) -> Iterator[Tab]:
    """All, and each state."""
    yield Tab(t("traffic.all"), href, None, not chosen)
    for one in inbound.STATES:
        yield Tab(t(f"inlets.state.{one}"), f"{href}?state={one}", None, one == chosen)


def _last(at: datetime | None) -> str:
    return t("traffic.last_came", at=moments.shown(at)) if at else t("traffic.never_came")


def _line(work: Work, one: Inbound) -> InboundLine:
    inlet: inlets.InletDefinition | None = work.catalog.find("inlet", one.inlet)
    return InboundLine(
        id=one.id,
        at=one.received_at.isoformat(),
        shown=moments.shown(one.received_at),
        inlet=inlet.label.text(work.language) if inlet else one.inlet,
        state_label=t(f"inlets.state.{one.state}"),
        tone=TONES.get(one.state, ""),
        record_href=f"/records/{one.form}/{one.record}" if one.form and one.record else "",
        why=tuple(_why(work, one.problem or {})),
        may_retry=one.state == inbound.REFUSED,
    )


def _why(work: Work, problem: Mapping[str, Any]) -> Iterator[str]:
    """The reason, and what is wrong with which field."""
    fields = problem.get("fields") or ()
    if problem and not fields:
        yield problem.get(work.language) or problem.get("en") or ""
    for each in fields:
        yield f"{each['field']}{t('ui.colon')}{each.get(work.language) or each.get('en')}"
