"""The lists a form may name."""

from datetime import datetime, timedelta
from itertools import groupby

import pytest
from sqlalchemy.orm import Session

from engine.forms import Option
from engine.law import KOLKATA
from models import Complaint, CustodyInterval, OrderStatus, TransferOrder
from models.types import new_id
from processes.complaint.offence_categories import CATEGORIES
from processes.complaint.options import SOURCES
from processes.complaint.process import PROCESS
from processes.complaint.seat_loads import seat_loads
from processes.options import Question, options
from tests import factories
from tests.processes.complaint.sayings import say
from tests.processes.place import Place
from tests.processes.story import Story


def ask(session: Session, source: str, now: datetime, **facts: object) -> tuple[Option, ...]:
    return options(source, Question(session, now, **facts))


def ordered_away(session: Session, place: Place, now: datetime) -> TransferOrder:
    """The officer of the first seat shall leave it, and the second takes her cases over."""
    first, second = (place.post("investigating_officer", seat=seat).id for seat in (1, 2))
    order = TransferOrder(
        id=new_id(),
        instance_id=new_id(),
        officer_id=place.officer("investigating_officer", seat=1).id,
        post_id=first,
        receiving_post_id=second,
        ordered_at=now,
    )
    session.add(order)
    return order


def test_the_process_declares_every_source() -> None:
    assert PROCESS.option_sources == set(SOURCES)


@pytest.mark.parametrize("source", sorted(SOURCES))
def test_every_source_answers_also_before_there_is_a_complaint(
    source: str, place: Place, drawing: str, now: datetime
) -> None:
    found = ask(place.session, source, now)

    assert all(option.label and option.label_hi and option.value for option in found)
    assert len({option.value for option in found}) == len(found)


def test_an_unknown_source_is_an_error(place: Place, now: datetime) -> None:
    with pytest.raises(KeyError):
        ask(place.session, "officers", now)


def test_stations_are_those_of_the_chosen_district(place: Place, now: datetime) -> None:
    before = ask(place.session, "stations", now)
    here = ask(place.session, "stations", now, values={"district": place.district.id})

    assert before == ()
    assert [option.value for option in here] == [place.station.id]


def test_stations_elsewhere_are_those_of_other_districts_of_the_state(story: Story) -> None:
    story.submit(accused_of_station="yes")
    with story.sessions() as session:
        far = factories.station(session)

        found = ask(
            session,
            "stations_elsewhere",
            story.now,
            complaint=story.complaint,
            values=story.variables,
        )

    other = story.place.other_station
    assert [option.value for option in found] == [other.id]
    assert found[0].label.startswith(other.name)
    assert far.id not in {option.value for option in found}


def test_stations_anywhere_wait_for_their_district_and_leave_out_ones_own(story: Story) -> None:
    story.submit()
    place = story.place
    with story.sessions() as session:
        far = factories.station(session)

        def stations(district_id: str | None) -> set[str]:
            chosen = {"other_district": district_id}
            found = ask(
                session, "stations_anywhere", story.now, complaint=story.complaint, values=chosen
            )
            return {option.value for option in found}

        districts = ask(session, "districts_anywhere", story.now, complaint=story.complaint)
        before, own, there = (
            stations(None),
            stations(place.district.id),
            stations(far.district_id),
        )

    assert {place.district.id, far.district_id} <= {option.value for option in districts}
    assert before == set()
    assert place.station.id not in own
    assert there == {far.id}


def test_no_station_of_the_district_of_a_conflict_is_offered(story: Story) -> None:
    story.submit()
    district_id = story.place.other_station.district_id
    conflict = {"conflict_district": district_id, "other_district": district_id}
    with story.sessions() as session:
        districts = ask(
            session, "districts_anywhere", story.now, complaint=story.complaint, values=conflict
        )
        stations = ask(
            session, "stations_anywhere", story.now, complaint=story.complaint, values=conflict
        )

    assert district_id not in {option.value for option in districts}
    assert stations == ()


def test_stations_of_district_are_the_others_of_the_same_district(story: Story) -> None:
    story.submit()
    with story.sessions() as session:
        beside = factories.station(session, story.place.circle)

        found = ask(session, "stations_of_district", story.now, complaint=story.complaint)

    assert [option.value for option in found] == [beside.id]


def test_the_seats_of_investigating_officers_say_who_sits_there(story: Story) -> None:
    story.submit()
    place = story.place
    with story.sessions() as session:
        empty = factories.post(session, place.station, "investigating_officer", seat=3)

        found = ask(session, "io_seats", story.now, complaint=story.complaint)

    assert [option.value for option in found] == [
        place.post("investigating_officer", seat=1).id,
        place.post("investigating_officer", seat=2).id,
        empty.id,
    ]
    assert place.officer("investigating_officer", seat=1).name in found[0].label
    assert found[2].label == "3: vacant – no open case"
    assert found[2].label_hi == "3: खाली – कोई खुला मामला नहीं"


