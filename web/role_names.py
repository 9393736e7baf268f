"""What roles are called in both languages at once, for what is told outside a page."""

from collections.abc import Mapping

from flask_babel import force_locale

from engine.about import about
from processes.complaint.her_steps import COMPLAINANT
from processes.simulation.assumed import RoleName
from processes.simulation.assumptions import Said
from web.public.words import ROLES
from web.public.words import role as words_of_role

_COMPLAINANT = Said("the complainant", "शिकायतकर्ता")


def role_names(files: Mapping[str, bytes]) -> RoleName:
    """What pages call each role; of those that the drawing brings, what it says itself."""
    brought = {each.role: Said(each.name, each.name_hi) for each in about(files).roles}

    def named(role: str) -> Said:
        if role in brought:
            return brought[role]
        if role == COMPLAINANT:
            return _COMPLAINANT
        if role not in ROLES:
            return Said(role, role)
        with force_locale("en"):
            english = words_of_role(role)
        with force_locale("hi"):
            return Said(english, words_of_role(role))

    return named
