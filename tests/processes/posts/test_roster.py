"""The roster: posts with their holders, and who may be moved."""

from datetime import timedelta

from models import Level
from processes.posts.roster import officers_at, roster
from tests import factories
from tests.processes.place import Place


def test_a_unit_lists_its_own_posts_and_those_below_with_their_holders(place: Place) -> None:
    lines = roster(place.session, place.circle, place.now)

    assert {line.unit.id for line in lines} == {place.circle.id, place.station.id}
    assert [line.unit.level for line in lines] == sorted(line.unit.level for line in lines)
    assert lines[0].unit.level is Level.CIRCLE
    holders = {line.post.role: line.holders[0][0].id for line in lines if line.post.seat == 1}
    assert holders["sho"] == place.officer("sho").id


def test_a_vacant_post_is_listed_without_a_holder(place: Place) -> None:
    vacant = factories.post(place.session, place.station, "investigating_officer", seat=9)

    line = next(
        line
        for line in roster(place.session, place.station, place.now)
        if line.post.id == vacant.id
    )

    assert line.holders == ()


def test_an_acting_holder_comes_after_the_one_in_her_own_right(place: Place) -> None:
    post = place.post("sho")
    acting = factories.officer(place.session)
    factories.posting(
        place.session, acting, post, from_at=place.now - timedelta(days=900), is_acting=True
    )

    line = next(
        line for line in roster(place.session, place.station, place.now) if line.post.id == post.id
    )

    assert [officer.id for officer, _ in line.holders] == [place.officer("sho").id, acting.id]


def test_officers_of_the_unit_and_those_without_a_post_may_be_moved(place: Place) -> None:
    free, gone = factories.officer(place.session), factories.officer(place.session, is_active=False)

    found = {officer.id for officer in officers_at(place.session, place.station, place.now)}

    assert {place.officer("sho").id, free.id} <= found
    assert place.officer("sho", place.other_station).id not in found
    assert place.officer("circle_officer").id not in found
    assert gone.id not in found
