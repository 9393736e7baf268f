"""Keep drafts of processes on the server, with who saved what."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("base_id", sa.String(length=32), nullable=True),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.Column("saves", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.String(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.String(length=32), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["base_id"], ["process_definition.id"], name=op.f("fk_draft_base_id_process_definition")
        ),
        sa.ForeignKeyConstraint(
            ["created_by"], ["officer.id"], name=op.f("fk_draft_created_by_officer")
        ),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["officer.id"], name=op.f("fk_draft_saved_by_officer")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
    )
    op.create_index(
        "ix_draft_going_on",
        "draft",
        ["name"],
        sqlite_where=sa.text("state < 2"),
        postgresql_where=sa.text("state < 2"),
    )
    op.create_table(
        "draft_file",
        sa.Column("draft_id", sa.String(length=32), nullable=False),
        sa.Column("path", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("saves", sa.Integer(), nullable=False),
        sa.Column("saved_by", sa.String(length=32), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_draft_file_draft_id_draft")
        ),
        sa.ForeignKeyConstraint(
            ["saved_by"], ["officer.id"], name=op.f("fk_draft_file_saved_by_officer")
        ),
        sa.PrimaryKeyConstraint("draft_id", "path", name=op.f("pk_draft_file")),
    )
    op.create_table(
        "draft_author",
        sa.Column("draft_id", sa.String(length=32), nullable=False),
        sa.Column("officer_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_draft_author_draft_id_draft")
        ),
        sa.ForeignKeyConstraint(
            ["officer_id"], ["officer.id"], name=op.f("fk_draft_author_officer_id_officer")
        ),
        sa.PrimaryKeyConstraint("draft_id", "officer_id", name=op.f("pk_draft_author")),
    )


def downgrade() -> None:
    op.drop_table("draft_author")
    op.drop_table("draft_file")
    op.drop_table("draft")
