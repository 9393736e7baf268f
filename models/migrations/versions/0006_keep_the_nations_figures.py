"""Keep the nation's figures, so that its page counts nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COUNTS = (
    *("open", "late", "due_in_15_days", "up_to_30_days", "up_to_45_days", "up_to_60_days"),
    *("over_60_days", "closed", "closed_in_time", "overdue_tasks"),
)


def upgrade() -> None:
    op.create_table(
        "national_figures",
        sa.Column("state_id", sa.String(length=32), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in COUNTS),
        sa.ForeignKeyConstraint(
            ["state_id"], ["unit.id"], name=op.f("fk_national_figures_state_id_unit")
        ),
        sa.PrimaryKeyConstraint("state_id", name=op.f("pk_national_figures")),
    )


def downgrade() -> None:
    op.drop_table("national_figures")
