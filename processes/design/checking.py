"""Checking for this installation: what its Python and its posts know, whichever door asks."""

from dataclasses import replace

from sqlalchemy.orm import Session

from engine import definitions
from engine.check import Finding, Known
from engine.definitions import Checker
from engine.registry import Registry
from processes.design.brought import brought_before
from processes.posts.roles import WITHOUT_POST, held_roles


def known_here(session: Session, registry: Registry, name: str) -> Known:
    """What the drawing of a process may name, with the roles that somebody can have here."""
    return replace(
        definitions.known_to(registry, name),
        held_roles=held_roles(session),
        without_level=WITHOUT_POST,
        brought_roles=brought_before(session, name),
    )


def that_found(findings: list[Finding]) -> Checker:
    """The checker for who has checked already, before the transaction that others wait for."""
    return lambda *_, **__: findings
