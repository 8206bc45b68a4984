"""What is configured, and who works here."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
JSON = sa.JSON().with_variant(JSONB, "postgresql")


def upgrade() -> None:
    """Make the tables."""
    _revision()
    _revision_file()
    _file_text()
    _draft_file()
    _installed_pack()
    _retired_column()
    _setting()
    _team()
    _person()
    _leave()
    _token()
    _sign_in_attempt()


def downgrade() -> None:
    """Take them away."""
    op.drop_table("sign_in_attempt")
    op.drop_table("token")
    op.drop_table("leave")
    op.drop_table("person")
    op.drop_table("team")
    op.drop_table("setting")
    op.drop_table("retired_column")
    op.drop_table("installed_pack")
    op.drop_table("draft_file")
    op.drop_table("file_text")
    op.drop_table("revision_file")
    op.drop_table("revision")


def _revision() -> None:
    op.create_table(
        "revision",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("author", BIG),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("rolled_back_to", sa.Integer()),
        sa.PrimaryKeyConstraint("number", name="pk_revision"),
    )


def _revision_file() -> None:
    op.create_table(
        "revision_file",
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(300), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("revision", "path", name="pk_revision_file"),
        sa.ForeignKeyConstraint(["revision"], ["revision.number"], name="fk_revision_file_revision"),
    )


def _file_text() -> None:
    op.create_table(
        "file_text",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_file_text"),
    )


def _draft_file() -> None:
    op.create_table(
        "draft_file",
        sa.Column("path", sa.String(300), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("author", BIG),
        sa.Column("based_on", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("path", name="pk_draft_file"),
    )


def _installed_pack() -> None:
    op.create_table(
        "installed_pack",
        sa.Column("id", sa.String(48), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("files", JSON, nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("uninstalled_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_installed_pack"),
    )


def _retired_column() -> None:
    op.create_table(
        "retired_column",
        sa.Column("form", sa.String(48), nullable=False),
        sa.Column("name", sa.String(63), nullable=False),
        sa.Column("type", sa.String(20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("form", "name", name="pk_retired_column"),
    )


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("value", JSON, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_setting"),
    )


def _team() -> None:
    op.create_table(
        "team",
        sa.Column("id", BIG, nullable=False),
        sa.Column("key", sa.String(48), nullable=False),
        sa.Column("label", JSON, nullable=False),
        sa.Column("parent", BIG),
        sa.Column("superior", BIG),
        sa.PrimaryKeyConstraint("id", name="pk_team"),
        sa.ForeignKeyConstraint(["parent"], ["team.id"], name="fk_team_parent"),
        sa.UniqueConstraint("key", name="uq_team_key"),
    )


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", BIG, nullable=False),
        sa.Column("login", sa.String(80), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("role", sa.String(48), nullable=False),
        sa.Column("team", BIG),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("timezone", sa.String(48), nullable=False),
        sa.Column("phone", sa.String(32)),
        sa.Column("email", sa.String(254)),
        sa.Column("calendar", sa.String(48)),
        sa.Column("attributes", JSON, nullable=False),
        sa.Column("settings", JSON, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("password_hash", sa.String(200)),
        sa.Column("session_stamp", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.ForeignKeyConstraint(["team"], ["team.id"], name="fk_person_team"),
        sa.UniqueConstraint("login", name="uq_person_login"),
        sa.UniqueConstraint("phone", name="uq_person_phone"),
        sa.UniqueConstraint("email", name="uq_person_email"),
    )
    op.create_index("ix_person_team", "person", ["team"])


def _leave() -> None:
    op.create_table(
        "leave",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person", BIG, nullable=False),
        sa.Column("starts_at", sa.DateTime(), nullable=False),
        sa.Column("ends_at", sa.DateTime(), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_leave"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_leave_person"),
    )
    op.create_index("ix_leave_person", "leave", ["person"])


def _token() -> None:
    op.create_table(
        "token",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person", BIG, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("label", sa.String(120), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("last_used_at", sa.DateTime()),
        sa.Column("revoked_at", sa.DateTime()),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.ForeignKeyConstraint(["person"], ["person.id"], name="fk_token_person"),
        sa.UniqueConstraint("digest", name="uq_token_digest"),
    )
    op.create_index("ix_token_person", "token", ["person"])


def _sign_in_attempt() -> None:
    op.create_table(
        "sign_in_attempt",
        sa.Column("login", sa.String(254), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("blocked_until", sa.DateTime()),
        sa.PrimaryKeyConstraint("login", name="pk_sign_in_attempt"),
    )
