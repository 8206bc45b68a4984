"""A scorecard as people read it: the bands on a ruler over the scores there are, the rows in words with their hits."""

from __future__ import annotations

from dataclasses import dataclass

from accounts import Work
from definitions import Catalog
from flows import grading
from forms import scope_of
from rules import Expression, RuleError, words

from ..languages import language, t
from .draft import Draft
from .hits import band_counts, shares
from .marks import Marks, marks_of

LEFT, WIDTH = 40, 720


@dataclass(frozen=True)
class BandBar:
    """One band on the ruler, in the drawing's own units."""

    id: str
    label: str
    tone: str
    x: float
    width: float
    words: str
    note: str
    count: int
    href: str


@dataclass(frozen=True)
class Tick:
    """A score under the ruler."""

    x: float
    score: str
    strong: bool


@dataclass(frozen=True)
class PointRow:
    """One row of a group."""

    when: str
    points: str
    was: str
    reason: str
    mark: str
    share: str
    at: str = ""


@dataclass(frozen=True)
class PointGroup:
    """Rows under one cap."""

    label: str
    cap: str
    rows: tuple[PointRow, ...]
    at: str = ""


@dataclass(frozen=True)
class GradeLine:
    """One row of a table of grades."""

    when: str
    grade: str
    reason: str
    share: str
    at: str = ""


@dataclass(frozen=True)
class ScorecardDrawing:
    """Bands, rows and what stands beside the grade."""

    label: str
    form: str
    form_label: str
    top: str
    bands: tuple[BandBar, ...]
    ticks: tuple[Tick, ...]
    groups: tuple[PointGroup, ...]
    urgent: tuple[PointRow, ...]
    table: tuple[GradeLine, ...] = ()
    together: str = ""


def draw(work: Work, draft: Draft, catalog: Catalog, id: str) -> ScorecardDrawing:
    """Draws a scorecard of `catalog`; counts are of the records as they stand now."""
    card = catalog.get("scorecard", id)
    rules = [row.when for row in card.rows()] + [flag.when for flag in card.urgent]
    rules += [row.when for row in card.table.rows] if card.table is not None else []
    pen = _Pen(catalog, card, marks_of(draft, "scorecard", id), shares(work, card.form, rules))
    return ScorecardDrawing(
        label=card.label.text(language()),
        form=card.form,
        form_label=catalog.get("form", card.form).label.text(language()),
        top=_figure(card.range.max),
        bands=tuple(_bands(card, band_counts(work, card.form, [band.id for band in card.bands]))),
        ticks=tuple(_ticks(card)) if card.table is None else (),
        groups=tuple(pen.group(group) for group in card.groups),
        urgent=tuple(pen.urgent(flag) for flag in card.urgent),
        table=tuple(pen.line(row, n) for n, row in enumerate(card.table.rows)) if card.table is not None else (),
        together=pen.together(card),
    )


