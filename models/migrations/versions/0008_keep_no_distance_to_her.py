"""Keep no distance to her: from a few of them, who reads the database would know where she is."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("emergency_response") as table:
        table.drop_column("distance_m")


def downgrade() -> None:
    with op.batch_alter_table("emergency_response") as table:
        table.add_column(sa.Column("distance_m", sa.Integer(), nullable=True))
