"""What a visit brings beside the answers: parameters of the link, the page before, the address; where it may stand."""

from __future__ import annotations

from flask import request

from accounts import Work
from definitions import LANGUAGES
from forms import PublicFormDefinition, clean, form_of

from ..desk import site
from ..htmx import page_before
from ..security import POLICY

LONGEST = 500
OF_VISIT = "@"


def link_of(work: Work, public: PublicFormDefinition) -> dict[str, str]:
    """What the address of this request carries; what would not fit its field is left out, as no visitor can mend it."""
    link = {name: request.args[name][:200] for name in public.parameters if request.args.get(name)}
    if "referrer" in public.from_visit and _from_elsewhere():
        link[f"{OF_VISIT}referrer"] = request.referrer[:LONGEST]
    if "landing_page" in public.from_visit:
        home = (site() or request.url_root).rstrip("/")
        link[f"{OF_VISIT}landing_page"] = f"{home}{request.full_path.rstrip('?')}"[:LONGEST]
    form, raw = form_of(work.catalog, public.form), public.carried(link)
    wrong = {error.field for error in clean(form, raw, work, channel="public", only=public.accepted).errors}
    return public.without(link, wrong & raw.keys())


def in_language(href: str) -> str:
    """An address that keeps the language a visitor chose: in the page of another site no cookie does."""
    asked = request.args.get("lang")
    return href + ("&" if "?" in href else "?") + f"lang={asked}" if asked in LANGUAGES else href


def is_framed() -> bool:
    """Whether a page asks for this one to show it in a frame; there it is light, as few pages around it turn dark."""
    return request.headers.get("Sec-Fetch-Dest") == "iframe"


def policy_of(public: PublicFormDefinition) -> str:
    """The content policy of its pages: only sites that the definition names may hold them in a frame."""
    return f"{POLICY}; frame-ancestors {' '.join(public.embed) or chr(39) + 'none' + chr(39)}"


def _from_elsewhere() -> bool:
    """Whether a page of somebody else led here."""
    before = page_before()
    return bool(before.netloc) and before.netloc != request.host
