"""Units as an officer may see them from the supervisors' door."""

from models import Unit
from processes.exceptions import NotVisible
from processes.permissions.permission import Permission
from processes.permissions.rules import require
from web import database, staff


def visible_unit(unit_id: str, permission: Permission = Permission.COMMAND) -> Unit:
    """The unit, if she may command it, or do there what `permission` names.

    :raises NotVisible: there is none for her
    """
    found = database.session().get(Unit, unit_id)
    if found is None:
        raise NotVisible
    require(permission, staff.officer(), found)
    return found
