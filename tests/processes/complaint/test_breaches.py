"""The breach: the cause that is stated stays for the figures, also once it is corrected."""

from models import Complaint
from models.session import reading
from processes.complaint.breaches import late_by_cause
from tests.processes.complaint.test_corrections import correct
from tests.processes.story import Story


def causes_at_the_station(story: Story) -> dict[str | None, int]:
    with reading(story.sessions) as session:
        figures = late_by_cause(session, story.place.station, now=story.now)
    return {each.cause and each.cause.value: each.complaints for each in figures}


def test_a_cause_counts_as_it_was_last_stated(with_io: Story) -> None:
    with_io.wait(days=63)
    before = causes_at_the_station(with_io)
    day = with_io.now.date().isoformat()
    answers = {"breach_cause": "laboratory", "new_date_on": day, "breach_explanation": "Late."}
    with_io.do("state_cause_and_new_date", **answers)
    stated = causes_at_the_station(with_io)

    correct(with_io, "state_cause_and_new_date", by="superintendent", breach_cause="transfer")

    assert (before, stated) == ({None: 1}, {"laboratory": 1})
    assert causes_at_the_station(with_io) == {"transfer": 1}


def test_an_empty_cause_counts_as_none_stated(with_io: Story) -> None:
    with_io.wait(days=63)
    with with_io.sessions.begin() as session:
        session.get_one(Complaint, with_io.complaint.id).breach_cause = ""

    with reading(with_io.sessions) as session:
        (figure,) = late_by_cause(session, with_io.place.station, now=with_io.now)

    assert (figure.cause, figure.complaints) == (None, 1)
