"""What Alembic runs for every command: connect, compare types, batch mode for SQLite."""

import os
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, Connection

from models import Base
from models.session import open_database
from models.types import EnumType, UtcDateTime


def render_type(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write our own types into a migration as plain ones: a step must not change with the code."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, EnumType):
        return "sa.SmallInteger()"
    if isinstance(item, JSON):
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def migrate(connection: Connection) -> None:
    """Run the command on this connection, in its transaction."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=render_type,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def main() -> None:
    """Use the connection the caller gave, or the database that DATABASE_URL names."""
    given: Connection | None = context.config.attributes.get("connection")
    if given is not None:
        migrate(given)
        return
    engine = open_database(os.environ["DATABASE_URL"])
    with engine.begin() as connection:
        migrate(connection)
    engine.dispose()


main()
