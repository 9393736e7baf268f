"""Let tasks and custody intervals stand in fewer indexes: each step writes into all of them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_PLACES = ("station", "circle", "district", "state")
_OPEN = "status = 0"


def upgrade() -> None:
    for place in _PLACES:
        op.drop_index(f"ix_user_task_{place}", table_name="user_task")
    _replace("ix_user_task_mine", ["assignee_id", "due_at"], f"{_OPEN} AND assignee_id IS NOT NULL")
    _replace("ix_user_task_post", ["post_id", "due_at"], f"{_OPEN} AND post_id IS NOT NULL")
    path = ["state_id", "district_id", "circle_id", "station_id", "due_at"]
    _create("ix_user_task_place", path, _OPEN)
    op.drop_index("ix_custody_interval_open_token", table_name="custody_interval")
    op.drop_index("ix_custody_interval_instance_id", table_name="custody_interval")
    op.create_index("ix_custody_interval_instance_id", "custody_interval", ["instance_id", "to_at"])


def downgrade() -> None:
    op.drop_index("ix_custody_interval_instance_id", table_name="custody_interval")
    op.create_index(
        "ix_custody_interval_instance_id", "custody_interval", ["instance_id", "from_at"]
    )
    is_open = sa.text("to_at IS NULL")
    op.create_index(
        "ix_custody_interval_open_token",
        "custody_interval",
        ["token_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.drop_index("ix_user_task_place", table_name="user_task")
    _replace("ix_user_task_mine", ["assignee_id", "due_at"], _OPEN)
    _replace("ix_user_task_post", ["post_id", "due_at"], _OPEN)
    for place in _PLACES:
        _create(f"ix_user_task_{place}", [f"{place}_id", "due_at"], _OPEN)


def _replace(name: str, columns: list[str], where: str) -> None:
    op.drop_index(name, table_name="user_task")
    _create(name, columns, where)


def _create(name: str, columns: list[str], where: str) -> None:
    predicate = sa.text(where)
    op.create_index(name, "user_task", columns, sqlite_where=predicate, postgresql_where=predicate)
