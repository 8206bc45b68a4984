"""Which way each record went through its stages, kept once for all that went alike."""

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0043"

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
# A step in words: "repair look mend 1".
STEPS = """
SELECT DISTINCT record, pipeline || ' ' || stage || ' ' || coalesce(left_to, '') || ' '
    || CASE WHEN left_to IS NOT NULL AND acted IS NOT NULL AND NOT acted AND how <> 'imported' THEN '1' ELSE '0' END
    AS step FROM stage_visit WHERE form = :form ORDER BY record, step
"""
JOINED = {"postgresql": 'string_agg(step, chr(10) ORDER BY step COLLATE "C")', "sqlite": "group_concat(step, char(10))"}
NAMES = ("pipeline", "stage", "left_to", "silent")


def upgrade() -> None:
    """Make the tables, give every record table its column, and look once at all stays that there are."""
    op.create_table(
        "way",
        sa.Column("id", BIG, autoincrement=True, nullable=False),
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_way"),
        sa.UniqueConstraint("form", "key", name="uq_way_form_key"),
    )
    op.create_table(
        "way_step",
        sa.Column("way", BIG, nullable=False),
        sa.Column("pipeline", sa.String(48), nullable=False),
        sa.Column("stage", sa.String(48), nullable=False),
        sa.Column("left_to", sa.String(48), nullable=False),
        sa.Column("silent", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("way", "pipeline", "stage", "left_to", "silent", name="pk_way_step"),
        sa.ForeignKeyConstraint(["way"], ["way.id"], name="fk_way_step_way_way"),
    )
    for table in _record_tables():
        op.add_column(table, sa.Column("way", sa.BigInteger()))
        _look_at_all(op.get_bind(), table)


def _record_tables() -> list[str]:
    """Those of forms; of any other table nobody stands in a stage."""
    inspector = sa.inspect(op.get_bind())
    ours = [name for name in inspector.get_table_names() if name.startswith("r_")]
    return [name for name in ours if "stage" in {column["name"] for column in inspector.get_columns(name)}]


def _look_at_all(connection: sa.Connection, table: str) -> None:
    """As sets: to look at each record alone would take long where there are millions."""
    form = {"form": table.removeprefix("r_")}
    joined = JOINED[connection.dialect.name]
    went = f"SELECT record, {joined} AS steps FROM ({STEPS}) AS one GROUP BY record"
    connection.execute(sa.text(f"CREATE TEMPORARY TABLE went AS {went}"), form)
    connection.execute(sa.text("CREATE TEMPORARY TABLE known (steps TEXT, id BIGINT)"))
    for (steps,) in connection.execute(sa.text("SELECT DISTINCT steps FROM went")).all():
        _keep(connection, form, steps)
    connection.execute(sa.text("CREATE UNIQUE INDEX went_record ON went (record)"))
    for name in ("went", "known"):
        connection.execute(sa.text(f"ANALYZE {name}"))
    whose = f'known.steps = went.steps AND went.record = "{table}".id'
    connection.execute(sa.text(f'UPDATE "{table}" SET way = known.id FROM went, known WHERE {whose}'))
    for name in ("went", "known"):
        connection.execute(sa.text(f"DROP TABLE {name}"))


def _keep(connection: sa.Connection, form: dict[str, str], steps: str) -> None:
    """One way with its steps."""
    key = hashlib.sha256("\n".join(sorted(steps.split("\n"))).encode()).hexdigest()
    made = "INSERT INTO way (form, key) VALUES (:form, :key) RETURNING id"
    id = connection.execute(sa.text(made), {**form, "key": key}).scalar_one()
    connection.execute(sa.text("INSERT INTO known (steps, id) VALUES (:steps, :id)"), {"steps": steps, "id": id})
    rows = [dict(zip(NAMES, step.split(" "), strict=True)) for step in steps.split("\n")]
    into = f"INSERT INTO way_step (way, {', '.join(NAMES)}) VALUES (:way, {', '.join(f':{name}' for name in NAMES)})"
    connection.execute(sa.text(into), [{**row, "way": id, "silent": row["silent"] == "1"} for row in rows])


def downgrade() -> None:
    """Take them away."""
    for table in _record_tables():
        op.drop_column(table, "way")
    op.drop_table("way_step")
    op.drop_table("way")
