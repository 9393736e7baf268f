"""Find the messages that CCTNS acknowledged in a time without reading all of them."""

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("cctns_message", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_cctns_message_acknowledged_at"), ["acknowledged_at"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("cctns_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cctns_message_acknowledged_at"))
