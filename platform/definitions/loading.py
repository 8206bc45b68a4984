"""Files → documents → schema → objects → checks across files; problems are collected, never thrown early."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from .catalog import Catalog
from .document import Document, parse_document, plain
from .kinds import KINDS, Kind, Source, checks
from .problems import Problem, suggest
from .schema_problems import Shape

SUFFIXES = (".yaml", ".yml", ".json")
# Files of these folders of a pack are data (demo people, mappings, pictures), not definitions.
NOT_DEFINITIONS = ("demo", "maps", "docs", "schema")


@dataclass(frozen=True)
class Loaded:
    """A catalog if there was no error, and every problem in either case.

    `readable` is the catalog also where only checks across files object: what was published once keeps working when a
    newer version looks closer, and the next publish is asked to mend it.
    """

    catalog: Catalog | None
    problems: tuple[Problem, ...]
    readable: Catalog | None = None

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that hold a publish back."""
        return tuple(problem for problem in self.problems if problem.is_error)


def read_folder(folder: Path | str) -> dict[str, str]:
    """All definition files below a folder as {path from the folder: text}, sorted."""
    root = Path(folder)
    found: dict[str, str] = {}
    for path in sorted(root.rglob("*")):
        inside = path.relative_to(root)
        if path.suffix in SUFFIXES and path.is_file() and not _is_data(inside):
            found[inside.as_posix()] = path.read_text("utf-8", errors="replace")
    return found


def _is_data(inside: Path) -> bool:
    return any(part in NOT_DEFINITIONS or part.startswith(".") for part in inside.parts[:-1])


def load_files(files: Mapping[str, str]) -> Loaded:
    """Loads a whole configuration; with any error there is no catalog."""
    problems: list[Problem] = []
    definitions: dict[tuple[str, str], Any] = {}
    documents: dict[tuple[str, str], Document] = {}
    broken: set[str] = set()
    parsed = tuple(_documents(files, problems, broken))
    others = _Parsed(parsed)
    for document in parsed:
        found = _definition(document, problems, others)
        if found is None:
            broken.add(str(document.data.get("id")))
            continue
        name = (found.kind, found.id)
        if name in definitions:
            first = documents[name].file
            problems.append(document.problem(("id",), "problem.id_taken", kind=found.kind, id=found.id, file=first))
            continue
        definitions[name], documents[name] = found, document
    catalog = Catalog(_settled(definitions), documents, files)
    sound = not any(problem.is_error for problem in problems)
    problems.extend(_across_files(catalog, broken, sound=sound))
    problems.sort(key=lambda problem: (problem.location, problem.path))
    failed = any(problem.is_error for problem in problems)
    return Loaded(None if failed else catalog, tuple(problems), catalog if sound else None)


def _settled(definitions: Mapping[tuple[str, str], Any]) -> dict[tuple[str, str], Any]:
    """Definitions that take something from others, once all of them are there."""
    return {
        name: each.settled(lambda kind, id: definitions.get((kind, id))) if hasattr(each, "settled") else each
        for name, each in definitions.items()
    }


def _documents(files: Mapping[str, str], problems: list[Problem], broken: set[str]) -> Iterator[Document]:
    for file in files:
        parsed = parse_document(file, files[file])
        if isinstance(parsed, Problem):
            problems.append(parsed)
            broken.add(Path(file).stem)
        else:
            yield parsed


def _across_files(catalog: Catalog, broken: set[str], *, sound: bool) -> list[Problem]:
    """What the checks across files find; where files are broken, what only follows from that is left out."""
    found: list[Problem] = []
    for look in checks():
        try:
            found.extend(look(catalog))
        except Exception:  # where a file has an error, a check may miss what it builds on
            if sound:
                raise
    builds_on_broken = {catalog.file_of(kind, each.id) for kind, each in catalog if _form_of(each) in broken}
    return [
        problem
        for problem in found
        if problem.location.file not in builds_on_broken and not _speaks_of(problem, broken)
    ]


def _form_of(definition: Any) -> str | None:
    return getattr(definition, "form", None)


def _speaks_of(problem: Problem, broken: set[str]) -> bool:
    return any(str(value) in broken for value in problem.params.values())


class _Parsed:
    """All files of a configuration that could be read, by kind and id; the first of each name counts."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents: dict[tuple[str, str], Document] = {}
        for document in documents:
            name = (str(document.data.get("kind")), str(document.data.get("id")))
            self._documents.setdefault(name, document)

    def find(self, kind: str, id: str) -> dict[str, Any] | None:
        """The values of a file, if they are as its kind describes them."""
        document = self._documents.get((kind, id))
        if document is None:
            return None
        data = plain(document.data)
        return None if _shape(kind).problems(document, data) else data

    def names(self, kind: str) -> tuple[str, ...]:
        """Every id of a kind."""
        return tuple(sorted(id for name, id in self._documents if name == kind))


def _definition(document: Document, problems: list[Problem], others: _Parsed) -> Any | None:
    kind = _kind_of(document, problems)
    if kind is None:
        return None
    source = Source(document, others=others)
    broken = _shape(kind.name).problems(document, source.data)
    problems.extend(broken)
    if broken:
        return None
    definition = kind.definition.from_source(source)
    problems.extend(source.problems)
    return definition


def _kind_of(document: Document, problems: list[Problem]) -> Kind | None:
    name = document.data.get("kind")
    if name is None:
        problems.append(document.problem((), "problem.no_kind", known=", ".join(KINDS.names())))
        return None
    kind = KINDS.find(str(name))
    if kind is None:
        hint = suggest(name, KINDS.names())
        problems.append(document.problem(("kind",), "problem.unknown_kind", name=str(name), suggestion=hint))
    return kind


@lru_cache(maxsize=64)
def _shape(name: str) -> Shape:
    return Shape(KINDS.get(name).schema())
