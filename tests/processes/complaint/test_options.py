"""The lists a form may name."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from engine.forms import Option
from processes.complaint.options import SOURCES
from processes.complaint.process import PROCESS
from processes.options import Question, options
from tests import factories
from tests.processes.place import Place
from tests.processes.story import Story


def ask(session: Session, source: str, now: datetime, **facts: object) -> tuple[Option, ...]:
    return options(source, Question(session, now, **facts))


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
    assert found[2].label == "3: vacant"


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
