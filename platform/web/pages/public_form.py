"""Forms by link: a visitor without an account fills one in, in their own language, with or without scripts."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, g, make_response, redirect, render_template, request

from accounts import Work
from definitions import NotFound, Refused
from flows import intake
from forms import FieldError, Invalid, PublicFormDefinition, clean, form_of
from records import idempotency

from .. import desk
from ..languages import language, t
from ..public import Expired, FormToken, PublicSheet, TooFast, issue, read, sheet_of
from ..public.sheet import CONSENT, TRAP
from ..security import csrf, limiter
from ..uploading import received
from .files import taken

blueprint = Blueprint("public_form", __name__, url_prefix="/f/<slug>")
csrf.exempt(blueprint)  # there is no session to ride on; the signed token stands for it
OURS = frozenset({"token", "step", "back", TRAP, CONSENT})


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


@blueprint.before_request
def _as_visitor() -> None:
    """Whoever is signed in fills a public form in as anybody does."""
    g.person = None


@blueprint.get("")
def show(slug: str):
    """The form; parameters of the link travel inside its token."""
    with desk.reading() as work:
        public = _public(work, slug)
        link = {name: request.args[name][:200] for name in public.from_link if request.args.get(name)}
        return _page(sheet_of(work, public, link=link))


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
            _check_step(work, public, step, raw, refused_files)
            if request.form.get("back") or step < len(public.steps):
                to = step - 1 if request.form.get("back") else step + 1
                return _page(sheet_of(work, public, step=max(1, to), raw=raw, token=request.form["token"]))
        _send(slug, token, raw)
    except Refused as refused:
        if isinstance(refused, NotFound):
            raise
        return _again(slug, raw, refused)
    return _thanks(slug)


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
        words = public.thanks.text(work.language) if public.thanks else t("public.thanks")
        after = tuple(each.text(work.language) for each in public.next[1:])
        context = ThanksContext(public.label.text(work.language), words, f"/f/{slug}", after)
        return _answer("pages/public/thanks.html", context)


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
    wrong += more
    if step == len(public.steps) and public.consent and not request.form.get(CONSENT):
        wrong.append(FieldError(CONSENT, "required", {"label": t("public.consent")}))
    if wrong:
        raise Invalid(wrong)


def _send(slug: str, token: FormToken, raw: Mapping[str, Any]) -> None:
    """One record for one form, however often it is sent: the second time is answered like the first."""
    digest = hashlib.sha256(repr(sorted(raw.items())).encode()).hexdigest()
    with desk.writing() as work:
        public = _public(work, slug)
        known = idempotency.begin(work.connection, f"form:{token.key}", None, digest=slug, now=work.now)
        if known is not None:
            return
        whole = public.submission(raw, token.link)
        sent = intake.submit(work, public.form, whole, channel="public", source_note=slug, only=public.accepted)
        answer = idempotency.Answer(201, f"{sent.number} {digest[:12]}")
        idempotency.finish(work.connection, f"form:{token.key}", None, answer)


def _again(slug: str, raw: Mapping[str, Any], refused: Refused) -> Response:
    """The form as it was typed, with every error; a token that is too old is made new."""
    errors = refused.errors if isinstance(refused, Invalid) else ()
    with desk.reading() as work:
        public = _public(work, slug)
        stale = isinstance(refused, Expired)
        token = issue(slug, {}, work.now) if stale else request.form.get("token", "")
        sheet = sheet_of(
            work, public, step=_step(public), raw=raw, errors=errors, token=token,
            refusal="" if errors else refused.text(language()), consented=bool(request.form.get(CONSENT)),
        )  # fmt: skip
        return _page(sheet, 429 if isinstance(refused, TooFast) else refused.status)


def _thanks(slug: str) -> Response:
    return redirect(f"/f/{slug}/thanks", 303)


def _page(sheet: PublicSheet, status: int = 200) -> Response:
    return _answer("pages/public/form.html", SheetContext(sheet), status)


def _answer(template: str, context: Any, status: int = 200) -> Response:
    """The page without a session: the layout's own token would set a cookie that a visitor does not need."""
    return make_response(render_template(template, **vars(context), csrf_token=lambda: ""), status)
