"""Add migrations of running cases."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:
    op.create_table(
        "case_migration",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("process", sa.String(length=80), nullable=False),
        sa.Column("from_definition_id", sa.String(length=32), nullable=False),
        sa.Column("to_definition_id", sa.String(length=32), nullable=False),
        sa.Column("steps", _JSON, nullable=False),
        sa.Column("selection", _JSON, nullable=False),
        sa.Column("why", sa.String(length=400), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("ordered_by", sa.String(length=32), nullable=True),
        sa.Column("ordered_post_id", sa.String(length=32), nullable=True),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["from_definition_id"],
            ["process_definition.id"],
            name=op.f("fk_case_migration_from_definition_id_process_definition"),
        ),
        sa.ForeignKeyConstraint(
            ["to_definition_id"],
            ["process_definition.id"],
            name=op.f("fk_case_migration_to_definition_id_process_definition"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_migration")),
    )
    with op.batch_alter_table("case_migration", schema=None) as batch_op:
        batch_op.create_index("ix_case_migration_process", ["process", "began_at"], unique=False)
    op.create_table(
        "case_move",
        sa.Column("migration_id", sa.String(length=32), nullable=False),
        sa.Column("instance_id", sa.String(length=32), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("reasons", _JSON, nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["instance_id"],
            ["process_instance.id"],
            name=op.f("fk_case_move_instance_id_process_instance"),
        ),
        sa.ForeignKeyConstraint(
            ["migration_id"],
            ["case_migration.id"],
            name=op.f("fk_case_move_migration_id_case_migration"),
        ),
        sa.PrimaryKeyConstraint("migration_id", "instance_id", name=op.f("pk_case_move")),
    )
    with op.batch_alter_table("case_move", schema=None) as batch_op:
        batch_op.create_index(
            "ix_case_move_waiting",
            ["migration_id", "instance_id"],
            unique=False,
            sqlite_where=sa.text("status = 0"),
            postgresql_where=sa.text("status = 0"),
        )


def downgrade() -> None:
    op.drop_table("case_move")
    op.drop_table("case_migration")
