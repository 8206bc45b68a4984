"""Acts go into the draft: onto the newest text, unless somebody else changed it since the page was drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from accounts import Work, people
from definitions import NotFound, Stale
from publishing import designing
from records import drafts

from ..studio.draft import Draft
from ..studio.editing import digest_of_text, save, text_now, wait_for_turn
from ..studio.listing import head_of
from .renamed_choices import Renamed, links_of, renamed_by

Changes = dict[str, tuple[str, str]]  # by path: the text before and after


def path_of(draft: Draft, form: str) -> str:
    """The file of a form as the draft has it; NotFound where there is none."""
    for path, text in draft.merged.items():
        if head_of(path, text)[:2] == ("form", form):
            return path
    raise NotFound


def path_in(work: Work, id: str, *, kind: str = "form") -> str:
    """The same without checking the whole draft."""
    files = drafts.over(work.connection, dict(work.catalog.files))
    found = (path for path, text in files.items() if head_of(path, text)[:2] == (kind, id))
    path = next(found, None)
    if path is None:
        raise NotFound
    return path


def do(work: Work, path: str, acts: tuple[designing.Act, ...], *, opened: str) -> Changes:
    """Keeps the text after the acts, and the lists that follow it; answers with all that changed.

    One's own earlier clicks are no conflict: acts name what they change.
    """
    wait_for_turn(work)
    standing = text_now(work, path)
    if standing is None:
        raise NotFound
    if opened and opened != digest_of_text(standing) and not _is_mine(work, path):
        raise Stale("designer.saved_meanwhile", name=_author(work, path))
    changes = {path: (standing, designing.act(standing, *acts)), **dict(_following(work, path, standing, acts))}
    changed = {each: texts for each, texts in changes.items() if texts[0] != texts[1]}
    for each, (_, after) in changed.items():
        save(work, each, after)
    return changed


def do_roles(work: Work, acts: Mapping[str, tuple[designing.Act, ...]]) -> Changes:
    """Keeps the files of the roles after some acts on each; one that is gone has none."""
    found: Changes = {}
    for role, theirs in acts.items():
        path = path_in(work, role, kind="role")
        standing = text_now(work, path) or ""
        found[path] = (standing, designing.act(standing, *theirs))
    changed = {path: texts for path, texts in found.items() if texts[0] != texts[1]}
    for path, (_, after) in changed.items():
        save(work, path, after)
    return changed


def _following(
    work: Work, path: str, form: str, acts: tuple[designing.Act, ...]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """The lists of the form, and whatever names a choice that is called otherwise now."""
    id = head_of(path, form)[1]
    renamings = tuple(renamed_by(id, form, acts))
    for each, text in drafts.over(work.connection, dict(work.catalog.files)).items():
        if each == path:
            continue
        kind, _, _, of = head_of(each, text)
        after = _with_choices(work, each, text, renamings)
        if kind == "view" and of == id:
            for act in acts:
                after = designing.followed(after, act, is_new=each not in work.catalog.files)
        yield each, (text, after)


def _with_choices(work: Work, path: str, text: str, renamings: tuple[Renamed, ...]) -> str:
    """A file after some choices are called otherwise; what only merges changed loses the one that is taken back."""
    for renamed in renamings:
        if not renamed.merges:
            text = _after(work, text, (renamed.renaming,))
        elif text != (was := work.catalog.files.get(path, "")) and text == _after(work, was, renamed.merges):
            text = _after(work, was, renamed.stay)
    return text


def _after(work: Work, text: str, renamings: tuple[designing.Renaming, ...]) -> str:
    for one in renamings:
        text = designing.with_choice(text, one, links_of(work.catalog))
    return text


def _is_mine(work: Work, path: str) -> bool:
    file = next((file for file in drafts.listing(work.connection) if file.path == path), None)
    return file is not None and file.author == work.actor.person_id


def _author(work: Work, path: str) -> str:
    file = next((file for file in drafts.listing(work.connection) if file.path == path), None)
    return people.names(work.connection, [file.author]).get(file.author or 0, "") if file else ""
