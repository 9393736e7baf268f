"""Find history by its element, for how long cases wait for a message."""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_history_event_element_id", "history_event", ["element_id", "kind", "at"])


def downgrade() -> None:
    op.drop_index("ix_history_event_element_id", table_name="history_event")
