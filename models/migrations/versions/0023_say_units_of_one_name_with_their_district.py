"""Say units of one name with their district or state, so that none is taken for another."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

#: Levels as they are stored, from the one whose names are said first.
_DISTRICT, _CIRCLE, _STATION = 2, 3, 4
_UNIT = sa.table(
    "unit",
    *(sa.column(name, sa.String) for name in ("id", "name", "name_hi", "parent_id", "district_id")),
    *(sa.column(name, sa.String) for name in ("full_name", "full_name_hi")),
    sa.column("level", sa.Integer),
)


def upgrade() -> None:
    for name in ("full_name", "full_name_hi"):
        column = sa.Column(name, sa.String(length=400), nullable=False, server_default="")
        op.add_column("unit", column)
    op.create_index("ix_unit_name", "unit", ["name"])
    op.create_index("ix_unit_name_hi", "unit", ["name_hi"])
    _fill()


def _fill() -> None:
    connection = op.get_bind()
    connection.execute(
        sa.update(_UNIT).values(full_name=_UNIT.c.name, full_name_hi=_UNIT.c.name_hi)
    )
    for level in (_DISTRICT, _CIRCLE, _STATION):
        _tell_apart(connection, level)


def _tell_apart(connection: sa.Connection, level: int) -> None:
    """The units of a level that share a name, each with the full name of where it lies."""
    other, place = _UNIT.alias("other"), _UNIT.alias("place")
    lies_in = _UNIT.c.parent_id if level == _DISTRICT else _UNIT.c.district_id
    alike = sa.or_(other.c.name == _UNIT.c.name, other.c.name_hi == _UNIT.c.name_hi)
    twin = sa.exists().where(other.c.level == level, other.c.id != _UNIT.c.id, alike)
    found = connection.execute(
        sa.select(
            _UNIT.c.id, _UNIT.c.name, _UNIT.c.name_hi, place.c.full_name, place.c.full_name_hi
        )
        .join(place, place.c.id == lies_in)
        .where(_UNIT.c.level == level, twin)
    ).all()
    for unit_id, name, name_hi, place_name, place_name_hi in found:
        connection.execute(
            sa.update(_UNIT)
            .where(_UNIT.c.id == unit_id)
            .values(full_name=f"{name}, {place_name}", full_name_hi=f"{name_hi}, {place_name_hi}")
        )


def downgrade() -> None:
    op.drop_index("ix_unit_name_hi", table_name="unit")
    op.drop_index("ix_unit_name", table_name="unit")
    for name in ("full_name_hi", "full_name"):
        op.drop_column("unit", name)
