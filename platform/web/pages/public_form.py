"""Forms by link: a visitor without an account fills one in, in their own language, with or without scripts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, g, make_response, redirect, render_template, request

from accounts import Work
from definitions import NotFound, Refused, fill
from flows import visiting
from forms import BY, FieldError, Invalid, PublicFormDefinition, clean, field_of, form_of

from .. import desk
from ..languages import language, t
from ..public import (
    LONGEST_ZONE,
    WINDOW,
    ZONE,
    Expired,
    FormToken,
    PublicSheet,
    TooFast,
    answer_by,
    bits_for,
    harder,
    in_language,
    is_framed,
    is_solved,
    issue,
    link_of,
    look_into,
    on_their_clock,
    patience_for,
    policy_of,
    read,
    sent_now,
    sheet_of,
)
from ..public.sheet import CONSENT, TRAP
from ..security import csrf, limiter
from ..uploading import received
from .files import taken

blueprint = Blueprint("public_form", __name__, url_prefix="/f/<slug>")
csrf.exempt(blueprint)  # there is no session to ride on; the signed token stands for it
OURS = frozenset({"token", "step", "back", "proof", "lang", "drawn", ZONE, TRAP, CONSENT})


@dataclass(frozen=True)
class SheetContext:
    """A public form, or what is said after it."""

    sheet: PublicSheet


@dataclass(frozen=True)
class ThanksContext:
    """What a visitor reads when the form is in."""

    title: str
    thanks: str
    again_href: str
    next: tuple[str, ...]


@dataclass(frozen=True)
class PrivacyContext:
    """What is done with what a visitor writes."""

    title: str
    paragraphs: tuple[str, ...]
    form_href: str


@blueprint.before_request
def _as_visitor() -> None:
    """Whoever is signed in fills a public form in as anybody does."""
    g.person = None


@blueprint.get("")
def show(slug: str):
    """The form; parameters of the link travel inside its token."""
    with desk.reading() as work:
        public = _public(work, slug)
        link = link_of(work, public)
        known = {field: value for field, value in public.carried(link).items() if field in public.fields}
        return _page(public, sheet_of(work, public, raw=known or None, link=link, bits=_bits(work, public)))


@blueprint.post("")
@limiter.limit("20 per minute; 200 per hour")
def submit(slug: str):
    """The next step, or the record; sent twice it is still one."""
    if request.form.get(TRAP):
        return _thanks(slug)
    raw, refused_files = _raw(), ()
    try:
        with desk.reading() as work:
            public = _public(work, slug)
            token = read(request.form.get("token", ""), slug, work.now)
            definition, step = form_of(work.catalog, public.form), _step(public)
        files = received(definition, public.fields)
        raw, refused_files = files.with_raw(raw), files.errors
        with desk.reading() as work:
            shown = sheet_of(work, public, step=step, raw=raw, token=request.form["token"])
            if _asks_more(shown):
                return _page(public, replace(shown, refusal=t("public.more")))
            _check_step(work, public, step, raw, refused_files)
            if request.form.get("back") or step < len(public.steps):
                to = step - 1 if request.form.get("back") else step + 1
                return _page(public, sheet_of(work, public, step=max(1, to), raw=raw, token=request.form["token"]))
        _send(slug, token, raw)
    except Refused as refused:
        if isinstance(refused, NotFound):
            raise
        return _again(slug, raw, refused)
    return _thanks(slug)


@blueprint.post("/live")
@limiter.limit("120 per minute")
def live(slug: str):
    """The questions there are, with what was answered so far."""
    with desk.reading() as work:
        public = _public(work, slug)
        token = request.form.get("token", "")
        read(token, slug, work.now, hurry=True)
        sheet = sheet_of(work, public, step=_step(public), raw=_raw(), token=token)
        return _answer("partials/public/fields.html", SheetContext(sheet), public)


@blueprint.post("/files")
@limiter.limit("60 per minute; 300 per hour")
def upload(slug: str):
    """One file while the form is filled in; whoever holds its key may send it along."""
    with desk.reading() as work:
        public = _public(work, slug)
        read(request.form.get("token", ""), slug, work.now, hurry=True)
        field = form_of(work.catalog, public.form).find(request.form.get("field", ""))
        if field is None or field.id not in public.fields:
            raise NotFound("public.no_form")
    return taken(field)


@blueprint.get("/thanks")
def thanks(slug: str):
    """What is said when the form is in."""
    with desk.reading() as work:
        public = _public(work, slug)
        on_their_clock(request.args.get("zone", ""))
        words = public.thanks.text(work.language) if public.thanks else t("public.thanks")
        words = fill(words, {BY: answer_by(work, public, request.args.get("sent", ""))})
        after = tuple(each.text(work.language) for each in public.next[1:])
        context = ThanksContext(public.label.text(work.language), words, in_language(f"/f/{slug}"), after)
        return _answer("pages/public/thanks.html", context, public)


@blueprint.get("/privacy")
def privacy(slug: str):
    """The privacy notice of a form, or the way to where it stands."""
    with desk.reading() as work:
        public = _public(work, slug)
        href = public.privacy_href(work.language)
        if not href:
            raise NotFound("public.no_privacy")
        if not href.startswith("/"):
            return redirect(href, 303)
        said = public.privacy.text(work.language)
        parts = tuple(part.strip() for part in said.split("\n\n") if part.strip())
        context = PrivacyContext(t("public.privacy"), parts, in_language(f"/f/{slug}"))
        return _answer("pages/public/privacy.html", context, public)


def _public(work: Work, slug: str) -> PublicFormDefinition:
    found = work.catalog.find("public_form", slug)
    if found is None:
        raise NotFound("public.no_form")
    return found


def _raw() -> dict[str, Any]:
    """What was typed, by field; one value, or several under one name."""
    lists = ((name, values) for name, values in request.form.lists() if name not in OURS)
    return {name: values[0] if len(values) == 1 else values for name, values in lists}


def _step(public: PublicFormDefinition) -> int:
    asked = request.form.get("step", "")
    return min(max(int(asked), 1), len(public.steps)) if asked.isdecimal() and len(asked) < 3 else len(public.steps)


def _asks_more(sheet: PublicSheet) -> bool:
    """Whether the answers brought up a question that the visitor has not seen: without scripts it comes only now."""
    if not sheet.live or "drawn" not in request.form or request.form.get("back"):
        return False
    return not {field.name for field in sheet.fields} <= set(request.form["drawn"].split(","))


def _check_step(
    work: Work, public: PublicFormDefinition, step: int, raw: Mapping[str, Any], more: tuple[FieldError, ...] = ()
) -> None:
    """What is wrong so far: of the steps that come later, nothing is asked yet."""
    if request.form.get("back"):
        return
    form = form_of(work.catalog, public.form)
    asked = {name for each in public.steps[:step] for name in each.fields}
    found = clean(form, public.submission(raw, {}), work, channel="public", only=public.accepted).errors
    later = {name for each in public.steps[step:] for name in each.fields}
    wrong = [error for error in found if error.field not in later or error.field in asked]
    wrong += [*more, *_not_asked(public, raw)]
    if step == len(public.steps) and public.consent and not request.form.get(CONSENT):
        wrong.append(FieldError(CONSENT, "required", {"label": t("public.consent")}))
    if wrong:
        raise Invalid(wrong)


def _not_asked(public: PublicFormDefinition, raw: Mapping[str, Any]) -> list[FieldError]:
    """What the link and the file fill in is no visitor's to say."""
    silent = public.accepted - frozenset(public.fields)
    return [FieldError(name, "not_writable") for name in raw if field_of(name) in silent]


