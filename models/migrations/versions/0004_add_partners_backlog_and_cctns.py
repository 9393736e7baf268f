"""Add partners, lists of complaints pending elsewhere, and messages to CCTNS."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "backlog_import",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("state_id", sa.String(length=32), nullable=True),
        sa.Column("officer_id", sa.String(length=32), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("late", sa.Integer(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column(
            "faults", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backlog_import")),
    )
    with op.batch_alter_table("backlog_import", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_backlog_import_state_id_read_at"), ["state_id", "read_at"], unique=False
        )

    op.create_table(
        "partner",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("scopes", sa.String(length=200), nullable=False),
        sa.Column("per_minute", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner")),
        sa.UniqueConstraint("name", name=op.f("uq_partner_name")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_partner_token_digest")),
    )
    op.create_table(
        "idempotency_key",
        sa.Column("partner_id", sa.String(length=32), nullable=False),
        sa.Column("key_digest", sa.String(length=64), nullable=False),
        sa.Column("request_digest", sa.String(length=64), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partner.id"], name=op.f("fk_idempotency_key_partner_id_partner")
        ),
        sa.PrimaryKeyConstraint("partner_id", "key_digest", name=op.f("pk_idempotency_key")),
    )
    with op.batch_alter_table("idempotency_key", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_idempotency_key_created_at"), ["created_at"], unique=False
        )

    op.create_table(
        "backlog_entry",
        sa.Column("reference_digest", sa.String(length=64), nullable=False),
        sa.Column("import_id", sa.String(length=32), nullable=False),
        sa.Column("complaint_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_backlog_entry_complaint_id_complaint")
        ),
        sa.ForeignKeyConstraint(
            ["import_id"],
            ["backlog_import.id"],
            name=op.f("fk_backlog_entry_import_id_backlog_import"),
        ),
        sa.PrimaryKeyConstraint("reference_digest", name=op.f("pk_backlog_entry")),
        sa.UniqueConstraint("complaint_id", name=op.f("uq_backlog_entry_complaint_id")),
    )
    with op.batch_alter_table("backlog_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_backlog_entry_import_id"), ["import_id"], unique=False)

    op.create_table(
        "cctns_message",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("complaint_id", sa.String(length=32), nullable=False),
        sa.Column("state_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("body_digest", sa.String(length=64), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("error", sa.String(length=60), nullable=True),
        sa.Column("their_number", sa.LargeBinary(), nullable=True),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"], ["complaint.id"], name=op.f("fk_cctns_message_complaint_id_complaint")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cctns_message")),
    )
    with op.batch_alter_table("cctns_message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_cctns_message_complaint_id_number"),
            ["complaint_id", "number"],
            unique=True,
        )
        batch_op.create_index(
            "ix_cctns_message_open",
            ["queued_at"],
            unique=False,
            sqlite_where=sa.text("status IN (0, 2)"),
            postgresql_where=sa.text("status IN (0, 2)"),
        )

    op.add_column(
        "complaint", sa.Column("pending_since", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    op.drop_column("complaint", "pending_since")

    with op.batch_alter_table("cctns_message", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_cctns_message_open",
            sqlite_where=sa.text("status IN (0, 2)"),
            postgresql_where=sa.text("status IN (0, 2)"),
        )
        batch_op.drop_index(batch_op.f("ix_cctns_message_complaint_id_number"))

    op.drop_table("cctns_message")
    with op.batch_alter_table("backlog_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_backlog_entry_import_id"))

    op.drop_table("backlog_entry")
    with op.batch_alter_table("idempotency_key", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_idempotency_key_created_at"))

    op.drop_table("idempotency_key")
    op.drop_table("partner")
    with op.batch_alter_table("backlog_import", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_backlog_import_state_id_read_at"))

    op.drop_table("backlog_import")
