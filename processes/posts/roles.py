"""Which roles somebody can have here, so that no drawing gives work to nobody."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Post
from processes.handover.process import RECEIVER

#: Whose work needs no post: hers, the portal's, and what goes to a post of any role.
WITHOUT_POST = frozenset({"complainant", "system", RECEIVER})


def held_roles(session: Session) -> frozenset[str] | None:
    """The roles that a post has, filled or vacant; None where no posts were made yet."""
    found = frozenset(session.scalars(select(Post.role).distinct()))
    return found | WITHOUT_POST if found else None
