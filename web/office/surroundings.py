"""What the templates of officers and supervisors may use: who asks, which doors are hers, words."""

from typing import Any

from flask import request, url_for
from flask_babel import gettext

from processes.cctns.delivery import number_for
from processes.demonstration.police import FURTHER_LOGINS, LOGINS, PASSWORD
from processes.emergency.units import ROLE
from processes.permissions.permission import Permission
from processes.permissions.roles import DESK, SUPERVISORS
from processes.permissions.rules import may
from processes.posts.identity import Identity
from web import database, staff
from web.office import blueprint, words
from web.portal import portal

_STAFF_BLUEPRINTS = frozenset({"office", "command", "designer"})


@blueprint.app_context_processor
def surroundings() -> dict[str, Any]:
    """Names for templates below office/, command/ and designer/; nothing for the other doors."""
    if request.blueprint not in _STAFF_BLUEPRINTS:
        return {}
    asking = staff.identity()
    names: dict[str, Any] = {
        "asking": asking,
        "words": words,
        "doors": _doors(asking) if asking else [],
        "may_search": may(Permission.SEARCH, asking),
        "number_in_cctns": _number_in_cctns,
    }
    if portal().is_demonstration:
        names |= {
            "demonstration_logins": LOGINS,
            "further_logins": FURTHER_LOGINS,
            "demonstration_password": PASSWORD,
        }
    return names


def _number_in_cctns(complaint_id: str) -> str | None:
    """The number CCTNS gave to a complaint that the page shows already."""
    return number_for(database.session(), portal().registry.keyring, complaint_id)


def _doors(asking: Identity) -> list[tuple[str, str, bool]]:
    """Address, name and whether it is this page, of every door that is hers."""
    doors = [("office.inbox", gettext("Inbox"))]
    if ROLE in asking.roles:
        doors.append(("patrol.board", gettext("Patrol")))
    if asking.roles & (SUPERVISORS | DESK | {"oversight_cell", "control_room_lead"}):
        doors.append(("command.overview", gettext("Command")))
    if may(Permission.SEE_NATION, asking):
        doors.append(("command.nation", gettext("The nation")))
    if "control_room_lead" in asking.roles:
        doors.append(("command.own_patrol_units", gettext("Patrol units")))
    if may(Permission.TAKE_OVER_BACKLOG, asking):
        doors.append(("command.backlog", gettext("Pending elsewhere")))
    if may(Permission.DESIGN, asking):
        doors.append(("designer.processes", gettext("Processes")))
    if asking.officer.is_administrator:
        doors.append(("command.units", gettext("Posts")))
        doors.append(("command.incidents", gettext("Incidents")))
        doors.append(("command.cctns", "CCTNS"))
    return [(url_for(name), words_, request.endpoint == name) for name, words_ in doors]
