"""Migrations: numbered steps from an empty database to today's tables."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine


def upgrade(database: Engine, to: str = "head") -> None:
    """Bring the tables up to date; on a database that is, nothing changes."""
    _run(database, command.upgrade, to)


def downgrade(database: Engine, to: str) -> None:
    """Take the tables back to an earlier revision, or to nothing with `base`."""
    _run(database, command.downgrade, to)


def _run(database: Engine, action: Callable[[Config, str], None], revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with database.begin() as connection:
        config.attributes["connection"] = connection
        action(config, revision)
