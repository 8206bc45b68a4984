"""Everything that people outside did: pages viewed, papers downloaded, mails opened."""

from sqlalchemy import Text

from records import tables

from .entity import choice, entity, moment, text
from .wording import behaviours as noticed

rows = tables.metadata.tables["behaviour"]
behaviour = rows.c

entity(
    "behaviours",
    rows,
    kind=choice(behaviour.kind, noticed),
    at=moment(behaviour.at),
    noticed_at=moment(behaviour.noticed_at),
    source=text(behaviour.source),
    page=text(behaviour.data["page"].as_string().cast(Text)),
)
