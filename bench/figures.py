"""Figures and how they are printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measurement: ours, the limit of the same run, and what we aim at."""

    what: str
    unit: str
    ours: float
    limit: float | None = None
    limit_is: str = ""
    aim: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours ÷ limit: for rates the more the better, for times the less."""
        return self.ours / self.limit if self.limit else None


HEAD = ("", "ours", "limit", "ours ÷ limit", "the limit is", "aim")


def table(title: str, figures: Iterable[Figure]) -> str:
    """The figures of one job on one database, in columns."""
    lines = [HEAD, *(_cells(figure) for figure in figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    return "\n".join([title, *(_line(cells, widths) for cells in lines), ""])


def _cells(figure: Figure) -> tuple[str, ...]:
    ratio = figure.ratio
    return (
        f"{figure.what} ({figure.unit})",
        _number(figure.ours),
        _number(figure.limit) if figure.limit else "",
        f"{ratio:.2f}" if ratio else "",
        figure.limit_is if figure.limit else "",
        figure.aim,
    )


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *numbers, limit, aim = zip(cells, widths, strict=True)
    right = [cell.rjust(width) for cell, width in numbers]
    return "  " + "  ".join([first[0].ljust(first[1]), *right, limit[0].ljust(limit[1]), aim[0]]).rstrip()


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.3g}"
