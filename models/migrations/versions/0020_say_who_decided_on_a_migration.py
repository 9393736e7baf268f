"""Say who let a migration begin."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_migration", sa.Column("decided_by", sa.String(length=32), nullable=True))


def downgrade() -> None:
    op.execute("DELETE FROM case_migration WHERE status IN (3, 4)")
    op.drop_column("case_migration", "decided_by")
