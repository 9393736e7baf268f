"""Draw the way back to her page: requests belong to instances, and open ones begin anew.

A request that was open before is begun by the worker as if it had just been asked: she is called
once more, and none is lost. What was granted and not used yet still works.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_ID = sa.String(length=32)
_MOMENT = sa.DateTime(timezone=True)
_JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
_ASKED, _HELD = 0, 1
_DELIVERY, _WAITING = 1, 0
_REQUEST = sa.table(
    "recovery_request",
    sa.column("id", sa.String),
    sa.column("complaint_id", sa.String),
    sa.column("status", sa.SmallInteger),
)
_JOB = sa.table(
    "job",
    sa.column("kind", sa.SmallInteger),
    sa.column("status", sa.SmallInteger),
    sa.column("due_at", _MOMENT),
    sa.column("attempts", sa.SmallInteger),
    sa.column("payload", _JSON),
    sa.column("created_at", _MOMENT),
)


def upgrade() -> None:
    with op.batch_alter_table("recovery_request") as table:
        table.add_column(sa.Column("instance_id", _ID, nullable=True))
        table.add_column(sa.Column("recognised_at", _MOMENT, nullable=True))
        table.alter_column("handled_by", new_column_name="recognised_by")
        table.alter_column("handled_post_id", new_column_name="recognised_post_id")
        table.drop_column("hold_until")
        table.create_index("ix_recovery_request_instance_id", ["instance_id"])
    _begin_open_ones()


def _begin_open_ones() -> None:
    """Let the worker begin what was asked and not granted; what is nobody's, it deletes."""
    connection = op.get_bind()
    is_open = _REQUEST.c.status.in_((_ASKED, _HELD))
    for request_id in connection.scalars(sa.select(_REQUEST.c.id).where(is_open)).all():
        connection.execute(
            sa.insert(_JOB).values(
                kind=_DELIVERY,
                status=_WAITING,
                due_at=sa.func.current_timestamp(),
                attempts=0,
                payload={"deliver": "recovery_asked", "request_id": request_id},
                created_at=sa.func.current_timestamp(),
            )
        )
    connection.execute(sa.update(_REQUEST).where(is_open).values(status=_ASKED))


def downgrade() -> None:
    with op.batch_alter_table("recovery_request") as table:
        table.drop_index("ix_recovery_request_instance_id")
        table.add_column(sa.Column("hold_until", _MOMENT, nullable=True))
        table.alter_column("recognised_post_id", new_column_name="handled_post_id")
        table.alter_column("recognised_by", new_column_name="handled_by")
        table.drop_column("recognised_at")
        table.drop_column("instance_id")
