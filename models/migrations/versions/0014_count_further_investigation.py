"""Count the ninety days of a case that was opened again."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "further_investigation",
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("complaint_id", sa.String(length=32), nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("counts_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("limit_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("limit_is_law", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_further_investigation_complaint_id_complaint"),
        ),
        sa.ForeignKeyConstraint(
            ["instance_id"],
            ["process_instance.id"],
            name=op.f("fk_further_investigation_instance_id_process_instance"),
        ),
        sa.PrimaryKeyConstraint("instance_id", name=op.f("pk_further_investigation")),
    )
    op.create_index(
        "ix_further_investigation_complaint_id", "further_investigation", ["complaint_id"]
    )
    op.create_index(
        "ix_further_investigation_open",
        "further_investigation",
        ["limit_at"],
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_further_investigation_open", table_name="further_investigation")
    op.drop_index("ix_further_investigation_complaint_id", table_name="further_investigation")
    op.drop_table("further_investigation")
