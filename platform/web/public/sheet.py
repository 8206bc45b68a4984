"""A public form as the visitor sees it: one step at a time, with what was typed and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from zlib import crc32

from accounts import Work
from forms import BoundError, BoundField, FieldError, PublicFormDefinition, bind, field_of, form_of

from ..languages import t
from .token import issue, look_into
from .visit import in_language

CONSENT = "consent"
# Filled in only by programs: people never see it.
TRAP = "homepage"
SECONDS_A_FIELD = 10


@dataclass(frozen=True)
class PublicSheet:
    """What the template of a public form prints."""

    slug: str
    href: str
    title: str
    promise: str
    next: tuple[str, ...]
    step: int
    steps: int
    step_label: str
    time_left: str
    fields: tuple[BoundField, ...]
    hidden: tuple[tuple[str, str], ...]
    errors: tuple[BoundError, ...]
    consent: str
    consent_error: str
    consented: bool
    token: str
    refusal: str = ""
    privacy_href: str = ""
    is_last: bool = True
    key: str = ""  # what the browser shows its work on
    bits: int = 0
    live: str = ""  # where the fields are drawn anew when one changes that another's condition reads
    drawn: str = ""
    shapes: Mapping[str, str] = field(default_factory=dict)


def sheet_of(
    work: Work,
    public: PublicFormDefinition,
    *,
    step: int = 1,
    raw: Mapping[str, Any] | None = None,
    errors: Iterable[FieldError] = (),
    link: Mapping[str, str] | None = None,
    token: str = "",
    bits: int = 0,
    refusal: str = "",
    consented: bool = False,
) -> PublicSheet:
    """The form at a step; what was typed at others travels along unseen."""
    form, errors = form_of(work.catalog, public.form), tuple(errors)
    bound = bind(form, work, None, raw, errors=errors, only=public.accepted, compact=True)
    here = public.steps[step - 1]
    last = step == len(public.steps)
    fields = tuple(_dressed(public, each) for each in bound.only(here.fields) if each.visible)
    left = sum(len(each.fields) for each in public.steps[step - 1 :]) * SECONDS_A_FIELD
    consent = public.consent.text(work.language) if public.consent and last else ""
    token = token or issue(public.id, link or {}, work.now, bits=bits)
    known = look_into(token)
    refused = next((e.beside(work.language) for e in errors if e.field == CONSENT), "")
    return PublicSheet(
        slug=public.id,
        href=in_language(f"/f/{public.id}"),
        title=public.label.text(work.language),
        promise=public.promise.text(work.language) if public.promise else "",
        next=tuple(each.text(work.language) for each in public.next),
        step=step,
        steps=len(public.steps),
        step_label=here.label.text(work.language) if here.label else "",
        time_left=t("public.seconds", n=left) if left < 90 else t("public.minutes", n=round(left / 60)),
        fields=fields,
        hidden=tuple(_hidden(public, here.fields, raw or {})),
        errors=tuple(_named(bound.errors)),
        consent=consent,
        consent_error=refused,
        consented=consented,
        token=token,
        refusal=refusal,
        privacy_href=_in_ours(public.privacy_href(work.language)),
        is_last=last,
        key=known.key if known else "",
        bits=known.bits if known else 0,
        live=in_language(f"/f/{public.id}/live") if bound.live else "",
        drawn=",".join(each.name for each in fields),
        shapes={each.name: _shape(each) for each in fields},
    )


def _in_ours(href: str) -> str:
    """A page of ours goes on in the visitor's language; an address elsewhere stays as it is written."""
    return in_language(href) if href.startswith("/") else href


def _shape(field: BoundField) -> str:
    """What of a field a condition may change beside whether it is there; the same shape is the same control."""
    offered = "|".join(each.value for each in field.choices)
    return f"{crc32(f'{field.required} {field.read_only} {offered}'.encode()):x}"


def _dressed(public: PublicFormDefinition, field: BoundField) -> BoundField:
    """Many choices are a list, few are tiles; files are sent to the form's own address."""
    offered = tuple(each for each in field.choices if each.offered is not False or each.selected)
    if any(each.offered is False for each in field.choices) and any(each.offered for each in offered):
        field = replace(field, choices=offered)  # what goes with the answer above; before that, all there is
    field = field if len(field.choices) <= 12 else replace(field, compact=False)
    return replace(field, upload_href=f"/f/{public.id}/files") if field.definition.type.side == "files" else field


def _hidden(public: PublicFormDefinition, here: Iterable[str], raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in raw:
        if field_of(name) in public.fields and field_of(name) not in here:
            values = raw[name] if isinstance(raw[name], list) else [raw[name]]
            yield from ((name, str(value)) for value in values if value not in (None, ""))


def _named(errors: Iterable[BoundError]) -> Iterator[BoundError]:
    for error in errors:
        yield replace(error, label=t("public.consent")) if error.id == f"f-{CONSENT}" else error
