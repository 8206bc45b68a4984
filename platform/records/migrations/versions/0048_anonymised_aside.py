"""What lies aside of fields that were anonymised before the rules emptied that too."""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"

ASIDE = ("was_", "next_")
TYPES = (
    "text", "long_text", "integer", "number", "boolean", "date", "datetime", "list", "reference", "json", "sealed",
)  # fmt: skip
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
    fields = json.loads(told).get("fields") or ()
    theirs = {_called(f"{how}{kind}_f_{field}") for field in fields for kind in TYPES for how in ASIDE}
    if mine := sorted(theirs.intersection(aside)):
        nothing = ", ".join(f'"{name}" = NULL' for name in mine)
        statement = f'UPDATE "r_{form}" SET {nothing} WHERE id IN ({THEIRS})'
        connection.execute(sa.text(statement), {"form": form, "told": told})


def _called(name: str) -> str:
    """The column of such a name: PostgreSQL keeps 63 characters."""
    return name if len(name) <= 63 else f"{name[:54]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"


def downgrade() -> None:
    """What is gone is gone."""
