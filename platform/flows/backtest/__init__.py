"""Backtest: what a routing or a scorecard would have done with the records of a past period; nothing is written."""

from .comparing import Backtest, Elsewhere, PersonRow, Side
from .running import Draft, backtest
from .telling import as_json, minutes, mix, name_of, rate, sentence

__all__ = [
    "Backtest", "Draft", "Elsewhere", "PersonRow", "Side", "as_json", "backtest", "minutes", "mix", "name_of", "rate",
    "sentence",
]  # fmt: skip
