"""Acts go into the draft: onto the newest text, unless somebody else changed it since the page was drawn."""

from __future__ import annotations

from accounts import Work, people
from definitions import NotFound, Stale
from publishing import designing
from records import drafts

from ..studio.draft import Draft
from ..studio.editing import digest_of_text, save, text_now
from ..studio.listing import head_of


def path_of(draft: Draft, form: str) -> str:
    """The file of a form as the draft has it; NotFound where there is none."""
    for path, text in draft.merged.items():
        if head_of(path, text)[:2] == ("form", form):
            return path
    raise NotFound


def path_in(work: Work, form: str) -> str:
    """The same without checking the whole draft."""
    files = drafts.over(work.connection, dict(work.catalog.files))
    found = (path for path, text in files.items() if head_of(path, text)[:2] == ("form", form))
    path = next(found, None)
    if path is None:
        raise NotFound
    return path


def do(work: Work, path: str, acts: tuple[designing.Act, ...], *, opened: str) -> tuple[str, str]:
    """Keeps the text after the acts; answers with the one before and the one after.

    One's own earlier clicks are no conflict: acts name what they change.
    """
    standing = text_now(work, path)
    if standing is None:
        raise NotFound
    if opened and opened != digest_of_text(standing) and not _is_mine(work, path):
        raise Stale("designer.saved_meanwhile", name=_author(work, path))
    changed = designing.act(standing, *acts)
    if changed != standing:
        save(work, path, changed)
    return standing, changed


def _is_mine(work: Work, path: str) -> bool:
    file = next((file for file in drafts.listing(work.connection) if file.path == path), None)
    return file is not None and file.author == work.actor.person_id


def _author(work: Work, path: str) -> str:
    file = next((file for file in drafts.listing(work.connection) if file.path == path), None)
    return people.names(work.connection, [file.author]).get(file.author or 0, "") if file else ""
