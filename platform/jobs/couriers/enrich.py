"""Carries questions to sources outside, and their answers back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from accounts import Work
from definitions import Reason
from flows import enriching

from ..outside import HttpAnswer, HttpCall, NotReached, Outside
from . import COURIERS

LARGEST = 256 * 1024


class Enrich:
    """Asks a source, and writes down what it says."""

    def prepare(self, work: Work, payload: Mapping[str, Any], *, site: str | None) -> enriching.Question | None:
        """The question; None where it is not to be asked now."""
        return enriching.prepare(work, payload["lookup"])

    def carry(self, parcel: enriching.Question, outside: Outside) -> HttpAnswer | NotReached:
        """There and back."""
        headers = {"Accept": "application/json", **parcel.headers}
        try:
            return outside.call(HttpCall(parcel.method, parcel.url, parcel.body, headers, largest=LARGEST))
        except NotReached as error:
            return error

    def settle(self, work: Work, parcel: enriching.Question, answer: HttpAnswer | NotReached) -> None:
        """Taken, nothing found, asked again later, or given up."""
        if isinstance(answer, NotReached):
            if answer.again:
                enriching.put_off(work, parcel.lookup, str(answer))
            else:
                enriching.given_up(work, parcel.lookup, answer.reason, str(answer))
        elif answer.status in (404, 410):
            enriching.settle(work, parcel.lookup, enriching.Answered(answer.status), parcel.digest)
        elif answer.status in (408, 425, 429) or answer.status >= 500:
            enriching.put_off(work, parcel.lookup, _words(answer), after=answer.retry_after)
        elif not 200 <= answer.status < 300:
            why = Reason("enriching.why.status", {"status": answer.status})
            enriching.given_up(work, parcel.lookup, why, _words(answer))
        else:
            _settle_body(work, parcel, answer)


COURIERS.register("enrich")(Enrich())


def _settle_body(work: Work, parcel: enriching.Question, answer: HttpAnswer) -> None:
    if answer.cut:
        enriching.given_up(work, parcel.lookup, Reason("enriching.why.too_large", {"most": f"{LARGEST // 1024} kB"}))
        return
    try:
        data = json.loads(answer.body)
    except (ValueError, RecursionError):
        enriching.given_up(work, parcel.lookup, Reason("enriching.why.not_json"), _words(answer))
        return
    enriching.settle(work, parcel.lookup, enriching.Answered(answer.status, data, answer.text), parcel.digest)


def _words(answer: HttpAnswer) -> str:
    return f"{answer.status} {answer.text.strip()}"[:500]
