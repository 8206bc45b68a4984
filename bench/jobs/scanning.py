"""Looking for duplicates among all records of a form: keys, pairs that share one, points for each."""

from __future__ import annotations

import time
from collections.abc import Iterator

from sqlalchemy import text

from flows import duplicates, perform
from records import outbox

from ..figures import Figure
from ..ground import FORM, Ground
from . import Place


def measure(place: Place) -> Iterator[Figure]:
    """Records a second, beside one self-join that finds nothing but equal phones."""
    size = place.sizes.listed
    ground = place.filled(size)
    began = time.perf_counter()
    with ground.database.reading() as connection:
        joined = "SELECT count(*) FROM r_lead a JOIN r_lead b ON a.f_phone = b.f_phone AND a.id < b.id"
        connection.execute(text(joined)).scalar_one()
    limit = size / (time.perf_counter() - began)
    began = time.perf_counter()
    with ground.work() as work:
        duplicates.begin_scan(work, FORM)
    while _portion(ground):
        pass
    yield Figure("look for duplicates", "records/s", size / (time.perf_counter() - began), limit, "one self-join")


def _portion(ground: Ground) -> bool:
    with ground.work() as work:
        row = next(iter(outbox.claim(work.connection, work.now, limit=1, kinds=(("duplicate_scan",), True))), None)
        if row is not None:
            perform(work, row)
            outbox.finish(work.connection, row, work.now)
    return row is not None
