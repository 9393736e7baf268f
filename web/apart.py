"""What child processes share that work on a draft apart from the installation.

A child reads its question from its input and tells its answer on its output, a line of JSON for
each thing. It gets files and numbers and nothing else: no secrets, no database, no settings.
"""

import base64
import json
import secrets
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any

from pydantic import SecretStr

from engine.check import Finding, Known, check
from engine.definitions import Checker
from engine.registry import Registry
from models.encryption import new_master_key
from web import Settings, create_app
from web.portal import portal


@contextmanager
def registry_of_its_own() -> Iterator[Registry]:
    """What an installation can do, with keys made for this child and a database nobody opens."""
    with TemporaryDirectory() as nowhere:
        settings = Settings(
            database_url=f"sqlite:///{nowhere}/none.db",
            secret_key=SecretStr(secrets.token_urlsafe(48)),
            encryption_keys=SecretStr(base64.b64encode(new_master_key()).decode()),
        )
        with create_app(settings).app_context():
            yield portal().registry


def checker_of(draft: str) -> Checker:
    """Checks the draft; the processes beside it were checked when they were deployed."""

    def checker(files: Mapping[str, bytes], known: Known, *, process: str) -> list[Finding]:
        return check(files, known, process=process) if process == draft else []

    return checker


def say(line: Mapping[str, Any]) -> None:
    """Tell the parent something, at once."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def as_bytes(files: Mapping[str, str]) -> dict[str, bytes]:
    """Files of a question, as :func:`web.designer.at_work.as_text` wrote them."""
    return {path: base64.b64decode(content) for path, content in files.items()}
