"""What lies aside of fields that were anonymised before the rules emptied that too."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"

ASIDE = ("was_", "next_")
CUT = 63  # a name so long ends otherwise than its field
TOLD = "SELECT DISTINCT CAST(data AS TEXT) FROM event WHERE form = :form AND kind = 'anonymised'"
THEIRS = "SELECT record FROM event WHERE form = :form AND kind = 'anonymised' AND CAST(data AS TEXT) = :told"


def upgrade() -> None:
    """Empty it: of each record, the columns of the fields that its history says were emptied."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete = on")
    inspector = sa.inspect(connection)
    for table in inspector.get_table_names():
        aside = [column["name"] for column in inspector.get_columns(table) if column["name"].startswith(ASIDE)]
        if table.startswith("r_") and aside:
            form = table.removeprefix("r_")
            for told in connection.execute(sa.text(TOLD), {"form": form}).scalars().all():
                _empty(connection, form, aside, told)


def _empty(connection: sa.Connection, form: str, aside: list[str], told: str) -> None:
    ends = tuple(f"_f_{field}" for field in json.loads(told).get("fields") or ())
    mine = [name for name in aside if name.endswith(ends) or len(name) == CUT] if ends else []
    if mine:
        nothing = ", ".join(f'"{name}" = NULL' for name in mine)
        statement = f'UPDATE "r_{form}" SET {nothing} WHERE id IN ({THEIRS})'
        connection.execute(sa.text(statement), {"form": form, "told": told})


def downgrade() -> None:
    """What is gone is gone."""
