"""Checks of messages that go by mail: they have a form, a body, an address to go to and a channel to go by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from definitions import WARNING, Catalog, Problem, check, suggest

from ..sending.messages import Message
from .writing import LINK

_LINK_LIKE = ("http://", "https://")


@check
def mails_can_be_written(catalog: Catalog) -> Iterator[Problem]:
    """A mail names what it needs, and nothing that is not there."""
    for message in catalog.all("message"):
        if message.mail is not None:
            yield from _problems(catalog, message)


def _problems(catalog: Catalog, message: Message) -> Iterator[Problem]:
    if not message.form:
        yield catalog.problem(message, ("mail",), "mails.problem.needs_form")
    if not message.body:
        yield catalog.problem(message, ("mail",), "mails.problem.needs_body")
    form = catalog.find("form", message.form) if message.form else None
    if form is not None:
        yield from _address_problems(catalog, message, form)
    yield from _channel_problems(catalog, message)
    for text in (words for _, words in message.body.texts):
        if sum(text.count(start) for start in _LINK_LIKE) > sum(_count(found[0]) for found in LINK.finditer(text)):
            yield catalog.problem(message, ("body",), "mails.problem.bad_link", level=WARNING)
            return


def _address_problems(catalog: Catalog, message: Message, form: Any) -> Iterator[Problem]:
    addresses = [field.id for field in form.fields if field.type.name == "email" and not field.sensitive]
    named = message.mail.to
    field = form.find(named) if named is not None else None
    if field is not None and field.sensitive:
        yield catalog.problem(message, ("mail", "to"), "forms.problem.sensitive_mail", field=field.label)
    elif named is not None and named not in addresses:
        hint = suggest(named, addresses)
        yield catalog.problem(message, ("mail", "to"), "mails.problem.no_address", name=named, suggestion=hint)
    if named is None and not addresses:
        yield catalog.problem(message, ("mail",), "mails.problem.form_without_address", form=form.label)


def _channel_problems(catalog: Catalog, message: Message) -> Iterator[Problem]:
    known = [channel.id for channel in catalog.all("channel") if channel.via == "mail"]
    named = message.mail.channel
    if named is not None and named not in known:
        hint = suggest(named, known)
        yield catalog.problem(message, ("mail", "channel"), "mails.problem.no_channel", name=named, suggestion=hint)


def _count(text: str) -> int:
    return sum(text.count(start) for start in _LINK_LIKE)
