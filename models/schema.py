"""The schema: bringing a database to the tables this version of the product needs."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(database: Engine, revision: str = "head") -> None:
    """Create or upgrade the tables; on an up-to-date database it changes nothing."""
    with database.begin() as connection:
        command.upgrade(_config(connection), revision)


def downgrade(database: Engine, revision: str) -> None:
    """Go back to an earlier revision, or to an empty database with `base`."""
    with database.begin() as connection:
        command.downgrade(_config(connection), revision)


def is_current(connection: Connection) -> bool:
    """Whether this database stands at the newest revision."""
    at = MigrationContext.configure(connection).get_current_revision()
    return at == newest_revision()


def newest_revision() -> str | None:
    """The revision this version of the product works with."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
