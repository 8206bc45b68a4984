"""A list as a file: the choices in its menu, how much each holds, and what the file is called."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from flask import request

from accounts import Work, allowed, unmaskable_fields
from forms import Extent, ListQuery, every_column, form_of

from .. import moments
from ..desk import now
from ..languages import t

KINDS = ("xlsx", "csv")
EVERYTHING = ("fields", "all")  # the argument that asks for more than the columns of the list


def exports_of(work: Work, query: ListQuery) -> Iterator[tuple[str, str]]:
    """The list as it stands, with every field, and with sensitive fields in full, for those who may."""
    if not allowed(work.actor, "export", query.form):
        return
    args = [pair for pair in query.to_args() if pair[0] != "page"]
    for kind in KINDS:
        yield kind.upper(), _address(query.form, f"export.{kind}", args)
    for kind in KINDS:
        label = t("list.export_every", kind=kind.upper())
        yield label, _address(query.form, f"export.{kind}", [*args, EVERYTHING])
    form = form_of(work.catalog, query.form)
    if any(form.field(name).sensitive for name in unmaskable_fields(work.actor, form)):
        yield t("unmasking.export_link"), _address(query.form, "export-in-full", args)


def extent_asked(work: Work, query: ListQuery) -> Extent:
    """What the address asks to be in the file."""
    name, every = EVERYTHING
    return Extent(every_column(work, query.form) if request.args.get(name) == every else ())


def file_name(form: str, kind: str) -> str:
    """With the day that it is for whoever reads it."""
    return f"{form}-{moments.local(now()):%Y%m%d}.{kind}"


def _address(form: str, end: str, args: list[tuple[str, Any]]) -> str:
    return f"/records/{form}/{end}" + (f"?{urlencode(args)}" if args else "")
