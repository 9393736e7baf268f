"""Let an order move an officer once nothing is left to hand over."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "transfer_order",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("officer_id", sa.String(length=32), nullable=False),
        sa.Column("post_id", sa.String(length=32), nullable=False),
        sa.Column("to_post_id", sa.String(length=32), nullable=True),
        sa.Column("receiving_post_id", sa.String(length=32), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ordered_by", sa.String(length=32), nullable=True),
        sa.Column("ordered_post_id", sa.String(length=32), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fault", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(
            ["instance_id"],
            ["process_instance.id"],
            name=op.f("fk_transfer_order_instance_id_process_instance"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_transfer_order_officer_id_officer")
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_transfer_order_post_id_post")
        ),
        sa.ForeignKeyConstraint(
            ["receiving_post_id"],
            ["post.id"],
            name=op.f("fk_transfer_order_receiving_post_id_post"),
        ),
        sa.ForeignKeyConstraint(
            ["to_post_id"], ["post.id"], name=op.f("fk_transfer_order_to_post_id_post")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_order")),
    )
    with op.batch_alter_table("transfer_order", schema=None) as batch_op:
        batch_op.create_index("ix_transfer_order_post_id", ["post_id"], unique=False)
        batch_op.create_index(
            "uq_transfer_order_officer_running",
            ["officer_id"],
            unique=True,
            sqlite_where=sa.text("status = 0"),
            postgresql_where=sa.text("status = 0"),
        )


def downgrade() -> None:
    op.drop_table("transfer_order")
