"""What opens her complaint to her: its number and her passphrase."""

from datetime import timedelta

from sqlalchemy import select

from models import Attempt, Complaint
from models.session import reading
from processes.complaint import numbers, tracking
from tests.processes.place import QUICK
from tests.processes.story import PASSPHRASE, Story


def open_with(
    story: Story,
    *,
    number: str | None = None,
    passphrase: str = PASSPHRASE,
    place: str = "192.0.2.1",
) -> Complaint | None:
    with reading(story.sessions) as reader, story.sessions.begin() as session:
        return tracking.open_by_passphrase(
            session,
            story.registry.keyring,
            reader=reader,
            number=number or story.complaint.number,
            passphrase=passphrase,
            place=place,
            real_now=story.now,
            hasher=QUICK,
        )


def test_number_and_passphrase_open_it_however_they_are_typed(numbered: Story) -> None:
    number = numbers.written(numbered.complaint.number).lower().replace("-", " ")

    opened = open_with(numbered, number=number, passphrase=f" {PASSPHRASE}  ")

    assert opened is not None
    assert opened.id == numbered.complaint_id


def test_a_wrong_number_and_a_wrong_passphrase_look_the_same(numbered: Story) -> None:
    answers = [
        open_with(numbered, passphrase="not her passphrase"),
        open_with(numbered, number=numbers.new_number()),
        open_with(numbered, number="nonsense"),
        open_with(numbered, passphrase=""),
    ]

    assert answers == [None] * 4


def test_before_the_call_the_number_opens_nothing(story: Story) -> None:
    story.submit()

    assert open_with(story) is None


def test_after_five_failures_the_right_passphrase_waits_a_quarter_of_an_hour(
    numbered: Story,
) -> None:
    for _ in range(5):
        open_with(numbered, passphrase="not her passphrase")

    shut = open_with(numbered)
    numbered.now += timedelta(minutes=16)

    assert shut is None
    assert open_with(numbered) is not None


def test_failures_are_counted_under_a_digest_only(numbered: Story) -> None:
    open_with(numbered, passphrase="not her passphrase")

    with numbered.sessions() as session:
        subjects = session.scalars(select(Attempt.subject)).all()

    assert len(subjects) == 2  # from here, and from everywhere
    assert not [subject for subject in subjects if numbered.complaint.number in subject]


def test_whoever_saw_her_number_does_not_shut_her_out(numbered: Story) -> None:
    for _ in range(20):
        open_with(numbered, passphrase="not her passphrase", place="198.51.100.7")

    assert open_with(numbered, place="198.51.100.7") is None
    assert open_with(numbered) is not None
