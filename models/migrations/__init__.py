"""Migrations: numbered steps from an empty database to today's tables."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine


def upgrade(database: Engine, to: str = "head") -> None:
    """Bring the tables up to date; on a database that is, nothing changes."""
    _run(database, command.upgrade, to)


def downgrade(database: Engine, to: str) -> None:
    """Take the tables back to an earlier revision, or to nothing with `base`."""
    _run(database, command.downgrade, to)


def is_current(connection: Connection) -> bool:
    """Whether the tables are those of this version of the code."""
    wanted = ScriptDirectory.from_config(_config()).get_current_head()
    return MigrationContext.configure(connection).get_current_revision() == wanted


def _run(database: Engine, action: Callable[[Config, str], None], revision: str) -> None:
    config = _config()
    with database.begin() as connection:
        config.attributes["connection"] = connection
        action(config, revision)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config
