"""Which roles an installation has posts of."""

from sqlalchemy.orm import Session

from processes.posts.roles import WITHOUT_POST, held_roles
from tests.processes.place import Place


def test_the_roles_are_those_of_the_posts_and_of_whom_needs_none(
    session: Session, place: Place
) -> None:
    found = held_roles(session)

    assert found is not None
    assert found >= WITHOUT_POST | {"sho", "superintendent"}
    assert "stable_master" not in found


def test_before_posts_are_made_nothing_is_known(session: Session) -> None:
    assert held_roles(session) is None
