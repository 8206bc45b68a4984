"""The draft as the studio sees it: what is edited, what is wrong with it, what it would do, who moved underneath."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from accounts import Work, people
from definitions import Problem, digest_of
from publishing import Plan, make_plan
from records import drafts, revisions

REGRADED_BY = "scorecard"


@dataclass(frozen=True)
class Clash:
    """A file that was published by somebody after the draft of it was begun."""

    path: str
    draft: str | None
    was: str | None
    published: str | None


@dataclass(frozen=True)
class Draft:
    """The draft laid over what is published now, checked and planned."""

    files: tuple[drafts.DraftFile, ...]
    published: Mapping[str, str]
    plan: Plan
    clashes: tuple[Clash, ...]
    authors: Mapping[int, str]

    @property
    def base(self) -> int:
        """The revision that is published now."""
        return self.plan.base

    @property
    def merged(self) -> Mapping[str, str]:
        """The whole configuration as the draft would have it."""
        return self.plan.files

    @property
    def is_empty(self) -> bool:
        """Nothing differs from what is published."""
        return not self.files

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What holds the publish back; what becomes of records on their way is asked on the page of the plan."""
        return tuple(problem for problem in self.plan.errors if problem.key != "in_flight.problem.stage_in_use")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What is worth a look before publishing."""
        return tuple(problem for problem in self.plan.problems if not problem.is_error)

    @cached_property
    def digest(self) -> str:
        """Changes with anything that a publish would write, and with what it would be written over."""
        return digest_of({**self.merged, "": str(self.base)})

    @property
    def may_publish(self) -> bool:
        """There is something to publish, nothing is wrong with it and nobody else changed the same files."""
        return not (self.is_empty or self.errors or self.clashes)

    def file(self, path: str) -> drafts.DraftFile | None:
        """The draft of one file, if it is being edited."""
        return next((file for file in self.files if file.path == path), None)

    def author_of(self, file: drafts.DraftFile) -> str:
        """Who edited a file last."""
        return self.authors.get(file.author or 0, "")


def draft_of(work: Work) -> Draft:
    """The one draft that all admins share, as it stands in this transaction."""
    published = dict(work.catalog.files)
    files = tuple(file for file in drafts.listing(work.connection) if file.text != published.get(file.path))
    merged = _laid_over(published, files)
    authors = people.names(work.connection, [file.author for file in files])
    plan = make_plan(work.connection, work.catalog, merged)
    return Draft(files, published, plan, _clashes(work, files, published), authors)


def _laid_over(published: Mapping[str, str], files: tuple[drafts.DraftFile, ...]) -> dict[str, str]:
    merged = {**published, **{file.path: file.text for file in files}}
    return {path: text for path, text in sorted(merged.items()) if text is not None}


def _clashes(work: Work, files: tuple[drafts.DraftFile, ...], published: Mapping[str, str]) -> tuple[Clash, ...]:
    older: dict[int, Mapping[str, str]] = {}
    found = []
    for file in files:
        if file.based_on == work.catalog.revision:
            continue
        if file.based_on not in older:
            older[file.based_on] = revisions.files_of(work.connection, file.based_on) if file.based_on else {}
        was, now = older[file.based_on].get(file.path), published.get(file.path)
        if was != now:
            found.append(Clash(file.path, file.text, was, now))
    return tuple(found)
