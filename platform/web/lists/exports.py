"""A list as a file: the choices in its menu, how much each holds, what the file is called, and the file itself."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from flask import Response, request, send_file, stream_with_context

from accounts import Work, allowed, unmaskable_fields
from forms import Extent, ListQuery, every_column, export_csv, export_xlsx, form_of

from .. import desk, moments
from ..desk import now
from ..languages import t

KINDS = ("xlsx", "csv")
LONGEST_NAME, NOT_IN_NAMES = 80, '/\\:*?"<>|·'
EVERYTHING = ("fields", "all")  # the argument that asks for more than the columns of the list


def exports_of(work: Work, query: ListQuery) -> Iterator[tuple[str, str]]:
    """The list as it stands, with every field, and with sensitive fields in full, for those who may."""
    if not allowed(work.actor, "export", query.form):
        return
    args = [pair for pair in query.to_args() if pair[0] != "page"]
    yield from files_at(f"/records/{query.form}/export", args)
    form = form_of(work.catalog, query.form)
    if any(form.field(name).sensitive for name in unmaskable_fields(work.actor, form)):
        yield t("unmasking.export_link"), _address(f"/records/{query.form}/export-in-full", args)


def files_at(place: str, args: list[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    """Each kind of file below an address, with the columns of the list and with every field."""
    for kind in KINDS:
        yield kind.upper(), _address(f"{place}.{kind}", args)
    for kind in KINDS:
        yield t("list.export_every", kind=kind.upper()), _address(f"{place}.{kind}", [*args, EVERYTHING])


def asks_every_field() -> bool:
    """Whether the address asks for more than the columns of the list."""
    name, every = EVERYTHING
    return request.args.get(name) == every


def extent_asked(work: Work, query: ListQuery) -> Extent:
    """What the address asks to be in the file."""
    return Extent(every_column(work, query.form) if asks_every_field() else ())


def csv_file(name: str, asked: Callable[[Work], tuple[ListQuery, Extent]]) -> Response:
    """Sent while it is read; what is wrong with the question was said before."""

    def lines() -> Iterator[str]:
        with desk.reading() as work:
            yield from export_csv(work, *asked(work))

    headers = {"Content-Disposition": _attached(file_name(name, "csv"))}
    return Response(stream_with_context(lines()), content_type="text/csv; charset=utf-8", headers=headers)


def workbook(work: Work, name: str, query: ListQuery, extent: Extent) -> Response:
    """With real numbers and dates."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "list.xlsx"
        export_xlsx(work, query, place, extent)
        content = BytesIO(place.read_bytes())
    return send_file(content, as_attachment=True, download_name=file_name(name, "xlsx"))


def file_name(name: str, kind: str) -> str:
    """With the day that it is for whoever reads it."""
    plain = " ".join("".join(" " if sign in NOT_IN_NAMES or not sign.isprintable() else sign for sign in name).split())
    return f"{plain[:LONGEST_NAME].strip()}-{moments.local(now()):%Y%m%d}.{kind}"


def _attached(name: str) -> str:
    """Whole for browsers that read any script, and as letters for the others."""
    if name.isascii():
        return f'attachment; filename="{name}"'
    plain = name.encode("ascii", "ignore").decode().strip(" -") or "list"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


def _address(place: str, args: list[tuple[str, Any]]) -> str:
    return place + (f"?{urlencode(args)}" if args else "")
