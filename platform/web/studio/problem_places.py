"""Problems for whoever works on screen: where they are in words, and a way to the setting; no lines, no carets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from definitions import Document, Label, Problem, as_kept, parse_document, plain, say
from publishing import key_word, kind_word

from ..parts.outline import PARTS
from ..parts.view_model import href_of
from .listing import head_of
from .problem_rows import problem_rows
from .told_problem import ToldProblem

STEP, LONGEST_PLACE = " › ", 9


def told_problems(problems: Iterable[Problem], files: Mapping[str, str], language: str) -> tuple[ToldProblem, ...]:
    """Errors first, each as somebody at the screen reads it."""
    ordered = sorted(problems, key=lambda problem: (not problem.is_error, problem.location))
    return tuple(_told(one, files, language) for one in ordered)


def _told(problem: Problem, files: Mapping[str, str], language: str) -> ToldProblem:
    (row,) = problem_rows([problem], files, language)
    path = problem.location.file
    if path not in files:
        return ToldProblem(row.level, row.message, row.hint, path, row.href, row)
    kind, id, label, _ = head_of(path, files[path])
    data = _data(path, files[path])
    first = say("studio.called", language, kind=kind_word(kind, language), label=label)
    place = STEP.join([first, *_steps(problem.path, data, language, is_form=kind == "form")])
    there = _in_designer(problem, id, data) if kind == "form" and id else _in_parts(problem, kind, path, data)
    said = row.message.splitlines()[0]  # a rule's mistake draws its place below
    return ToldProblem(row.level, said, row.hint, place, there or row.href, row)


def _in_designer(problem: Problem, id: str, data: Any) -> str:
    """The form with the field selected, at the input of the setting."""
    pieces = _pieces(problem.path)
    fields = data.get("fields") if isinstance(data, dict) and isinstance(data.get("fields"), list) else []
    ids = [str(one.get("id")) for one in fields if isinstance(one, dict)]
    if pieces[:1] == ["fields"] and len(pieces) > 1:
        at = int(pieces[1]) if _is_place(pieces[1]) else ids.index(pieces[1]) if pieces[1] in ids else -1
        if 0 <= at < len(ids):
            return f"/studio/forms/{id}?field={ids[at]}#{f'p-field-{at}-{pieces[2]}' if len(pieces) > 2 else 'props'}"
    return f"/studio/forms/{id}#{f'p-form-0-{pieces[0]}' if pieces else 'props'}"


def _in_parts(problem: Problem, kind: str, path: str, data: Any) -> str:
    """The part of a definition that is edited part by part; nothing for other kinds, and where it stands in no part."""
    there, at, lists, found = data, [], [], ""
    for piece in _pieces(problem.path) if kind in PARTS else ():
        inside = there if isinstance(there, list) else None
        there = _below(there, piece)
        if inside is None:
            lists.append(piece)
        at.append(str(there.get("id", piece)) if inside is not None and isinstance(there, dict) else piece)
        if inside is not None and ".".join(lists) in PARTS[kind]:
            found = "/".join(at)
    return href_of(path, found) if found else ""


def _steps(path: str, data: Any, language: str, *, is_form: bool) -> Iterator[str]:
    """The pieces of a path as they are called: a part by its label, a key by its word, in a form by its input's."""
    there = data
    for piece in _pieces(path):
        there = _below(there, piece)
        if piece in ("fields", "form"):
            continue  # the name of a field says that it is one, and a file says itself whose it is
        label = there.get("label") or there.get("reason") if isinstance(there, dict) else None
        if isinstance(label, (str, dict)) and label:
            yield Label.of(label).text(language)
        elif _is_place(piece):
            yield say("diff.nth", language, n=int(piece) + 1)
        else:
            setting = as_kept(f"designer.setting.{piece}", language) if is_form else None
            yield setting or key_word(piece, language) or piece


def _below(there: Any, piece: str) -> Any:
    if isinstance(there, dict):
        return there.get(piece)
    if not isinstance(there, list):
        return None
    if _is_place(piece):
        return there[int(piece)] if int(piece) < len(there) else None
    return next((one for one in there if isinstance(one, dict) and one.get("id") == piece), None)


def _is_place(piece: str) -> bool:
    """Whether it counts; a key of a file may be `²`, or longer than any list."""
    return piece.isascii() and piece.isdigit() and len(piece) < LONGEST_PLACE


def _pieces(path: str) -> list[str]:
    """`fields.phone.search` and `subtitle[1]`, step by step."""
    return [piece for piece in path.replace("[", ".").replace("]", "").split(".") if piece]


def _data(path: str, text: str) -> Any:
    read = parse_document(path, text)
    return plain(read.data) if isinstance(read, Document) else {}
