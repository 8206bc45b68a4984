"""The panel beside a drawing: the part that is selected, the other parts, its lines, what is wrong where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from accounts import Work
from definitions import Document, NotEditable, NotFound, Places, Problem, parse_document, plain

from ..designer.undoing import can_go
from ..languages import language, t
from ..studio.draft import Draft
from ..studio.editing import digest_of_text
from ..studio.listing import row_of
from ..studio.problem_rows import ProblemRow, problem_rows
from .drawing import inputs_of, left_as_text
from .outline import PARTS, Part, called, kind_word_of, lists_below, part_at, parts_of
from .sources import Around
from .view_model import Inspector, More, PartLink, TextLine, href_of

NEEDED = {"alert": "report", "role": "forms"}  # without which a definition that has no lists is mended as text
BESIDE = 3  # lines shown before and behind those of the part


def is_sound(around: Around | None) -> bool:
    """Whether there is something to select: what is misshapen altogether is mended as text."""
    if around is None:
        return False
    lists = [each for each in PARTS[around.kind] if "." not in each]
    needed = lists[:1] or [NEEDED[around.kind]]
    return all(around.data.get(name) for name in needed) and all(_is_list(around.data.get(name)) for name in lists)


def _is_list(value: Any) -> bool:
    return value is None or (isinstance(value, list) and all(isinstance(each, dict) for each in value))


def around_of(work: Work, draft: Draft, path: str) -> Around | None:
    """A file and what its settings can be chosen from; None where it is no YAML."""
    parsed = parse_document(path, draft.merged.get(path, ""))
    if not isinstance(parsed, Document):
        return None
    data = plain(parsed.data)
    if not isinstance(data, dict) or str(data.get("kind")) not in PARTS:
        return None
    return Around(work, draft.plan.catalog or work.catalog, str(data["kind"]), data)


def inspector(
    work: Work,
    draft: Draft,
    path: str,
    at: str,
    *,
    note: str = "",
    errors: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> Inspector | None:
    """What is selected in a file; the whole of it where the part is gone; None where it cannot be read."""
    plain_around = around_of(work, draft, path)
    if plain_around is None:
        return None
    part = _part(plain_around, at)
    mine = tuple(problem for problem in draft.plan.problems if problem.location.file == path)
    wrong = {**_beside(part, mine), **(errors or {})}
    around = Around(work, plain_around.catalog, plain_around.kind, plain_around.data, part.path, wrong, typed or {})
    text = draft.merged[path]
    inputs = inputs_of(part, around)
    line, lines = _lines(text, part)
    back, forth = can_go(path, draft.merged)
    outline = tuple(_outline(around, part, path, mine, draft))
    return Inspector(
        path=path,
        at=part.at,
        opened=digest_of_text(text),
        title=called(part.value, part.at.rpartition("/")[2] or path),
        kind=kind_word_of(part.lists) if part.at else row_of(draft, path).kind_label,
        inputs=inputs,
        more=tuple(More(each, t("parts.add", what=kind_word_of(each))) for each in _addable(around, part)),
        inside=tuple(each for each in outline if each.inside == part.at),
        outline=outline,
        lines=lines,
        problems=_rows((each for each in mine if _prefix(part) == _owner(each, around)), draft, path),
        up_href=href_of(path, _above(part)),
        first=part.position == 0,
        last=part.position == part.among - 1,
        back=back,
        forth=forth,
        note=note,
        as_text=left_as_text(part, around),
        line=line,
    )


def _part(around: Around, at: str) -> Part:
    try:
        return part_at(around.kind, around.data, at)
    except NotFound:
        return part_at(around.kind, around.data, "")


def _addable(around: Around, part: Part) -> Iterator[str]:
    for each in lists_below(around.kind, part.lists):
        if "." not in each or each.partition(".")[0] in part.value:
            yield each


def _above(part: Part) -> str:
    return part.at.rsplit("/", 2)[0] if part.at.count("/") > 2 else ""


def _prefix(part: Part) -> str:
    return part.at.replace("/", ".")


def _place(problem: Problem) -> str:
    """`stages[2].tasks[0].within` and `stages.quote.tasks.send.within` alike, with dots only."""
    return problem.path.replace("[", ".").replace("]", "").strip(".")


def _beside(part: Part, problems: Iterable[Problem]) -> dict[str, str]:
    """What is wrong with single settings, to stand beside their inputs."""
    starts = {f"{_prefix(part)}.", f"{'.'.join(map(str, part.path))}."} if part.at else {""}
    found: dict[str, str] = {}
    for problem in problems:
        start = next((each for each in starts if _place(problem).startswith(each)), None)
        if start is not None and problem.is_error:
            found.setdefault(_place(problem).removeprefix(start), problem.sentence(language()))
    return found


def _owner(problem: Problem, around: Around) -> str:
    """The innermost part that a problem lies in."""
    inside = [each for each in parts_of(around.kind, around.data) if _lies_in(problem, each)]
    return _prefix(inside[-1]) if inside else ""


def _lies_in(problem: Problem, part: Part) -> bool:
    place = f"{_place(problem)}."
    return place.startswith((f"{_prefix(part)}.", f"{'.'.join(map(str, part.path))}."))


def _outline(
    around: Around, selected: Part, path: str, problems: tuple[Problem, ...], draft: Draft
) -> Iterator[PartLink]:
    owners = [(_owner(each, around), each) for each in problems]
    for part in parts_of(around.kind, around.data):
        mine = [each for owner, each in owners if owner == _prefix(part)]
        yield PartLink(
            at=part.at,
            href=href_of(path, part.at),
            label=called(part.value, kind_word_of(part.lists)),
            kind=kind_word_of(part.lists),
            deep=part.lists.count("."),
            inside=part.inside,
            selected=part.at == selected.at,
            problems=_rows(mine, draft, path),
        )


def _rows(problems: Iterable[Problem], draft: Draft, path: str) -> tuple[ProblemRow, ...]:
    return problem_rows(problems, draft.merged, language(), here=path)


def _lines(text: str, part: Part) -> tuple[int, tuple[TextLine, ...]]:
    """The lines of the part with some around them; of the whole all."""
    rows = text.splitlines()
    try:
        first, last = Places(text).lines_of(part.path) if part.path else (1, len(rows))
    except (NotEditable, IndexError, KeyError):
        return 1, ()
    begin, end = (max(first - BESIDE, 1), min(last + BESIDE, len(rows))) if part.path else (1, len(rows))
    shown = range(begin, end + 1)
    return first, tuple(TextLine(n, rows[n - 1], bool(part.path) and first <= n <= last) for n in shown)
