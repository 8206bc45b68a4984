"""Packs: which there are in which versions, what installing, upgrading or uninstalling one would do, and doing it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from flask import Response

from accounts import Work, require
from definitions import DefinitionError, NotFound, Refused
from flows import in_flight as flights
from publishing import (
    ShelfPack,
    Upgrade,
    files_with,
    files_without,
    find_pack,
    install,
    list_packs,
    look,
    look_at_upgrade,
    make_plan,
    merging,
    origin_of,
    owned_in,
    uninstall,
    upgrade,
)

from ..blueprint import v1
from ..bodies import read_body
from ..configuration_shapes import PACK, PACK_PLAN
from ..desk import language, now, reading, workspace
from ..errors import envelope
from ..inputs import LARGEST_ID, arguments, refuse, said, whole_number
from ..problems import wrong_text
from ..replies import Reply
from .configuration import how, published, told_plan

Body = Mapping[str, Any]


@v1.get("/configuration/packs")
def list_all_packs() -> Response:
    """Every pack that can be installed, and every one that is, each with both versions."""
    arguments()
    revision, _ = _configuring()
    packs = list_packs(workspace())
    return Reply({"revision": revision, "packs": [_pack(one, packs) for one in packs]}).response()


@v1.post("/configuration/packs/<pack>/plans")
def plan_pack(pack: str) -> Response:
    """What installing it, upgrading it where it is installed, or uninstalling it would do; nothing is written."""
    body = PACK_PLAN.read(read_body())
    _configuring()
    there = _pack_at(pack)
    with reading() as work:
        try:
            told = _uninstalled(work, there) if body.get("uninstall") else _planned(work, there, body)
        except DefinitionError as wrong:
            return wrong_text(wrong).response()
    return Reply(told).response()


@v1.post("/configuration/packs/<pack>/revisions")
def publish_pack(pack: str) -> Response:
    """Install it, or upgrade it where it is installed; while a place that both changed is left open, 409 with all."""
    body = PACK.read(read_body())
    current, author = _configuring()
    there, how_said = _pack_at(pack), {"author": author, **how(body)}
    if not there.installed:
        _refuse_strange(_answers(body).strange(()))
        base = body.get("base", current)
        return published(current, lambda: install(workspace(), pack, base=base, **how_said))
    try:
        looked = look(workspace(), pack, _answers(body))
    except DefinitionError as wrong:
        return wrong_text(wrong).response()
    _refuse_strange(looked.merge.strange)
    if left := looked.merge.left:
        undecided = Refused("merging.undecided", name=pack, n=len(left))
        told = [*_open(looked)]
        return envelope(undecided.code, undecided.text(language()), undecided.status, open=told).response()
    said_more = {"older": body.get("older", False), "base": body.get("base"), **how_said}
    return published(current, lambda: upgrade(workspace(), looked, **said_more))


@v1.delete("/configuration/packs/<pack>")
def uninstall_pack(pack: str) -> Response:
    """Take its definitions out; its records stay, and come back with it."""
    given = arguments("base")
    base = whole_number(given, "base", most=LARGEST_ID)
    current, author = _configuring()
    there = _pack_at(pack)
    said_too = {"author": author, "now": now(), "base": current if base is None else base}
    return published(current, lambda: uninstall(workspace(), there.id, **said_too))


def _configuring() -> tuple[int, int | None]:
    """The revision that stands, and who asks, if they may configure."""
    with reading() as work:
        require(work, "configure")
        return work.catalog.revision, work.actor.person_id


def _pack_at(id: str) -> ShelfPack:
    """The pack of that id; never a path on this machine."""
    found = next((one for one in list_packs(workspace()) if one.id == id), None)
    if found is None:
        raise NotFound()
    return found


def _answers(body: Body) -> merging.Answers:
    places = {path: merging.Side(side) for path, side in (body.get("take") or {}).items()}
    return merging.Answers(places, merging.Side(body["rest"]) if "rest" in body else None)


def _refuse_strange(strange: tuple[str, ...]) -> None:
    """An answer about a place at which nothing changed was meant for another one."""
    if strange:
        refuse(said("take", Refused("merging.strange", addresses=strange)))


def _planned(work: Work, there: ShelfPack, body: Body) -> dict[str, Any]:
    answers, files = flights.read_answers(body.get("in_flight") or ()), work.catalog.files
    if not there.installed:
        _refuse_strange(_answers(body).strange(()))
        made = make_plan(work.connection, work.catalog, files_with(files, there.id), answers)
        return {"does": "install", **_versions(there), **told_plan(made)}
    revision, bundle = work.catalog.revision, find_pack(there.id)
    looked = look_at_upgrade(work.connection, bundle, files, revision, _answers(body))
    _refuse_strange(looked.merge.strange)
    made = make_plan(work.connection, work.catalog, looked.files, answers)
    merged = {what: [*_paths(looked, merging.What(what))] for what in ("taken", "kept", "same")}
    return {"does": "upgrade", **_versions(there), **told_plan(made), **merged, "asked": [*_asked(looked)]}


def _uninstalled(work: Work, there: ShelfPack) -> dict[str, Any]:
    """The plan with whose the definitions are by now; those that were moved elsewhere stay."""
    made = make_plan(work.connection, work.catalog, files_without(work.catalog.files, there.id))
    origin = origin_of(work.connection, there.id, work.catalog.revision)
    owned = owned_in(origin, work.catalog.files) if origin else ()
    told = [{"kind": one.kind, "id": one.id, "owner": one.owner.value} for one in owned]
    return {"does": "uninstall", **_versions(there), **told_plan(made), "definitions": told}


def _versions(there: ShelfPack) -> dict[str, Any]:
    return {"pack": there.id, "version": there.version, "installed": there.installed}


def _paths(looked: Upgrade, what: merging.What) -> Iterator[str]:
    for definition, point in looked.merge.places(what):
        if not point.is_version(definition.kind):
            yield merging.address_of(definition.address, point)


def _asked(looked: Upgrade) -> Iterator[dict[str, Any]]:
    """Each place that both changed, in all three versions as YAML, with what was answered; null is not there."""
    for definition, point in looked.merge.places(merging.What.ASKED):
        sides = {"was": None, "yours": merging.Side.YOURS, "theirs": merging.Side.THEIRS}
        versions = {name: merging.as_text(definition, point, side) or None for name, side in sides.items()}
        take = looked.merge.answers.of(definition.address, point)
        yield {"path": merging.address_of(definition.address, point), **versions, "take": take}


def _open(looked: Upgrade) -> Iterator[dict[str, Any]]:
    return (each for each in _asked(looked) if each["take"] is None)


def _pack(one: ShelfPack, packs: tuple[ShelfPack, ...]) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": one.label.text(language()),
        "description": one.description.text(language()),
        "version": one.version,
        "installed": one.installed,
        "newer": one.is_newer,
        "older": one.is_older,
        "needs": list(one.needs),
        "needed_by": [other.id for other in packs if other.installed and one.id in other.needs],
        "languages": list(one.languages),
        "contents": dict(one.contents),
    }
