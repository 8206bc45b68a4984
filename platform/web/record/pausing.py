"""Clocks that stand still, on the page of their record: until when, why, and how they run on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows import RecordPage

from .. import moments
from ..languages import t
from .verb_form import VerbField, VerbForm
from .view_model import Banner


def banners(page: RecordPage, href: str) -> Iterator[Banner]:
    """Why they stand still, and the button that lets them run on."""
    paused = page.paused
    if paused is None:
        return
    if paused.until is not None:
        text = t("pausing.banner_until", until=moments.shown(paused.until), reason=paused.reason)
    else:
        text = t("pausing.banner_open", reason=paused.reason)
    may = "pause" in page.verbs
    action, button = (f"{href}/resumption", t("pausing.resume")) if may else ("", "")
    yield Banner("rest", text, t("pausing.banner"), action=action, button=button, icon="player-play")


def pause_form(page: RecordPage, href: str, typed: Mapping[str, str]) -> VerbForm:
    """Why, and until which day."""
    paused = page.paused
    until = moments.local(paused.until).date().isoformat() if paused and paused.until else ""
    return VerbForm(
        title=t("pausing.title", name=page.subject.title),
        action=f"{href}/pause",
        submit=t("pausing.change" if paused else "pausing.do"),
        back=href,
        intro=t("pausing.intro"),
        fields=(
            VerbField(
                "reason", t("pausing.reason"), value=typed.get("reason", paused.reason if paused else ""),
                required=True, hint=t("pausing.reason_hint"),
            ),
            VerbField(
                "until", t("pausing.until"), "day", value=typed.get("until", until), hint=t("pausing.until_hint")
            ),
        ),
        crumbs=page.subject.number,
    )  # fmt: skip