class _Pen:
    """Says the rows of one scorecard."""

    def __init__(self, catalog: Catalog, card: grading.Scorecard, marks: Marks, shares: dict[str, str]) -> None:
        self.marks, self.shares = marks, shares
        self.scope = scope_of(catalog, card.form)
        self.trail = next(iter(catalog.of_form("trail", card.form)), None)
        self.parts = card.parts

    def group(self, group: grading.ScoreGroup) -> PointGroup:
        path = f"groups.{group.id}.rows"
        notes = [t("studio.cap", n=_figure(group.cap))] if group.cap is not None else []
        notes += [self.parts.of(group.part).label.text(language())] if self.parts is not None else []
        rows = tuple(self.row(row, f"{path}.{row.id}") for row in group.rows)
        return PointGroup(group.label.text(language()), " · ".join(notes), rows, f"groups/{group.id}")

    def line(self, row: grading.TableRow, place: int) -> GradeLine:
        """A row of the table, with how many records meet its condition."""
        share = self.shares.get(row.when.text, "") if row.when else ""
        said = self._said(row.when) or t("studio.every_record")
        return GradeLine(said, row.grade, row.reason.text(language()), share, f"grade/rows/{place}")

    def together(self, card: grading.Scorecard) -> str:
        """How both parts make one score."""
        if card.parts is None:
            return ""
        parts = (f"{part.label.text(language())} {_bounds(part)}".rstrip() for part in card.parts.both)
        return t("studio.parts", parts=" · ".join(parts), formula=_combined(card.parts))

    def row(self, row: grading.ScoreRow, path: str) -> PointRow:
        was = self.marks.was(f"{path}.points")
        return PointRow(
            when=self._counted(row) or self._said(row.when) or t("studio.every_record"),
            points=row.points.text if isinstance(row.points, Expression) else _signed(row.points),
            was=_signed(was) if isinstance(was, (int, float)) else "",
            reason=row.reason.text(language()),
            mark=self.marks.of(path),
            share=self.shares.get(row.when.text, "") if row.when else "",
            at=path.replace(".", "/"),
        )

    def _counted(self, row: grading.ScoreRow) -> str:
        """What is counted, up to how much, and how it fades."""
        if row.behaviour is None:
            return ""
        known = self.trail.find(row.behaviour) if self.trail is not None else None
        parts = [t("studio.each_time", what=known.label if known is not None else row.behaviour)]
        parts += [self._said(row.when)] if row.when is not None else []
        parts += [t("studio.cap", n=_figure(row.cap))] if row.cap is not None else []
        if row.fade is not None:
            key = "grading.half_life" if row.fade.halves else "grading.fades_over"
            parts.append(t(key, length=row.fade.length.words(language())))
        return t("studio.comma").join(parts)

    def urgent(self, flag: grading.UrgentFlag) -> PointRow:
        reason, share = flag.reason.text(language()), self.shares.get(flag.when.text, "")
        mark = self.marks.of(f"urgent.{flag.id}")
        return PointRow(self._said(flag.when), "⚑", "", reason, mark, share, f"urgent/{flag.id}")

    def _said(self, expression: Expression | None) -> str:
        if expression is None:
            return ""
        try:
            return words(expression, self.scope, language())
        except RuleError:
            return expression.text


def _bands(card: grading.Scorecard, counts: dict[str, int]):
    tones = ["ba", "bb", *["bc"] * len(card.bands)]
    for place, band in enumerate(card.bands):
        x, end = _x(card, band.lowest), _x(card, band.highest)
        yield BandBar(
            id=band.id,
            label=band.label.text(language()),
            tone=tones[place],
            x=round(x, 1),
            width=round(end - x, 1),
            words=_band_words(card, place),
            note=band.note.text(language()) if band.note else "",
            count=counts.get(band.id, 0),
            href=f"/records/{card.form}?where=grade+%3D+%27{band.id}%27",
        )


def _band_words(card: grading.Scorecard, place: int) -> str:
    """Which side a bound belongs to is said: `80 分及以上`, `50 到 80 分以下`."""
    band = card.bands[place]
    if card.table is not None:
        return band.label.text(language())
    low, high = _figure(band.lowest), _figure(band.highest)
    if place == 0:
        return t("studio.band_top", id=band.id, low=low)
    if place == len(card.bands) - 1:
        return t("studio.band_bottom", id=band.id, high=high)
    return t("studio.band_between", id=band.id, low=low, high=high)


def _ticks(card: grading.Scorecard):
    yield Tick(_x(card, card.range.min), _figure(card.range.min), strong=False)
    for band in card.bands[:-1]:
        yield Tick(round(_x(card, band.lowest), 1), _figure(band.lowest), strong=True)
    yield Tick(_x(card, card.range.max), _figure(card.range.max), strong=False)


def _x(card: grading.Scorecard, score: float) -> float:
    reach = (card.range.max - card.range.min) or 1
    inside = min(max(score, card.range.min), card.range.max)
    return LEFT + WIDTH * (inside - card.range.min) / reach


def _bounds(part) -> str:
    """From how much to how much a part goes, as far as that is said."""
    if part.min is None and part.max is None:
        return ""
    if part.min is None:
        return t("studio.part_up_to", high=_figure(part.max))
    if part.max is None:
        return t("studio.part_from", low=_figure(part.min))
    return t("studio.part_between", low=_figure(part.min), high=_figure(part.max))


def _combined(parts: grading.Parts) -> str:
    """The formula by the names of its parts; as it is written where it cannot be said."""
    try:
        return parts.combined_words(language())
    except RuleError:
        return parts.combine.text


def _signed(points: float) -> str:
    return f"+{_figure(points)}" if points >= 0 else f"−{_figure(-points)}"


def _figure(number: float) -> str:
    return f"{number:g}"
