"""Let the State send a station's new complaints to another."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "intake_route",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("to_station_id", sa.String(length=32), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("to_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["station_id"], ["unit.id"], name=op.f("fk_intake_route_station_id_unit")
        ),
        sa.ForeignKeyConstraint(
            ["to_station_id"], ["unit.id"], name=op.f("fk_intake_route_to_station_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_route")),
    )
    with op.batch_alter_table("intake_route", schema=None) as batch_op:
        batch_op.create_index(
            "uq_intake_route_station_open",
            ["station_id"],
            unique=True,
            sqlite_where=sa.text("to_at IS NULL"),
            postgresql_where=sa.text("to_at IS NULL"),
        )


def downgrade() -> None:
    op.drop_table("intake_route")
