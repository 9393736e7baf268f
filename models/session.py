"""Opening the database: SQLite or PostgreSQL behind one SQLAlchemy engine."""

import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import ModuleType
from typing import Any

import orjson
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from models.encryption import Keyring
from models.turns import taking_turns

#: Wait this long for another writer before giving up.
BUSY_MS = 30_000
READ_ONLY = {"sqlite_begin": "DEFERRED"}
#: So many compiled statements a connection of SQLite keeps. The driver's own 100 are soon full of
#: what is never asked again, and then each statement of a step is compiled anew: a fifth of it.
KEPT_STATEMENTS = 1_000
_KEYRING = "keyring"

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # the last commit survives a power cut
    "foreign_keys=ON",
    f"busy_timeout={BUSY_MS}",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    "journal_size_limit=67108864",
)


def open_database(url: str, *, pool_size: int = 10) -> Engine:
    """An engine for `url`, set up so that several writers lose nothing.

    On SQLite every unit of work that may write begins with BEGIN IMMEDIATE: a deferred one fails
    with "database is locked" as soon as two of them read before they write.
    """
    options: dict[str, Any] = {
        "pool_size": pool_size,
        "max_overflow": pool_size,
        "hide_parameters": True,  # an error must not quote what somebody told
        "json_serializer": lambda value: orjson.dumps(value).decode(),
        "json_deserializer": orjson.loads,
    }
    if make_url(url).get_backend_name() != "sqlite":
        waiting = {"options": f"-c lock_timeout={BUSY_MS}"}
        return create_engine(url, pool_pre_ping=True, connect_args=waiting, **options)
    driver = _sqlite_driver()
    keeping = {
        "timeout": BUSY_MS / 1000,
        "cached_statements": KEPT_STATEMENTS,
        "factory": taking_turns(driver, wait_s=BUSY_MS / 1000),
    }
    engine = create_engine(url, module=driver, connect_args=keeping, **options)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


class _Whole(Session):
    """A session in one transaction, which its connection begins as soon as anything is asked.

    Where a session begins, commits and closes a transaction of its own, that is three parts in a
    hundred of a step.
    """

    def __init__(self, engine: Engine, ending: ExitStack, **options: Any) -> None:
        super().__init__(**options)
        self._engine = engine
        self._ending = ending
        self._connection: Connection | None = None

    def get_bind(self, *_args: Any, **_options: Any) -> Connection:
        """The connection, in its transaction."""
        if self._connection is None:
            self._connection = self._ending.enter_context(self._engine.begin())
        return self._connection


class Sessions(sessionmaker[Session]):
    """Makes sessions; with `begin`, one that is written as a whole or not at all."""

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A session whose changes stand when the block is left; nobody inside ends it."""
        options = dict(self.kw)
        with ExitStack() as ending:
            session = _Whole(options.pop("bind"), ending, **options)
            yield session
            session.flush()


def session_maker(engine: Engine, keyring: Keyring) -> Sessions:
    """Sessions that may write; they carry the keys by which whatever is written is audited."""
    return Sessions(engine, expire_on_commit=False, info={_KEYRING: keyring})


def keyring_of(session: Session) -> Keyring:
    """The keys that a session carries."""
    keyring: Keyring = session.info[_KEYRING]
    return keyring


@contextmanager
def reading(sessions: sessionmaker[Session]) -> Iterator[Session]:
    """A session for a page that only reads; it never waits for a writer."""
    with sessions() as session:
        session.connection(execution_options=READ_ONLY)
        yield session


def _sqlite_driver() -> ModuleType:
    """The SQLite bundled with pysqlite3 where there is one, else Python's own."""
    try:
        import pysqlite3 as driver
    except ImportError:
        import sqlite3 as driver
    if not _wal_reset_mended(driver.sqlite_version_info):
        warnings.warn(
            f"SQLite {driver.sqlite_version} can lose a commit when its write-ahead log is reset; "
            "install pysqlite3 or SQLite 3.51.3",
            stacklevel=2,
        )
    module: ModuleType = driver
    return module


def _wal_reset_mended(version: tuple[int, ...]) -> bool:
    return version >= (3, 51, 3) or any(
        low <= version < high for low, high in (((3, 50, 7), (3, 51)), ((3, 44, 6), (3, 45)))
    )


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver begins nothing; _begin_sqlite does
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("sqlite_begin", "IMMEDIATE")
    driver: Any = connection.connection.driver_connection
    try:
        driver.begin(mode)  # straight to the driver: every step begins with this
    except driver.OperationalError as error:
        raise OperationalError("BEGIN", None, error) from error
