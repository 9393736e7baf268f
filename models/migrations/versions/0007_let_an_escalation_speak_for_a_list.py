"""Let one escalation speak for the complaints of a list that are late for one reason."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_OF_A_LIST = sa.text("backlog_import_id IS NOT NULL")


def upgrade() -> None:
    op.add_column("escalation", sa.Column("backlog_import_id", sa.String(length=32), nullable=True))
    op.add_column(
        "escalation", sa.Column("cases", sa.Integer(), server_default="1", nullable=False)
    )
    op.create_index(
        "ix_escalation_backlog",
        "escalation",
        ["backlog_import_id", "reason"],
        sqlite_where=_OF_A_LIST,
        postgresql_where=_OF_A_LIST,
    )


def downgrade() -> None:
    op.drop_index("ix_escalation_backlog", table_name="escalation")
    op.drop_column("escalation", "cases")
    op.drop_column("escalation", "backlog_import_id")
