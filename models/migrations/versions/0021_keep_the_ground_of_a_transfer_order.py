"""Keep the ground of a transfer order beside it: its number, its day, and why it was given."""

from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
_ORDER = sa.table(
    "transfer_order",
    sa.column("officer_id", sa.String),
    sa.column("post_id", sa.String),
    sa.column("ordered_at", sa.DateTime(timezone=True)),
    sa.column("ground_number", sa.String),
    sa.column("ground_dated_on", sa.Date),
    sa.column("ground_cause", sa.String),
)
_AUDIT = sa.table(
    "audit_entry",
    sa.column("action", sa.String),
    sa.column("at", sa.DateTime(timezone=True)),
    sa.column("facts", _JSON),
)


def upgrade() -> None:
    for name, kind in (
        ("ground_number", sa.String(length=40)),
        ("ground_dated_on", sa.Date()),
        ("ground_cause", sa.String(length=20)),
    ):
        op.add_column("transfer_order", sa.Column(name, kind, nullable=True))
    _fill()


def _fill() -> None:
    """The audit knows the ground of every order that was asked for one."""
    connection = op.get_bind()
    said = sa.select(_AUDIT.c.at, _AUDIT.c.facts).where(_AUDIT.c.action == "transfer_ordered")
    for at, facts in connection.execute(said).all():
        if "order_number" not in facts:
            continue
        connection.execute(
            sa.update(_ORDER)
            .where(
                _ORDER.c.ordered_at == at,
                _ORDER.c.officer_id == facts["officer"],
                _ORDER.c.post_id == facts["post"],
            )
            .values(
                ground_number=facts["order_number"],
                ground_dated_on=date.fromisoformat(facts["order_dated_on"]),
                ground_cause=facts["order_cause"],
            )
        )


def downgrade() -> None:
    for name in ("ground_cause", "ground_dated_on", "ground_number"):
        op.drop_column("transfer_order", name)
