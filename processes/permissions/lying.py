"""Where a thing lies: at or below which unit, and who answers for that."""

from typing import Any

from models import Complaint, Escalation, Level, Unit, UserTask
from processes.permissions.roles import SUPERVISORS
from processes.posts.identity import Identity
from processes.posts.units import ancestor_column, is_within


def supervises(identity: Identity, lies_at: UserTask | Complaint | Escalation | Unit) -> bool:
    """Whether one of her posts answers for the unit something lies at."""
    return any(
        held.role in SUPERVISORS and lies_within(lies_at, held.unit) for held in identity.posts
    )


def lies_within(lies_at: Any, above: Unit) -> bool:
    """Whether a row with the ids of its units lies at `above` or below it."""
    if isinstance(lies_at, Unit):
        return is_within(lies_at, above)
    if above.level is Level.NATIONAL:
        return False  # the nation sees figures, not cases
    if isinstance(lies_at, Escalation) and lies_at.level < above.level:
        return False  # it was brought before somebody higher
    if above.level is Level.STATION and isinstance(lies_at, Escalation):
        return bool(lies_at.unit_id == above.id)
    return bool(getattr(lies_at, ancestor_column(above.level)) == above.id)
