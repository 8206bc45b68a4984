"""Backtest: what a routing or a scorecard would have done with the records of a past period; nothing is written."""

from .comparing import Backtest, Elsewhere, PersonRow, Side
from .drafts import Draft, period_of, require_fields
from .running import backtest
from .telling import as_json, minutes, mix, name_of, rate, sentence

__all__ = [
    "Backtest", "Draft", "Elsewhere", "PersonRow", "Side", "as_json", "backtest", "minutes", "mix", "name_of",
    "period_of", "rate", "require_fields", "sentence",
]  # fmt: skip
