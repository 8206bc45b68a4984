"""Pools: what nobody owns yet, why it lies there, and taking it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, request

from accounts import Work
from definitions import AlreadyDone, Refused
from flows import Pooled, PoolPage, assignment, pool_of, pool_page
from forms import display_values, form_of, readable_columns

from .. import desk, moments
from ..due import ago
from ..htmx import go, in_place, page
from ..languages import language, t
from ..numbers import whole
from ..shell import toast

ORDERS = ("oldest", "best", "newest")
MOST_TYPED = 200

blueprint = Blueprint("pools", __name__, url_prefix="/pools/<pool>")


@dataclass(frozen=True, slots=True)
class PoolRow:
    """One record of a pool as the page draws it."""

    id: int
    title: str
    subtitle: str
    grade: str
    why: str
    since: str
    money: str
    href: str
    waits: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """One order of the rows."""

    label: str
    href: str
    current: bool


@dataclass(frozen=True)
class PoolContext:
    """A pool, and what came of the last try to take something."""

    pool: str
    label: str
    quota: str
    rows: tuple[PoolRow, ...]
    may_claim: bool
    words: str
    orders: tuple[Order, ...]
    lying: int
    more: int
    list_href: str
    refusal: str = ""


@blueprint.get("")
def show(pool: str):
    """What lies in the pool."""
    with desk.reading() as work:
        return page("pages/pools/show.html", _context(work, pool), part="partials/pools/body.html")


@blueprint.post("/claims")
def claim(pool: str):
    """Takes one; of two who try at once the other is told who was faster, and the row is gone."""
    try:
        with desk.writing() as work:
            routing, _ = pool_of(work, pool)
            record = request.form.get("record", type=whole) or 0
            assignment.claim(work, routing.form, record)
    except (AlreadyDone, Refused) as refused:
        with desk.reading() as work:
            context = _context(work, pool, refused.text(language()))
            answer = page("pages/pools/show.html", context, part="partials/pools/body.html", status=refused.status)
            return in_place(answer, "#pool")
    toast(t("done.claimed"))
    return go(f"/records/{routing.form}/{record}")


def _context(work: Work, id: str, refusal: str = "") -> PoolContext:
    words, sort = request.values.get("q", "").strip()[:MOST_TYPED], request.values.get("sort", "")
    sort = sort if sort in ORDERS else ORDERS[0]
    found = pool_page(work, id, words=words, sort=sort)
    return PoolContext(
        pool=found.pool.id,
        label=found.pool.label.text(work.language),
        quota=_quota(found) if found.may_claim else "",
        rows=tuple(_row(work, found.form, each) for each in found.rows),
        may_claim=found.may_claim,
        words=words,
        orders=tuple(_order(id, words, name, sort) for name in ORDERS),
        lying=found.lying,
        more=found.found - len(found.rows),
        list_href=f"/records/{found.form}?view=&f=pool:is:{id}",
        refusal=refusal,
    )


def _order(pool: str, words: str, name: str, current: str) -> Order:
    asked = {"q": words, "sort": name} if words else {"sort": name}
    return Order(t(f"pool.sort_{name}"), f"/pools/{pool}?{urlencode(asked)}", name == current)


def _quota(found: PoolPage) -> str:
    left = t("pool.no_limit") if found.claims_left is None else t("pool.left", n=found.claims_left)
    key = "pool.in_hand_of" if found.most_in_hand else "pool.in_hand"
    return t("pool.quota", left=left, hand=t(key, n=found.in_hand, limit=found.most_in_hand))


def _row(work: Work, form_id: str, record: Pooled) -> PoolRow:
    form, columns = form_of(work.catalog, form_id), readable_columns(work, form_id)
    money = [each.id for each in form.fields if each.type_name == "money" and each.id in columns][:3]
    shown = display_values(work, form_id, record.values, names=[form.title, *form.subtitle, *money], prose=False)
    amount = next((shown[name] for name in money if shown.get(name)), "")
    subtitle = (
        _masked(columns[name].type, record.values.get(name), shown.get(name, ""))
        for name in form.subtitle
        if name in columns and name in shown
    )
    return PoolRow(
        id=record.id,
        title=shown.get(form.title) or record.number,
        subtitle=" · ".join(part for part in subtitle if part),
        grade=record.values.get("grade") or "",
        why=record.why,
        since=ago(record.since),
        money=amount,
        href=f"/records/{form_id}/{record.id}",
        waits=_waits(record),
    )


def _waits(record: Pooled) -> str:
    """Until when somebody who had it has to wait."""
    if not record.waits:
        return ""
    return t("pool.waits", until=moments.shown(record.claimable_at)) if record.claimable_at else t("pool.waits_ever")


def _masked(kind: Any, value: Any, shown: str) -> str:
    """A number that can be recognised and not be called before it is somebody's."""
    mask = getattr(kind, "masked", None)
    return mask(value) if mask else shown
