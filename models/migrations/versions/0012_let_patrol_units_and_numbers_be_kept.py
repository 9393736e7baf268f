"""Let patrol units come and go, and let her prove that a telephone is hers."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_PATROL_UNIT: tuple[sa.Column[Any], ...] = (
    sa.Column("phone", sa.String(length=20), nullable=True),
    sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
)
_ENROLMENT: tuple[sa.Column[Any], ...] = (
    sa.Column("code_digest", sa.String(length=64), nullable=True),
    sa.Column("code_valid_until", sa.DateTime(timezone=True), nullable=True),
    sa.Column("code_tries", sa.SmallInteger(), nullable=False, server_default="0"),
    sa.Column("verified_at", sa.DateTime(timezone=True), nullable=True),
)


def upgrade() -> None:
    with op.batch_alter_table("patrol_unit", schema=None) as batch_op:
        for column in _PATROL_UNIT:
            batch_op.add_column(column)
    with op.batch_alter_table("emergency_enrolment", schema=None) as batch_op:
        for column in _ENROLMENT:
            batch_op.add_column(column)


def downgrade() -> None:
    with op.batch_alter_table("emergency_enrolment", schema=None) as batch_op:
        for column in _ENROLMENT:
            batch_op.drop_column(column.name)
    with op.batch_alter_table("patrol_unit", schema=None) as batch_op:
        for column in _PATROL_UNIT:
            batch_op.drop_column(column.name)
