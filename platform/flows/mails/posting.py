"""Sending a mail to the contact of a record: written now, put on its way in the transaction of its cause."""

from __future__ import annotations

from dataclasses import dataclass
from secrets import token_urlsafe

from accounts import Work, default_calendar
from definitions import NotFound, Reason
from forms import FormDefinition
from records import Delivery, Mail, deliveries, mails, outbox

from ..channels import ChannelDefinition, mail_channel
from ..happenings import event, happened
from ..record_story.showing import record_words
from ..sending.mail_options import OWNER, MailOptions
from ..sending.messages import Message
from ..subject import Subject, look
from .reactions import address_fields
from .writing import Letter, write

ABOUT = "mail"


@dataclass(frozen=True)
class Posted:
    """What became of a mail that was asked for: on its way, or why not."""

    delivery: int | None = None
    why: Reason | None = None

    @property
    def is_on_its_way(self) -> bool:
        """Whether it will be sent, unless its contact says no before."""
        return self.why is None


@dataclass(frozen=True)
class _Order:
    """A mail that somebody wants to be sent."""

    subject: Subject
    message: Message
    options: MailOptions
    key: str
    sender: int | None
    cause: str | None


def post(
    work: Work, form: str, record: int, message: str, *, key: str, sender: int | None = None, cause: str | None = None
) -> Posted:
    """Send a message of the configuration to a record's contact; one key sends one mail, however often it is asked.

    Nothing here is refused by raising: an automation goes on, and the record's history says why nothing was sent.
    `sender` is in whose name it goes, the owner where nobody is named; `cause` is what the history says sent it.
    """
    definition = work.catalog.find("message", message)
    if definition is None:
        raise NotFound("refused.no_definition", kind="message", id=message)
    before = deliveries.by_key(work.connection, key)
    if before is not None:
        return Posted(before.id, Reason.from_json(before.why) if before.state == deliveries.GIVEN_UP else None)
    subject, options = look(work.as_system(), form, record), definition.mail or MailOptions()
    from_whom = sender if sender is not None else subject.owner if options.sender == OWNER else None
    return _post(work, _Order(subject, definition, options, key, from_whom, cause))


def address_field(form: FormDefinition, options: MailOptions) -> str | None:
    """The field that mails to a form's records go to."""
    if options.to:
        return options.to
    return next(iter(address_fields(form)), None)


def _post(work: Work, order: _Order) -> Posted:
    address = order.subject.values.get(address_field(order.subject.form, order.options) or "")
    if not address:
        return _not_sent(work, order, Reason("mails.why.no_address"))
    if mails.silenced(work.connection, [address]):
        return _not_sent(work, order, Reason("mails.why.silenced"))
    setting = mail_channel(work, order.options.channel)
    if setting is None:
        return _not_sent(work, order, Reason("mails.why.no_channel"))
    missing = Reason("mails.why.not_set_up", {"names": list(setting.missing)}) if setting.missing else None
    id = _keep(work, order, address, setting.channel, missing)
    if missing is not None:
        return _not_sent(work, order, missing, delivery=id)
    outbox.put(work.connection, "deliver", {"delivery": id}, work.now, key=f"deliver:{id}:0")
    return Posted(id)


def _keep(work: Work, order: _Order, address: str, channel: ChannelDefinition, why: Reason | None) -> int:
    """The delivery and what it carries; one that cannot go yet may be sent again once its channel is set up."""
    subject, letter = order.subject, _letter(work, order)
    delivery = Delivery(
        order.key, channel.id, ABOUT, order.message.id, {"subject": letter.subject, "cause": order.cause},
        work.now, work.now, sender=order.sender, address=address, form=subject.form.id, record=subject.id,
        state=deliveries.GIVEN_UP if why else deliveries.WAITING, why=why.as_json() if why else None,
        ended_at=work.now if why else None,
    )  # fmt: skip
    id = deliveries.put(work.connection, delivery)
    new = Mail(
        id, token_urlsafe(16), subject.form.id, subject.id, address, letter.subject, letter.body, letter.links,
        work.now, order.options.as_json(), order.message.id, order.sender,
    )  # fmt: skip
    mails.add(work.connection, new)
    return id


def _letter(work: Work, order: _Order) -> Letter:
    language, zone = order.options.language, default_calendar(work.catalog).zone.key
    system = work.as_system().actor
    return write(
        order.message, record_words(work, order.subject, reader=system, language=language, timezone=zone), language
    )


def _not_sent(work: Work, order: _Order, why: Reason, *, delivery: int | None = None) -> Posted:
    said = {"message": order.message.label.as_written(), "why": why.as_json(), "cause": order.cause}
    happened(work, event(work, order.subject.form.id, order.subject.id, "mail_not_sent", **said))
    return Posted(delivery, why)
