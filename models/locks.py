"""Locks by name, for what has no row of its own that could be locked."""

from sqlalchemy import text
from sqlalchemy.orm import Session

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))")


def lock_name(session: Session, name: str) -> None:
    """Let nobody else who asks for this name go on until the transaction ends."""
    if session.get_bind().dialect.name == "postgresql":  # on SQLite a writer is alone anyway
        session.execute(_LOCK, {"name": name})