def test_the_seats_say_how_much_lies_with_them_and_what_is_due_first(story: Story) -> None:
    limits = []
    for seat in (1, 1, 2):
        story.submit()
        story.call()
        story.register()
        story.assign(seat=seat)
        limits.append(story.complaint.limit_at)
    first = min(limit for limit in limits if limit).astimezone(KOLKATA).strftime("%d-%m-%Y")

    story.submit()
    with story.sessions() as session:
        found = ask(session, "io_seats", story.now, complaint=story.complaint)

    assert found[0].label.endswith(f" – 2 open cases, the first due {first}")
    assert found[0].label_hi.endswith(f" – 2 खुले मामले, पहला {first} तक")
    assert " – 1 open case, the first due " in found[1].label


def test_a_seat_whose_officer_is_ordered_away_stands_behind_those_who_stay(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    place = story.place
    first, second = (place.post("investigating_officer", seat=seat).id for seat in (1, 2))
    with story.sessions() as session:
        ordered_away(session, place, story.now)

        found = ask(session, "io_seats", story.now, complaint=story.complaint)

    assert [option.value for option in found] == [second, first]
    assert found[1].label.endswith(" – no open case; ordered to another post")
    assert found[1].label_hi.endswith(" – कोई खुला मामला नहीं; तबादले का आदेश है")
    assert "ordered" not in found[0].label


def test_a_transfer_order_that_is_over_speaks_against_nobody(story: Story) -> None:
    story.submit()
    place = story.place
    first, second = (place.post("investigating_officer", seat=seat).id for seat in (1, 2))
    with story.sessions() as session:
        ordered_away(session, place, story.now).status = OrderStatus.WITHDRAWN

        found = ask(session, "io_seats", story.now, complaint=story.complaint)

    assert [option.value for option in found] == [first, second]


@pytest.mark.parametrize("source", ["io_seats", "io_seats_of_district"])
def test_the_seat_of_an_officer_complained_of_is_not_offered(with_io: Story, source: str) -> None:
    place = with_io.place
    other = place.post("investigating_officer", seat=2).id
    complaint = {"officer_role": "investigating_officer", "officer_words": "He laughed."}
    say(with_io, "any_officer_said", **complaint)

    with with_io.sessions() as session:
        known = {"unit_complained_of": place.station.id}
        found = ask(session, source, with_io.now, complaint=with_io.complaint, values=known)

    assert [option.value for option in found] == [other]


def test_a_closed_case_and_one_given_to_another_seat_weigh_on_nobody(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign(seat=1)
    with story.sessions.begin() as session:
        stay = CustodyInterval(
            instance_id=story.complaint.instance_id,
            token_id=new_id(),
            element_id="write_diary_entry",
            role="investigating_officer",
            post_id=story.place.post("investigating_officer", seat=2).id,
            from_at=story.now + timedelta(days=1),
        )
        session.add(stay)
        given_away = seat_loads(session, story.place.station.id)
        session.get_one(Complaint, story.complaint_id).closed_at = story.now
        closed = seat_loads(session, story.place.station.id)

    assert [load.open_cases for load in given_away.values()] == [1]
    assert list(given_away) == [stay.post_id]
    assert closed == {}


def test_offences_stand_under_the_headings_of_their_kinds(
    place: Place, drawing: str, now: datetime
) -> None:
    found = ask(place.session, "offences", now)

    headings = [group for group, _ in groupby(found, key=lambda option: option.group)]
    assert headings == [english for english, _ in CATEGORIES.values()]
    assert {(option.group, option.group_hi) for option in found} == set(CATEGORIES.values())
    assert next(option.group for option in found if option.value == "stalking") == headings[0]


def test_offences_are_those_of_the_days_of_the_incident_and_say_that_they_are_unsigned(
    place: Place, drawing: str, now: datetime
) -> None:
    across = {"incident_on": "2024-06-30", "incident_until_on": "2024-07-01"}

    today = ask(place.session, "offences", now)
    before = ask(place.session, "offences", now, values={"incident_on": "2024-06-30"})
    both = ask(place.session, "offences", now, values=across)

    def rape(found: tuple[Option, ...]) -> str:
        return next(option.label for option in found if option.value == "rape")

    assert rape(today) == "Rape (BNS 2023 64(1), unsigned)"
    assert rape(before) == "Rape (IPC 1860 376(1), unsigned)"
    assert rape(both) == "Rape (which law holds is open)"
    assert len(today) == len(before) == len(both)
