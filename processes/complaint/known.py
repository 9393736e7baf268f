"""Known: the variables of a complaint and of a run, for steps of another run and for CCTNS."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from engine import instances
from engine.registry import Registry
from models import Complaint
from models.encryption import Keyring


def known_of(session: Session, keyring: Keyring, complaint: Complaint) -> Mapping[str, Any]:
    """The complaint's own variables, as they stand or stood at its end."""
    return known_in(session, keyring, complaint.instance_id or "")


def known_in(session: Session, keyring: Keyring, instance_id: str) -> Mapping[str, Any]:
    """The variables of one run, as they stand or stood at its end.

    A step has no registry at hand, and reading needs no more of it than the keys.
    """
    registry = Registry(processes={}, keyring=keyring)
    return instances.variables(session, registry, instance_id)
