"""A routing tried before it is published: on one record, and on a past period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from flask import Blueprint, g, request

from accounts import Work
from definitions import Catalog, NotFound, Refused
from flows import backtest as backtests
from flows import look, routing_trial
from flows import routing as routings
from forms import ListQuery, table_of
from forms import run as listing
from records import store

from .. import desk
from ..htmx import page
from ..languages import language, t
from ..sessions import needs
from ..studio.backtest_view import BacktestView, view_of
from ..studio.draft import Draft, draft_of
from ..studio.faces import Face, faces_of
from ..studio.frame import Frame, frame_of
from ..studio.impact import impact_seen
from ..studio.listing import FileRow, head_of, row_of
from ..studio.routing_trial import Played, TrialView, played, trial_view

blueprint = Blueprint("studio_routings", __name__, url_prefix="/studio/routings")

SUGGESTED = 30  # records to choose from
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class TrialPage:
    """A record with the values that the rules ask for, and where it would go with them."""

    studio: Frame
    file: FileRow
    faces: tuple[Face, ...]
    action: str
    record: str
    records: tuple[tuple[str, str], ...]
    played: Played | None
    trial: TrialView | None
    otherwise: str
    error: str


@dataclass(frozen=True)
class BacktestPage:
    """A past period, and what the draft would have made of it."""

    studio: Frame
    file: FileRow
    faces: tuple[Face, ...]
    action: str
    since: str
    last: str
    regrade: bool
    may_regrade: bool
    link: str
    found: BacktestView | None
    error: str


@dataclass(frozen=True)
class Tried:
    """The routing that is tried, as the draft has it."""

    draft: Draft
    path: str
    catalog: Catalog | None
    routing: routings.Routing | None


@blueprint.get("/<id>/trial")
@needs("configure")
def trial(id: str):
    """What the rules would do with one record now; with none named, with the newest."""
    with desk.reading() as work:
        tried, found, error = _tried(work, id), None, ""
        offered = _offered(work, tried)
        named = request.args.get("record", "").strip() or (offered[0][0] if offered else "")
        values = None
        try:
            values, found = _try(work, tried, named)
        except Refused as refused:
            error = refused.text(language())
        context = TrialPage(
            **_common(tried, "trial"),
            action=f"/studio/routings/{id}/trial",
            record=named,
            records=offered,
            played=values,
            trial=found,
            otherwise=t("studio.nobody_fits"),
            error=error,
        )
        return page("pages/studio/routing_trial.html", context, part="partials/studio/trial_way.html")


@blueprint.get("/<id>/backtest")
@needs("configure")
def backtest(id: str):
    """What the draft would have made of a past period; asked for, not drawn at once."""
    with desk.reading() as work:
        tried, found, error = _tried(work, id), None, ""
        since, until = backtests.period_of(work)
        days = [since.date(), until.date() - A_DAY]
        try:
            days = [_day("since", days[0]), _day("last", days[1])]
            if request.args.get("run"):
                found = _lived_again(work, tried, *days)
        except Refused as refused:
            error = refused.text(language())
        regrade = request.args.get("regrade") == "1"
        form = tried.routing.form if tried.routing else ""
        asked = {"since": days[0].isoformat(), "last": days[1].isoformat(), "run": "1"} | (
            {"regrade": "1"} if regrade else {}
        )
        context = BacktestPage(
            **_common(tried, "backtest"),
            action=f"/studio/routings/{id}/backtest",
            since=asked["since"],
            last=asked["last"],
            regrade=regrade,
            may_regrade=bool(tried.catalog and tried.catalog.of_form("scorecard", form)),
            link="&".join(f"{name}={value}" for name, value in asked.items()),
            found=found,
            error=error,
        )
        return page("pages/studio/routing_backtest.html", context, part="partials/studio/backtest.html")


def _tried(work: Work, id: str) -> Tried:
    draft = draft_of(work)
    path = next((path for path, text in draft.merged.items() if head_of(path, text)[:2] == ("routing", id)), None)
    if path is None:
        raise NotFound
    g.studio_kind = "routing"
    catalog = draft.plan.catalog
    return Tried(draft, path, catalog, catalog.find("routing", id) if catalog is not None else None)


def _try(work: Work, tried: Tried, named: str) -> tuple[Played, TrialView | None]:
    if tried.routing is None:
        raise Refused("routing_pages.errors_first")
    form = tried.routing.form
    backtests.require_fields(work, form, tried.routing.router.names)
    record = store.id_of(work.connection, table_of(work.catalog, form), named) if named else None
    if record is None:
        raise NotFound("routing_pages.no_such_record", record=named or "–")
    values = played(work, tried.routing, look(work, form, record), _given())
    if values.errors:
        return values, None
    return values, trial_view(routing_trial.try_routing(work, tried.catalog, form, record, values.changed))


def _given() -> dict[str, object]:
    """What was changed; a checkbox that may be ticked several times comes as a list."""
    several = ((name, values) for name, values in request.args.lists() if name != "record")
    return {name: values[0] if len(values) == 1 else values for name, values in several}


def _offered(work: Work, tried: Tried) -> tuple[tuple[str, str], ...]:
    """The newest records, to choose one of."""
    form = tried.routing.form if tried.routing else ""
    if not form or work.catalog.find("form", form) is None:
        return ()
    return tuple((row.number, row.title) for row in listing(work, ListQuery(form, size=SUGGESTED)).rows)


def _lived_again(work: Work, tried: Tried, first: date, last: date) -> BacktestView:
    if tried.routing is None:
        raise Refused("routing_pages.errors_first")
    draft = backtests.Draft.of(tried.catalog, tried.routing.form, regrade=request.args.get("regrade") == "1")
    found = backtests.backtest(work, draft, *backtests.period_of(work, first, last + A_DAY))
    return view_of(work, tried.routing, found, request.args.get("who", ""))


def _day(name: str, otherwise: date) -> date:
    written = request.args.get(name, "")
    try:
        return date.fromisoformat(written) if written else otherwise
    except ValueError:
        raise Refused("backtest.not_a_day", written=written) from None


def _common(tried: Tried, face: str) -> dict[str, object]:
    draft = tried.draft
    return {
        "studio": frame_of(draft, seen=impact_seen(draft)),
        "file": row_of(draft, tried.path),
        "faces": faces_of(draft, tried.path, face),
    }
