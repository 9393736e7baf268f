"""Find ended instances by their business key too: pages show what ran beside a complaint."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_TABLE = "process_instance"
_ALL, _RUNNING = "ix_process_instance_business_key", "ix_process_instance_business_key_running"
_STATUS = sa.text("status = 0")


def upgrade() -> None:
    op.create_index(_ALL, _TABLE, ["business_key"])
    op.drop_index(_RUNNING, table_name=_TABLE)


def downgrade() -> None:
    op.create_index(
        _RUNNING, _TABLE, ["business_key"], sqlite_where=_STATUS, postgresql_where=_STATUS
    )
    op.drop_index(_ALL, table_name=_TABLE)
