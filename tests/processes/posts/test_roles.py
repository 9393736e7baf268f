"""Which roles an installation has posts of."""

from sqlalchemy.orm import Session

from processes import ALL
from processes.demonstration.police import LOGINS
from processes.permissions.roles import (
    CONTACTS_HER,
    DESK,
    KEEPS_PATROL_UNITS,
    MAY_UNMASK,
    SUPERVISORS,
)
from processes.posts.roles import OWN_ROLES, WITHOUT_POST, held_roles
from tests.processes.place import Place
from web.public.words import ROLES


def test_the_roles_are_those_of_the_posts_and_of_whom_needs_none(
    session: Session, place: Place
) -> None:
    found = held_roles(session)

    assert found is not None
    assert found >= WITHOUT_POST | {"sho", "superintendent"}
    assert "stable_master" not in found


def test_before_posts_are_made_nothing_is_known(session: Session) -> None:
    assert held_roles(session) is None


def test_every_role_that_a_rule_or_a_page_names_is_the_portals_own() -> None:
    of_processes = frozenset().union(*(process.roles or () for process in ALL))

    assert of_processes <= OWN_ROLES
    assert set(ROLES) | set(LOGINS) <= OWN_ROLES
    assert SUPERVISORS | DESK | MAY_UNMASK | CONTACTS_HER | KEEPS_PATROL_UNITS <= OWN_ROLES
