"""The ways to look at one definition: drawn, as text, tried on a record, lived again over a past period."""

from __future__ import annotations

from dataclasses import dataclass

from ..languages import t
from .draft import Draft
from .listing import head_of

DRAWN = ("alert", "pipeline", "role", "routing", "scorecard")


@dataclass(frozen=True)
class Face:
    """One of them, as the head of the page links to it."""

    href: str
    label: str
    icon: str
    current: bool = False


def faces_of(draft: Draft, path: str, face: str) -> tuple[Face, ...]:
    """What there is for the file's kind; nothing where it has but one face."""
    kind, id, _, form = head_of(path, draft.merged.get(path, draft.published.get(path, "")))
    if kind == "public_form" and id:
        text = Face(f"/studio/files/{path}", "YAML", "code", current=True)
        return (text, Face(f"/studio/links/{id}", t("studio.links_face"), "qrcode"))
    if kind == "form" and id and path in draft.merged:
        design = Face(f"/studio/forms/{id}", t("designer.face"), "forms", face == "design")
        return (design, Face(f"/studio/files/{path}?face=yaml", "YAML", "code", face == "yaml"))
    if kind not in DRAWN:
        return ()
    found = [
        Face(f"/studio/files/{path}", t("studio.face_drawn"), "columns-3", face == "drawn"),
        Face(f"/studio/files/{path}?face=yaml", "YAML", "code", face == "yaml"),
    ]
    if kind == "routing" and id:
        found.append(Face(f"/studio/routings/{id}/trial", t("routing_pages.trial"), "player-play", face == "trial"))
    routing = id if kind == "routing" else _routing_of(draft, form) if kind == "scorecard" else ""
    if routing:
        query = "?regrade=1" if kind == "scorecard" else ""
        href = f"/studio/routings/{routing}/backtest{query}"
        found.append(Face(href, t("routing_pages.backtest"), "history", face == "backtest"))
    return tuple(found)


def _routing_of(draft: Draft, form: str) -> str:
    heads = (head_of(path, text) for path, text in draft.merged.items())
    return next((id for kind, id, _, of in heads if kind == "routing" and of == form), "")
