"""An upgrade of a pack told on the terminal: what is taken and kept, and what is to decide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import click

from publishing import Owned, Owner, Upgrade, kind_word, merging

from .program import Desk

Places = list[tuple[merging.MergedDefinition, merging.Point]]
TOLD = (merging.What.TAKEN, merging.What.KEPT, merging.What.SAME)


def tell(desk: Desk, looked: Upgrade) -> None:
    """Everything that changed, by what becomes of it and by definition."""
    words = merging.Words(looked.merge)
    desk.say("merging.from_to", name=looked.pack, installed=looked.origin.version, version=looked.version)
    for what in TOLD:
        found = [(one, point) for one, point in looked.merge.places(what) if not point.is_version(one.kind)]
        if found:
            desk.say(f"merging.places_{what}", n=len(found))
            for line in _by_definition(desk, words, found):
                click.echo(f"  {line}")
    asked = [*looked.merge.places(merging.What.ASKED)]
    if asked:
        desk.say("merging.places_asked", n=len(asked))
    for definition, point in asked:
        said = looked.merge.answers.of(definition.address, point)
        click.echo(f"  {merging.address_of(definition.address, point)}{f'={said}' if said else ''}")
        for side in merging.Side:
            for line in words.side(definition, point, side, desk.language):
                click.echo(f"    {desk.text(f'merging.{side}')}: {line}")
        if renamed := words.renamed(definition, point, desk.language):
            click.echo(f"    {renamed}")


def tell_owners(desk: Desk, owned: Iterable[Owned]) -> None:
    """Whose the definitions of a pack are by now; those that are as they came are only counted."""
    found = [*owned]
    for owner in Owner:
        names = [_named(desk, each) for each in found if each.owner is owner]
        if names:
            told = names if owner is not Owner.PACK else ()
            desk.say(f"merging.owner_{owner}", n=len(names))
            for name in told:
                click.echo(f"  {name}")


def _named(desk: Desk, each: Owned) -> str:
    kind = kind_word(each.kind, desk.language)
    return desk.text("merging.definition", kind=kind, label=each.label.text(desk.language))


def _by_definition(desk: Desk, words: merging.Words, found: Places) -> Iterator[str]:
    """Its name, and below it what changed; of what comes or goes as a whole both on one line."""
    head = ""
    for definition, point in found:
        lines = words.change(definition, point, desk.language)
        if not point.path:
            yield f"{words.head(definition, desk.language)}: {lines[0]}"
            continue
        if head != definition.address:
            head = definition.address
            yield words.head(definition, desk.language)
        yield from (f"  {line}" for line in lines)
