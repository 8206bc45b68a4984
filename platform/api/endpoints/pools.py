"""Pools: what nobody owns yet, since when and why it lies there, and what the caller may still take."""

from __future__ import annotations

from typing import Any

from flask import Response

from accounts import Work
from definitions import NotFound
from flows import Pooled, PoolPage, pool_page
from forms import display_values, form_of

from ..blueprint import v1
from ..desk import reading
from ..inputs import InputError, arguments, refuse
from ..record_json import stamp
from ..replies import Reply

ORDERS = ("oldest", "best", "newest")
MOST_WORDS = 200


@v1.get("/pools")
def list_pools() -> Response:
    """The pools that the caller may see."""
    arguments()
    with reading() as work:
        found = filter(None, (_seen(work, pool.id) for one in work.catalog.all("routing") for pool in one.pools))
        return Reply({"pools": [_head(work, page) for page in found]}).response()


@v1.get("/pools/<pool>")
def read_pool(pool: str) -> Response:
    """What lies there, 200 at most; a claim is `POST /records/<form>/<id>/assignment` with `{"claim": true}`."""
    given = arguments("q", "sort")
    sort = given.get("sort", ORDERS[0])
    if sort not in ORDERS:
        refuse(InputError("sort", "not_among", {"names": ", ".join(ORDERS)}))
    with reading() as work:
        page = pool_page(work, pool, words=given.get("q", "").strip()[:MOST_WORDS], sort=sort)
        lying = [_lies(work, page.form, row) for row in page.rows]
        return Reply({**_head(work, page), "found": page.found, "lying": lying}).response()


def _lies(work: Work, form: str, row: Pooled) -> dict[str, Any]:
    """What it is called and why it lies there; more of it is for whoever takes it."""
    name = form_of(work.catalog, form).title
    title = display_values(work, form, row.values, names=[name], prose=False).get(name)
    told = {"id": row.id, "number": row.number, "title": title or row.number, "grade": row.values.get("grade")}
    when = {"since": stamp(row.since), "waits": row.waits, "claimable_at": stamp(row.claimable_at)}
    return {**told, "why": row.why, **when}


def _seen(work: Work, id: str) -> PoolPage | None:
    try:
        return pool_page(work, id)
    except NotFound:
        return None


def _head(work: Work, page: PoolPage) -> dict[str, Any]:
    return {
        "id": page.pool.id,
        "label": page.pool.label.text(work.language),
        "form": page.form,
        "records": page.lying,
        "may_claim": page.may_claim,
        "claims_left": page.claims_left,
        "in_hand": page.in_hand,
        "most_in_hand": page.most_in_hand,
    }
