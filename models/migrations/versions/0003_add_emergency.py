"""Add emergency alerts, who may be sent, and who has enrolled."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "emergency_enrolment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("phone_digest", sa.String(length=64), nullable=False),
        sa.Column("passphrase_hash", sa.String(length=200), nullable=False),
        sa.Column("device_digest", sa.String(length=64), nullable=True),
        sa.Column("district_id", sa.String(length=32), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("enrolled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("visited_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["district_id"], ["unit.id"], name=op.f("fk_emergency_enrolment_district_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_enrolment")),
        sa.UniqueConstraint("device_digest", name=op.f("uq_emergency_enrolment_device_digest")),
        sa.UniqueConstraint("phone_digest", name=op.f("uq_emergency_enrolment_phone_digest")),
    )
    op.create_table(
        "patrol_unit",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("post_id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=False),
        sa.Column("call_sign", sa.String(length=40), nullable=False),
        sa.Column("has_woman", sa.Boolean(), nullable=False),
        sa.Column("is_on_duty", sa.Boolean(), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_patrol_unit_post_id_post")),
        sa.ForeignKeyConstraint(
            ["station_id"], ["unit.id"], name=op.f("fk_patrol_unit_station_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patrol_unit")),
        sa.UniqueConstraint("post_id", name=op.f("uq_patrol_unit_post_id")),
    )
    with op.batch_alter_table("patrol_unit", schema=None) as batch_op:
        batch_op.create_index(
            "ix_patrol_unit_place",
            ["latitude", "longitude"],
            unique=False,
            sqlite_where=sa.text("is_on_duty AND latitude IS NOT NULL"),
            postgresql_where=sa.text("is_on_duty AND latitude IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_patrol_unit_station_id"), ["station_id"], unique=False)

    op.create_table(
        "emergency_alert",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("submission_key", sa.String(length=64), nullable=False),
        sa.Column("enrolment_id", sa.String(length=32), nullable=True),
        sa.Column("phone_digest", sa.String(length=64), nullable=True),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("is_drill", sa.Boolean(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("unit_id", sa.String(length=32), nullable=False),
        sa.Column("station_id", sa.String(length=32), nullable=True),
        sa.Column("circle_id", sa.String(length=32), nullable=True),
        sa.Column("district_id", sa.String(length=32), nullable=True),
        sa.Column("state_id", sa.String(length=32), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("safe_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("complaint_id", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(
            ["complaint_id"],
            ["complaint.id"],
            name=op.f("fk_emergency_alert_complaint_id_complaint"),
        ),
        sa.ForeignKeyConstraint(
            ["enrolment_id"],
            ["emergency_enrolment.id"],
            name=op.f("fk_emergency_alert_enrolment_id_emergency_enrolment"),
        ),
        sa.ForeignKeyConstraint(
            ["instance_id"],
            ["process_instance.id"],
            name=op.f("fk_emergency_alert_instance_id_process_instance"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["unit_id"], ["unit.id"], name=op.f("fk_emergency_alert_unit_id_unit")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_alert")),
        sa.UniqueConstraint("instance_id", name=op.f("uq_emergency_alert_instance_id")),
        sa.UniqueConstraint("submission_key", name=op.f("uq_emergency_alert_submission_key")),
    )
    with op.batch_alter_table("emergency_alert", schema=None) as batch_op:
        batch_op.create_index(
            "ix_emergency_alert_district_id", ["district_id", "raised_at"], unique=False
        )
        batch_op.create_index(
            "ix_emergency_alert_enrolment_id", ["enrolment_id", "raised_at"], unique=False
        )
        batch_op.create_index(
            "ix_emergency_alert_phone_open",
            ["phone_digest"],
            unique=False,
            sqlite_where=sa.text("closed_at IS NULL"),
            postgresql_where=sa.text("closed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_emergency_alert_station_id", ["station_id", "raised_at"], unique=False
        )

    op.create_table(
        "emergency_response",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("alert_id", sa.String(length=32), nullable=False),
        sa.Column("patrol_unit_id", sa.String(length=32), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("distance_m", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_as", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["alert_id"],
            ["emergency_alert.id"],
            name=op.f("fk_emergency_response_alert_id_emergency_alert"),
        ),
        sa.ForeignKeyConstraint(
            ["patrol_unit_id"],
            ["patrol_unit.id"],
            name=op.f("fk_emergency_response_patrol_unit_id_patrol_unit"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_response")),
        sa.UniqueConstraint(
            "alert_id",
            "patrol_unit_id",
            "round",
            name=op.f("uq_emergency_response_alert_id_patrol_unit_id_round"),
        ),
    )
    with op.batch_alter_table("emergency_response", schema=None) as batch_op:
        batch_op.create_index(
            "ix_emergency_response_bound",
            ["patrol_unit_id"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )


def downgrade() -> None:
    op.drop_table("emergency_response")
    op.drop_table("emergency_alert")
    op.drop_table("patrol_unit")
    op.drop_table("emergency_enrolment")
