"""Roles: which are the portal's own, and which somebody can have here."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Post
from processes.handover.process import RECEIVER

#: The portal's own roles: rules and pages give each of them its rights, so that no drawing may
#: bring one. The last are of accounts that hold no post.
OWN_ROLES = frozenset(
    {
        *("complainant", "system", RECEIVER),
        *("verification_caller", "verification_supervisor", "help_desk"),
        *("legal_desk", "oversight_cell", "independent_reviewer"),
        *("sho", "woman_recorder", "investigating_officer", "patrol_unit", "control_room_lead"),
        *("circle_officer", "superintendent", "state_nodal", "national_viewer"),
        *("admin", "administrator", "designer", "process_designer"),
        *("second_designer", "third_designer"),
    }
)

#: Whose work needs no post: hers, the portal's, and what goes to a post of any role.
WITHOUT_POST = frozenset({"complainant", "system", RECEIVER})


def held_roles(session: Session) -> frozenset[str] | None:
    """The roles that a post has, filled or vacant; None where no posts were made yet."""
    found = frozenset(session.scalars(select(Post.role).distinct()))
    return found | WITHOUT_POST if found else None
