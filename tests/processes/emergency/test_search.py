"""The search for units: really the nearest, and one of those asked has a woman."""

from math import cos, radians

import pytest

from models import EmergencyAlert, PatrolUnit
from processes.emergency.search import nearest
from tests.processes.emergency.conftest import AddUnit
from tests.processes.emergency.story import HERE
from tests.processes.place import Place

#: So many men's units lie closer to her than any other.
CLOSE = 3


def near_her(place: Place) -> list[str]:
    """The call signs of the units that are found, in the order in which they are asked."""
    found = nearest(
        place.session, EmergencyAlert(is_drill=False), HERE, enough=CLOSE, now=place.now
    )
    return [place.session.get_one(PatrolUnit, each.unit_id).call_sign for each in found]


@pytest.mark.parametrize("km", [2.5, 8, 30], ids=["same ring", "next ring", "far ring"])
def test_a_unit_with_a_woman_comes_last_where_only_men_are_nearest(
    place: Place, add_unit: AddUnit, km: float
) -> None:
    for number in range(CLOSE):
        add_unit(f"M{number}", 1 + number / 10)
    add_unit("W", km, has_woman=True)

    assert near_her(place) == ["M0", "M1", "M2", "W"]


def test_a_unit_in_the_east_is_as_far_as_the_road_and_not_as_its_degrees(
    place: Place, add_unit: AddUnit
) -> None:
    add_unit("north", 2.1, has_woman=True)
    east = add_unit("east", 0)
    east.longitude = HERE.longitude + 2.0 / (111.195 * cos(radians(HERE.latitude)))
    place.session.flush()

    assert near_her(place) == ["east", "north"]
