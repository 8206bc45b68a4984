"""A public form's links: its address, one for each campaign, the QR code, the code that puts it into a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from urllib.parse import urlencode

import segno

from accounts import Work
from definitions import NotFound, Refused
from forms import PublicFormDefinition

from ..assets import EMBED

# What every campaign tool knows, in its order; then what else the form reads from its link.
USUAL = ("utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content")
LONGEST = 120
MEDIA = {"svg": "image/svg+xml", "png": "image/png"}


@dataclass(frozen=True)
class Parameter:
    """One parameter of the link: which field it fills, what it holds now."""

    name: str
    field: str
    value: str


@dataclass(frozen=True)
class LinkSheet:
    """Everything about one form's links."""

    id: str
    label: str
    href: str
    parameters: tuple[Parameter, ...]
    query: str
    embed: tuple[str, ...]
    snippet: str


def link_sheet(work: Work, slug: str, asked: Mapping[str, str], home: str) -> LinkSheet:
    """The links of a published form, for a campaign as asked."""
    public = _published(work, slug)
    form = work.catalog.find("form", public.form)
    found = tuple(
        Parameter(name, _label(form, public, name, work.language), asked.get(name, "").strip()[:LONGEST])
        for name in sorted(public.parameters, key=_usual)
    )
    query = urlencode({one.name: one.value for one in found if one.value})
    href = f"{home}/f/{public.id}" + (f"?{query}" if query else "")
    return LinkSheet(
        id=public.id,
        label=public.label.text(work.language),
        href=href,
        parameters=found,
        query=query,
        embed=public.embed,
        snippet=f'<iframe src="{_escaped(href)}" title="{_escaped(public.label.text(work.language))}" '
        'width="100%" height="900" style="border: 0" loading="lazy"></iframe>\n'
        f'<script src="{_escaped(home + EMBED)}" async></script>',
    )


def code_of(href: str, kind: str) -> bytes:
    """The QR code as a file to print."""
    if kind not in MEDIA:
        raise NotFound
    written = BytesIO()
    try:
        code = segno.make(href, error="m", micro=False)
    except segno.DataOverflowError:
        raise Refused("studio.links_too_long") from None
    code.save(written, kind=kind, scale=12 if kind == "png" else 8, border=4)
    return written.getvalue()


def _published(work: Work, slug: str) -> PublicFormDefinition:
    found = work.catalog.find("public_form", slug)
    if found is None:
        raise NotFound("studio.links_unpublished")
    return found


def _label(form, public: PublicFormDefinition, name: str, language: str) -> str:
    field = form.find(public.from_link[name]) if name in public.from_link else None
    return field.label.text(language) if field is not None else ""


def _usual(name: str) -> tuple[int, str]:
    return (USUAL.index(name) if name in USUAL else len(USUAL), name)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
