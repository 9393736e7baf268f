"""Keep officers from what runs about themselves, such as an appeal against them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recusal",
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("officer_id", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["instance_id"],
            ["process_instance.id"],
            name=op.f("fk_recusal_instance_id_process_instance"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_recusal_officer_id_officer")
        ),
        sa.PrimaryKeyConstraint("instance_id", "officer_id", name=op.f("pk_recusal")),
    )
    op.create_index("ix_recusal_officer_id", "recusal", ["officer_id"])


def downgrade() -> None:
    op.drop_index("ix_recusal_officer_id", table_name="recusal")
    op.drop_table("recusal")
