"""Grades tell fit and behaviour apart, and what the rules said where somebody's hand outranked them."""

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

EPOCH = datetime(1970, 1, 1, tzinfo=UTC).replace(tzinfo=None)
COLUMNS = (("fit", sa.Float()), ("behaviour", sa.Float()), ("rule_band", sa.String(48)))


def upgrade() -> None:
    """Add the columns."""
    for name, kind in COLUMNS:
        op.add_column("grade", sa.Column(name, kind))
    op.add_column("behaviour", sa.Column("moment", sa.BigInteger(), nullable=False, server_default=sa.text("0")))
    _fill_moments(op.get_bind())


def downgrade() -> None:
    """Take them away."""
    op.drop_column("behaviour", "moment")
    for name, _ in COLUMNS:
        op.drop_column("grade", name)


def _fill_moments(connection: sa.Connection) -> None:
    behaviour = sa.table("behaviour", sa.column("id"), sa.column("at", sa.DateTime()), sa.column("moment"))
    for id, at in connection.execute(sa.select(behaviour.c.id, behaviour.c.at)).all():
        moment = (at - EPOCH) // timedelta(microseconds=1)
        connection.execute(sa.update(behaviour).where(behaviour.c.id == id).values(moment=moment))
