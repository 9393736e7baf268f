"""Brought roles: posts and names of the roles that a process brings with its `process.json`."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, exists, insert, select
from sqlalchemy.orm import Session

from engine.about import FILE, BroughtRole, about, read
from models import DefinitionFile, Post, ProcessDefinition, Unit
from models.types import new_id
from processes.exceptions import RoleIsThere
from processes.posts.roles import OWN_ROLES
from processes.starting import newest_versions

#: Rows of posts are written so many at once: a State has thousands of stations.
_BATCH = 1000


def make_posts(session: Session, files: Mapping[str, bytes]) -> int:
    """Make the posts of a version's roles, vacant, at every unit that has none of the role.

    Administrators seat officers there. Returns how many were made.

    :raises RoleIsThere: one of them is the portal's own
    """
    roles = about(files).roles
    for brought in roles:
        if brought.role in OWN_ROLES:
            raise RoleIsThere
    return sum(_make(session, brought) for brought in roles)


def make_posts_at(session: Session, unit: Unit) -> int:
    """Make the posts of all brought roles at a unit that was added later; how many were made."""
    return sum(_make(session, brought, Unit.id == unit.id) for brought in _all_brought(session))


def brought_before(session: Session, name: str) -> Mapping[str, tuple[str, bool]]:
    """All roles that any version brought, with their level and whether they are for women only.

    Of two processes that bring the same role, what the one of this name says counts.
    """
    said = session.scalars(
        select(DefinitionFile.content)
        .join(ProcessDefinition, ProcessDefinition.id == DefinitionFile.definition_id)
        .where(DefinitionFile.path == FILE)
        .order_by(ProcessDefinition.name == name, ProcessDefinition.version)
    )
    return {
        brought.role: (brought.level.name.lower(), brought.woman)
        for content in said
        for brought in read(content)[0].roles
    }


def role_names(session: Session) -> Mapping[str, tuple[str, str]]:
    """The names of all brought roles in English and Hindi, by role."""
    return {brought.role: (brought.name, brought.name_hi) for brought in _all_brought(session)}


def _all_brought(session: Session) -> list[BroughtRole]:
    """The roles that the newest version of each process brings."""
    return [
        brought
        for definition in newest_versions(session)
        for brought in about(definition.files).roles
        if brought.role not in OWN_ROLES
    ]


def _make(session: Session, brought: BroughtRole, *at: ColumnElement[bool]) -> int:
    has_post = exists().where(Post.unit_id == Unit.id, Post.role == brought.role)
    units = session.scalars(
        select(Unit.id).where(Unit.level == brought.level, ~has_post, *at).order_by(Unit.id)
    ).all()
    rows = [
        {
            "id": new_id(),
            "unit_id": unit_id,
            "role": brought.role,
            "seat": seat,
            "is_pool": False,
        }
        for unit_id in units
        for seat in range(1, brought.seats + 1)
    ]
    for first in range(0, len(rows), _BATCH):
        session.execute(insert(Post), rows[first : first + _BATCH])
    return len(rows)
