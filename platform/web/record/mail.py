"""What a record's page says of mail: addresses that want none."""

from __future__ import annotations

from collections.abc import Iterator

from accounts import Work, readable_fields
from flows import Subject, mails
from records import mails as rows

from ..due import ago
from ..languages import t
from .view_model import Banner


def banners(work: Work, subject: Subject) -> Iterator[Banner]:
    """One line for each address, of those the reader may see, that gets no more mail."""
    seen = readable_fields(work.actor, subject.form, stage=subject.row.stage)
    addresses = [subject.values.get(name) for name in mails.address_fields(subject.form) if name in seen]
    for one in rows.silenced(work.connection, filter(None, addresses)).values():
        title = t("mails.banner_title")
        yield Banner("rest", t(f"mails.banner_{one.why}", address=one.address, when=ago(one.at)), title)
