"""What came in, in the studio: the inlets, everything that was pushed in, and trying again what was refused."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, request

from flows import inlets
from records import inbound

from .. import desk
from ..htmx import go, page
from ..languages import t
from ..lists.view_model import Tab
from ..numbers import whole
from ..sessions import needs
from ..shell import toast
from ..studio.draft import draft_of
from ..studio.frame import Frame, frame_of
from ..studio.impact import impact_seen
from ..traffic.inbound import (
    InboundLine,
    InboundSheet,
    InletCard,
    inbound_lines,
    inbound_sheet,
    inlet_cards,
    state_tabs,
)

blueprint = Blueprint("studio_inbound", __name__, url_prefix="/studio/inbound")
HREF = "/studio/inbound"


@dataclass(frozen=True)
class InboundPage:
    """The inlets, and one page of what came."""

    studio: Frame
    inlets: tuple[InletCard, ...]
    lines: tuple[InboundLine, ...]
    tabs: tuple[Tab, ...]
    earlier_href: str


@dataclass(frozen=True)
class SheetPage:
    """One thing that came in, as it came."""

    studio: Frame
    sheet: InboundSheet


@blueprint.get("")
@needs("configure")
def index():
    """Everything, or what is in one state or came by one inlet."""
    state, inlet = request.args.get("state", ""), request.args.get("inlet", "")
    state, before = state if state in inbound.STATES else "", request.args.get("before", type=whole)
    with desk.reading() as work:
        draft = draft_of(work)
        lines, earlier = inbound_lines(work, state=state or None, inlet=inlet or None, before=before)
        context = InboundPage(
            studio=frame_of(draft, seen=impact_seen(draft)),
            inlets=tuple(inlet_cards(work)),
            lines=lines,
            tabs=tuple(state_tabs(state, HREF)),
            earlier_href=f"{HREF}?state={state}&inlet={inlet}&before={earlier}" if earlier else "",
        )
        return page("pages/studio/inbound.html", context)


@blueprint.get("/<int:id>")
@needs("configure")
def show(id: int):
    """Just as it came."""
    with desk.reading() as work:
        draft = draft_of(work)
        context = SheetPage(frame_of(draft, seen=impact_seen(draft)), inbound_sheet(work, id))
        return page("pages/studio/inbound_sheet.html", context)


@blueprint.post("/<int:id>/replay")
@needs("configure")
def replay(id: int):
    """Lets it in again, by the mapping that is published now."""
    with desk.writing() as work:
        row = inlets.replay(work, id)
    toast(t("traffic.still_refused") if row.state == inbound.REFUSED else t("traffic.retried"))
    return go(f"{HREF}/{id}" if row.state == inbound.REFUSED else HREF)
