"""Every mail to a contact, and what they did with it."""

from records import tables

from .entity import entity, moment, person, text, whole

rows = tables.metadata.tables["mail"]
mail = rows.c

entity(
    "mails",
    rows,
    at=moment(mail.at),
    message=text(mail.message),
    sender=person(mail.sender),
    sent_at=moment(mail.sent_at),
    opens=whole(mail.opens),
    opened_at=moment(mail.opened_at),
    clicks=whole(mail.clicks),
    clicked_at=moment(mail.clicked_at),
    replied_at=moment(mail.replied_at),
    bounced_at=moment(mail.bounced_at),
    unsubscribed_at=moment(mail.unsubscribed_at),
)
