"""Channels and deliveries in the studio: what is set up, what has gone out, and letting it go again."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, g, request

from accounts import people, require
from definitions import NotFound, Refused
from flows import delivering
from records import deliveries, secrets

from .. import desk
from ..htmx import back, go, page
from ..languages import language, t
from ..lists.view_model import Tab
from ..numbers import whole
from ..sessions import needs
from ..shell import toast
from ..studio.draft import draft_of
from ..studio.frame import Frame, frame_of
from ..studio.impact import impact_seen
from ..traffic.deliveries import ChannelCard, DeliveryLine, channel_cards, delivery_lines, state_tabs

blueprint = Blueprint("studio_deliveries", __name__, url_prefix="/studio/deliveries")
HREF = "/studio/deliveries"


@dataclass(frozen=True)
class DeliveriesPage:
    """The channels, and one page of what was to go out."""

    studio: Frame
    channels: tuple[ChannelCard, ...]
    lines: tuple[DeliveryLine, ...]
    tabs: tuple[Tab, ...]
    state: str
    channel: str
    earlier_href: str
    given_up: int
    site: bool
    error: str


@blueprint.get("")
@needs("configure")
def index():
    """Everything, or what is in one state or went by one channel."""
    return _page()


@blueprint.post("/<int:id>/replay")
@needs("configure")
def replay(id: int):
    """Lets one go again."""
    try:
        with desk.writing() as work:
            delivering.replay(work, id)
    except Refused as refused:
        if isinstance(refused, NotFound):
            raise
        return _page(error=refused.text(language()), status=refused.status)
    toast(t("traffic.replayed", n=1))
    return go(HREF)


@blueprint.post("/replays")
@needs("configure")
def replay_all():
    """Lets all go again that were given up."""
    with desk.writing() as work:
        given_up = deliveries.listing(work.connection, state=deliveries.GIVEN_UP, limit=1000)
        for one in given_up:
            delivering.replay(work, one.id)
    toast(t("traffic.replayed", n=len(given_up)))
    return go(HREF)


@blueprint.post("/secrets/<name>")
@needs("configure")
def keep_secret(name: str):
    """Keeps the value of a secret setting, which no page ever shows again."""
    try:
        with desk.writing() as work:
            require(work, "configure")
            secrets.keep(work.connection, name, request.form.get("value", "") or None)
    except Refused as refused:
        return _page(error=refused.text(language()), status=422)
    toast(t("traffic.secret_kept", name=name))
    return go(back(HREF))


@blueprint.post("/channels/<id>/test")
@needs("configure")
def test(id: str):
    """Sends whoever asks a few words by a channel, to see whether it works."""
    with desk.writing() as work:
        delivering.send_test(work, id, people.get(work.connection, g.person.id))
    toast(t("traffic.test_sent"))
    return go(HREF)


def _page(*, error: str = "", status: int = 200):
    state, channel = request.args.get("state", ""), request.args.get("channel", "")
    state = state if state in deliveries.STATES else ""
    before = request.args.get("before", type=whole)
    with desk.reading() as work:
        draft = draft_of(work)
        lines, earlier = delivery_lines(work, state=state or None, channel=channel or None, before=before)
        counted = deliveries.counts(work.connection)
        context = DeliveriesPage(
            studio=frame_of(draft, seen=impact_seen(draft)),
            channels=tuple(channel_cards(work)),
            lines=lines,
            tabs=tuple(state_tabs(state, HREF)),
            state=state,
            channel=channel,
            earlier_href=f"{HREF}?state={state}&channel={channel}&before={earlier}" if earlier else "",
            given_up=sum(n for (_, each), n in counted.items() if each == deliveries.GIVEN_UP),
            site=desk.site() is not None,
            error=error,
        )
        return page("pages/studio/deliveries.html", context, status=status)
