"""The records behind a number of a report: an ordinary list with the reader's own rights, and the same as a file."""

from __future__ import annotations

from flask import Blueprint, request

import reports
from accounts import Work
from forms import form_of

from .. import desk
from ..languages import language, t
from ..lists import those

blueprint = Blueprint("report_records", __name__, url_prefix="/reports/<id>/records")


@blueprint.get("")
def records(id: str):
    """The list."""
    with desk.reading() as work:
        report, drill = _number(work, id)
        return records_behind(work, report, drill, f"/reports/{report.id}")


def records_behind(work: Work, report: reports.ReportDefinition, drill: reports.Drill, answer: str):
    """The list of a number's records; `answer` is the address of the page on which it stands."""
    place, args = f"{answer}/records", _cell_args()
    return those.answer(
        those.Those(
            title=drill.label.text(language()),
            words=drill.words,
            back=those.address(answer, _args("page", "cell", "sort", "lang")),
            back_words=t("report.back"),
            nothing=t("report.no_records"),
            list=those.list_of(work, chosen_of(work, drill), place, args),
            counts=_counts(work, report),
            here=those.address(place, args),
        )
    )


@blueprint.get("/export.<any(csv, xlsx):kind>")
def export(id: str, kind: str):
    """Exactly these records as a file, in the order of the list."""
    return those.as_file(id, kind, lambda work: chosen_of(work, _number(work, id)[1]))


def _number(work: Work, id: str) -> tuple[reports.ReportDefinition, reports.Drill]:
    """The number that the address names."""
    report = reports.report_of(work, id)
    given = reports.params_in(request.args, report)
    return report, reports.drill(work, report, given, request.args.get("cell", ""))


def chosen_of(work: Work, drill: reports.Drill) -> those.Chosen:
    """With what the number is made of beside the usual columns."""
    title = " ".join(part for part in (drill.label.text(language()), drill.words) if part)
    return those.Chosen(those.asked_of(work, drill.form, *drill.about), drill.condition, title)


def _counts(work: Work, report: reports.ReportDefinition) -> str:
    """What the number counts where that is not the records below: of these one may have several."""
    if report.over == "records":
        return ""
    form = form_of(work.catalog, report.form)
    plural = (form.plural or form.label).text(language())
    return t("report.counts_rows", rows=t(f"report.over_{report.over}", form=plural), form=plural)


def _cell_args() -> dict[str, str]:
    return {**_args("page", "part", "cell"), "cell": request.args.get("cell", "")}


def _args(*without: str) -> dict[str, str]:
    return {name: value for name, value in request.args.items() if name not in without}
