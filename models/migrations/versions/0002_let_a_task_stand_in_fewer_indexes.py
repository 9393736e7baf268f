"""Let a task stand in fewer indexes and an audit entry in none: each step writes into all."""

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
    _rebuild_audit(with_rowid=False)


def downgrade() -> None:
    _rebuild_audit(with_rowid=True)
    op.drop_index("ix_user_task_place", table_name="user_task")
    _replace("ix_user_task_mine", ["assignee_id", "due_at"], _OPEN)
    _replace("ix_user_task_post", ["post_id", "due_at"], _OPEN)
    for place in _PLACES:
        _create(f"ix_user_task_{place}", [f"{place}_id", "due_at"], _OPEN)


def _rebuild_audit(*, with_rowid: bool) -> None:
    if op.get_bind().dialect.name == "sqlite":
        kind = {"sqlite_with_rowid": with_rowid}
        with op.batch_alter_table("audit_entry", recreate="always", table_kwargs=kind):
            pass


def _replace(name: str, columns: list[str], where: str) -> None:
    op.drop_index(name, table_name="user_task")
    _create(name, columns, where)


def _create(name: str, columns: list[str], where: str) -> None:
    predicate = sa.text(where)
    op.create_index(name, "user_task", columns, sqlite_where=predicate, postgresql_where=predicate)
