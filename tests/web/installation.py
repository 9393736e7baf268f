"""An installation for tests: its settings, and the shipped drawing deployed."""

import base64
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from sqlalchemy import Select, make_url
from sqlalchemy.orm import Session

from engine import definitions
from engine.check import check
from models.encryption import Keyring
from processes import build
from web.cli.drawings import files_of
from web.settings import Settings

#: Asks the database for one value (the fixture `look`).
Look = Callable[[Select[Any]], Any]

SHIPPED = Path(__file__).parents[2] / "bpmn"
#: Deployed LONG_BEFORE, these would begin on hundreds of mornings at once.
BEGIN_BY_THEMSELVES = frozenset({"watchdog"})
#: No folder can be made there: a test that keeps something has to say where.
NO_VAR = Path("/dev/null/var")
MASTER = bytes(range(32))
LONG_BEFORE = datetime(2025, 1, 6, tzinfo=UTC)


def settings_for(database_url: str, **others: Any) -> Settings:
    """Settings that read nothing from the environment but what is given.

    The data folder lies beside an SQLite database; with another one there is none.
    """
    beside = make_url(database_url)
    is_file = beside.drivername == "sqlite" and beside.database
    return Settings(
        **{
            "database_url": database_url,
            "var": Path(str(beside.database)).parent / "var" if is_file else NO_VAR,
            "secret_key": SecretStr("a key for tests only, long enough to be taken"),
            "encryption_keys": SecretStr(base64.b64encode(MASTER).decode()),
            "exit_url": "https://elsewhere.example/",
            **others,
        }
    )


def deploy_shipped(session: Session) -> None:
    """Deploy every drawing as it is shipped, but those that begin by themselves."""
    folders = (path for path in SHIPPED.iterdir() if path.is_dir())
    for folder in sorted(path for path in folders if path.name not in BEGIN_BY_THEMSELVES):
        deploy(session, folder.name, now=LONG_BEFORE)


def deploy(session: Session, name: str, *, now: datetime) -> None:
    """Deploy one drawing as it is shipped."""
    definitions.deploy(
        session,
        build(Keyring([MASTER])),
        name=name,
        files=files_of(SHIPPED / name),
        by=None,
        note="shipped",
        now=now,
        checker=check,
    )
