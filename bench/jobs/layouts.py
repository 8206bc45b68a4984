"""The pages of a list in each layout, as a browser gets them: table, groups, board, calendar, cards."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

from accounts import people, session_key
from flows import bulk
from forms import ListQuery, matching_ids

from ..figures import Figure
from ..ground import FORM, Ground
from ..timing import median_ms
from . import Place

TIMES = 7
PAGES = {
    "table": "view=lead_team_open",
    "table in groups, with averages": "view=lead_team_open&group=stage&totals=budget:avg,score:avg",
    "search": "view=lead_all&q=机械",
    "board by stage": "view=lead_team_open&as=kanban&lanes=stage",
    "board by a choice": "view=lead_all&as=kanban&lanes=industry",
    "calendar, month": "view=lead_team_open&as=calendar&on=next_due_at",
    "calendar, week": "view=lead_all&as=calendar&on=created_at&span=week",
    "cards": "view=lead_team_open&as=cards",
    "any of groups": "view=lead_all&g=any(budget:at_least:500000;all(grade:is:A;source:is:web_form))",
}


def measure(place: Place) -> Iterator[Figure]:
    """The median of a few requests each, and of looking at a change to 10,000 records before it is made."""
    logging.getLogger("leadwright").setLevel(logging.ERROR)
    ground = place.filled(place.sizes.listed)
    client = _browser(ground)
    for name, asked in PAGES.items():
        yield Figure(f"{name}", "ms", median_ms(lambda asked=asked: _page(client, asked), TIMES), aim="200 ms")
    yield Figure("looking at a field of 10,000 before it is set", "ms", median_ms(lambda: _look(ground), 3))


def _browser(ground: Ground) -> Any:
    """Somebody who sees everything has signed in."""
    from web import create_app

    app = create_app(ground.workspace, clock=lambda: ground.now)
    app.config.update(WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
    client = app.test_client()
    with ground.database.reading() as connection:
        boss = next(person for person in people.listing(connection) if person.login == "boss")
    with client.session_transaction() as session:
        session.update(_user_id=session_key(boss), _fresh=True)
    return client


def _page(client: Any, asked: str) -> None:
    answer = client.get(f"/records/{FORM}?{asked}")
    if answer.status_code != 200:
        raise RuntimeError(f"{asked}: {answer.status_code}")


def _look(ground: Ground) -> None:
    with ground.work() as work:
        ids = matching_ids(work, ListQuery(FORM, view="lead_all"), limit=bulk.MOST)
        bulk.foresee(work, FORM, ids, bulk.Setting("industry", "moulding"))