def _send(slug: str, token: FormToken, raw: Mapping[str, Any]) -> None:
    """One record for one form, however often it is sent: the second time is answered like the first."""
    with desk.writing() as work:
        public = _public(work, slug)
        _require_proof(token, max(token.bits, _bits(work, public)), work.now)
        visiting.send(work, public, public.submission(raw, token.link), key=token.key)


def _bits(work: Work, public: PublicFormDefinition) -> int:
    """How much work is asked for now."""
    return bits_for(visiting.came_since(work, public, work.now - WINDOW))


def _require_proof(token: FormToken, bits: int, now: datetime) -> None:
    """Work or patience: whoever shows neither is asked to send again, and may."""
    if is_solved(token.key, request.form.get("proof", ""), bits):
        return
    left = patience_for(bits) - (now - token.since)
    if left > timedelta(0):
        raise TooFast("public.wait", n=ceil(left.total_seconds()))


def _again(slug: str, raw: Mapping[str, Any], refused: Refused) -> Response:
    """The form as it was typed, with every error; a token that is too old is made new."""
    errors = refused.errors if isinstance(refused, Invalid) else ()
    with desk.reading() as work:
        public = _public(work, slug)
        sheet = sheet_of(
            work, public, step=_step(public), raw=raw, errors=errors, token=_token_again(work, public, refused),
            refusal="" if errors else refused.text(language()), consented=bool(request.form.get(CONSENT)),
        )  # fmt: skip
        return _page(public, sheet, 429 if isinstance(refused, TooFast) else refused.status)


def _token_again(work: Work, public: PublicFormDefinition, refused: Refused) -> str:
    """A form that lay too long begins anew, from the same link; the others go on, with as much work as is asked now."""
    written, bits = request.form.get("token", ""), _bits(work, public)
    token = look_into(written)
    if token is None or token.slug != public.id or isinstance(refused, Expired):
        return issue(public.id, token.link if token is not None else {}, work.now, bits=bits)
    return harder(token, bits) if bits > token.bits else written


@blueprint.errorhandler(429)
def too_many(error: Exception) -> Response | Exception:
    """Too many forms from one address: nothing that was typed is lost."""
    if request.endpoint != "public_form.submit":
        return error
    return _again(request.view_args["slug"], _raw(), TooFast("public.too_many"))


def _thanks(slug: str) -> Response:
    """Where an answer is promised, the address keeps when the form was sent, and on whose clock it is told."""
    with desk.reading() as work:
        kept = {}
        if _public(work, slug).answer_within is not None:
            kept = {"sent": sent_now(work), "zone": request.form.get(ZONE, "")[:LONGEST_ZONE]}
        query = urlencode({name: value for name, value in kept.items() if value})
        return redirect(in_language(f"/f/{slug}/thanks" + (f"?{query}" if query else "")), 303)


def _page(public: PublicFormDefinition, sheet: PublicSheet, status: int = 200) -> Response:
    return _answer("pages/public/form.html", SheetContext(sheet), public, status=status)


def _answer(template: str, context: Any, public: PublicFormDefinition, *, status: int = 200) -> Response:
    """The page without a session: the layout's own token would set a cookie that a visitor does not need."""
    drawn = render_template(template, **vars(context), framed=is_framed(), csrf_token=lambda: "")
    answer = make_response(drawn, status)
    answer.vary.add("Sec-Fetch-Dest")
    answer.headers["Content-Security-Policy"] = policy_of(public)
    return answer
