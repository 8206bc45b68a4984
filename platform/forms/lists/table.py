"""How a table stands: which columns in which order, which stay in sight, how wide they are, what is totalled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from definitions import say
from rules import Type

from ..fields import Context
from .record_columns import RecordColumn

TABLED = ("cols", "freeze", "widths", "totals")  # the arguments of a link
MOST_COLUMNS = 30
MOST_FROZEN = 3
STEP, NARROWEST, WIDEST = 40, 80, 480  # widths go in steps, so that a stylesheet can know where a frozen column begins
USUAL_WIDTH = 160
SUM, AVERAGE, NONE = TOTALS = ("sum", "avg", "none")


@dataclass(frozen=True, slots=True)
class ListTable:
    """What a link says of a table; what it leaves open is the view's, or as wide as needed."""

    columns: tuple[str, ...] = ()
    frozen: int = 0
    widths: tuple[tuple[str, int], ...] = ()
    totals: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_args(cls, one: Mapping[str, str]) -> ListTable:
        """Read cols, freeze, widths, totals."""
        cols = tuple(dict.fromkeys(name for name in one.get("cols", "").split(",") if name))
        widths = ((name, stepped(value)) for name, value in _pairs(one.get("widths", "")))
        freeze = one.get("freeze", "")
        return cls(
            cols[:MOST_COLUMNS],
            min(int(freeze), MOST_FROZEN) if freeze.isascii() and freeze.isdigit() and len(freeze) < 3 else 0,
            tuple((name, width) for name, width in widths if width),
            tuple((name, total) for name, total in _pairs(one.get("totals", "")) if total in TOTALS),
        )

    def to_args(self) -> dict[str, Any]:
        """The same as arguments of a link."""
        return {
            "cols": ",".join(self.columns),
            "freeze": self.frozen or None,
            "widths": ",".join(f"{name}:{width}" for name, width in self.widths),
            "totals": ",".join(f"{name}:{total}" for name, total in self.totals),
        }

    def totalled(self, columns: Iterable[RecordColumn]) -> dict[str, str]:
        """What is reckoned under each column: of a form's own numbers the sum, unless something else is asked."""
        asked = dict(self.totals)
        numbers = [column for column in columns if column.type.rule_type == Type.NUMBER and not column.mask]
        found = {column.name: asked.get(column.name, SUM if column.own else NONE) for column in numbers}
        return {name: total for name, total in found.items() if total != NONE}


def stepped(written: str) -> int:
    """A width as a table can have it; 0 where none is said."""
    if not (written.isascii() and written.isdigit() and len(written) < 6):
        return 0
    return min(max(round(int(written) / STEP) * STEP, NARROWEST), WIDEST)


def shown_total(column: RecordColumn, total: str, value: Decimal | None, context: Context) -> str:
    """A sum as its column shows it; an average says that it is one."""
    if value is None or total != AVERAGE:
        return column.type.display(value, context)
    money = column.type.name == "money"
    rounded = value.quantize(Decimal(1) if money else Decimal("0.1"), ROUND_HALF_UP)
    shown = column.type.display(rounded, context) if money else f"{rounded:,}".removesuffix(".0")
    return say("forms.average", context.language, value=shown)


def _pairs(written: str) -> Iterator[tuple[str, str]]:
    for each in written.split(",")[:MOST_COLUMNS]:
        name, _, value = each.partition(":")
        if name and value:
            yield name, value
