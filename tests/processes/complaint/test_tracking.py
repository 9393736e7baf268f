"""What she sees of her complaint, and what opens it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from engine.exceptions import TaskNotOpen
from models import Attempt, Complaint, ComplaintStatus, MessageStatus, OneTimeCode, OutgoingMessage
from models.session import reading
from models.types import new_id
from processes.complaint import attempts, numbers, tasks, tracking
from processes.complaint.answers import Answers
from processes.exceptions import NotVisible
from tests.processes.place import QUICK
from tests.processes.statements import statements
from tests.processes.story import PASSPHRASE, Story

BROWSER = "a secret of one browser"


@pytest.fixture
def numbered(story: Story) -> Story:
    """A complaint whose number was read out to her."""
    story.submit()
    story.call()
    return story


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


def ask(story: Story, number: str | None = None) -> str:
    with story.sessions.begin() as session:
        return tracking.ask_one_time_code(
            session,
            story.registry,
            number=number or story.complaint.number,
            browser=BROWSER,
            now=story.now,
            real_now=story.now,
        )


def answer(
    story: Story, challenge: str, code: str, *, browser: str = BROWSER
) -> tracking.BareStatus | None:
    with story.sessions.begin() as session:
        return tracking.open_by_one_time_code(
            session,
            story.registry.keyring,
            challenge_id=challenge,
            browser=browser,
            code=code,
            real_now=story.now,
        )


def last_code(story: Story) -> str:
    text = [text for kind, text in story.messages if kind == "status_code"][-1]
    return "".join(c for c in text.split(".")[0] if c.isdigit())


def view(story: Story) -> tracking.Tracking:
    with story.sessions() as session:
        return tracking.track(session, story.registry, story.complaint_id, now=story.now)


def put_before_her(story: Story) -> None:
    """It is registered, and waits for her signature."""
    story.do(
        "register_complaint", offences=["hurt"], incident_on="2026-03-01", registered_as="fir",
        registration_number="1", registration_text="Text", recorded_by_woman="yes",
    )  # fmt: skip


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


def test_the_page_says_where_it_lies_with_whom_and_since_when(numbered: Story) -> None:
    numbered.wait(days=2)

    page = view(numbered)

    assert page.status is ComplaintStatus.NUMBERED
    assert page.number == numbers.written(numbered.complaint.number)
    assert page.now_with is not None
    assert page.now_with.role == "sho"
    assert page.now_with.unit_name == numbered.place.station.name
    assert page.now_with.officer_name == numbered.place.officer("sho").name
    assert page.now_with.days == 2
    assert [stay.role for stay in page.stays] == ["verification_caller", "sho"]
    assert page.clock is not None
    assert (page.clock.day, page.clock.is_law) == (3, False)


def test_the_days_of_all_stays_together_are_the_days_of_the_complaint(numbered: Story) -> None:
    numbered.wait(hours=1)
    numbered.register()
    numbered.assign()
    for _ in range(4):
        numbered.wait(days=6)
        numbered.write_diary()

    stays = view(numbered).stays

    assert [stay.role for stay in stays] == [
        "verification_caller",
        "sho",
        "investigating_officer",
    ]
    for before, after in pairwise(stays):
        assert before.to_at == after.from_at
    assert stays[-1].days == 24
    assert stays[-1].is_now


def test_a_hand_keeps_its_days_through_what_she_has_to_do(numbered: Story) -> None:
    numbered.wait(days=2)
    put_before_her(numbered)
    numbered.wait(hours=30)
    waiting = view(numbered)
    numbered.do("sign_complaint", text_is_right="yes", signature_name="Asha")
    numbered.wait(hours=23)  # an hour before the circle officer names one

    signed = view(numbered)

    assert waiting.now_with is None
    assert (waiting.with_police and waiting.with_police.days) == 3
    assert (signed.with_police and signed.with_police.days) == 4
    assert [(hand.last.role, hand.days) for hand in signed.hands] == [
        ("verification_caller", 0),
        ("complainant", 1),
        ("sho", 3),
    ]
    (before, now_) = signed.hands[-1].stays
    assert (before.days, now_.days, signed.hands[-1].days) == (2, 1, 3)
    assert now_.from_at - before.to_at == timedelta(hours=30)
    assert [step.name for step in signed.hands[-1].steps] == [
        "Register the complaint",
        "Assign the investigating officer",
    ]


def test_what_lay_with_her_stays_in_the_ledger_once_she_has_answered(numbered: Story) -> None:
    put_before_her(numbered)
    numbered.wait(hours=30)
    waiting = view(numbered)
    numbered.do("sign_complaint", text_is_right="yes", signature_name="Asha")

    page = view(numbered)

    assert "complainant" not in [stay.role for stay in waiting.stays]
    hers = next(stay for stay in page.stays if stay.role == "complainant")
    assert [step.name_for_her for step in hers.steps] == [task.name for task in waiting.her_tasks]
    assert (hers.days, hers.is_now) == (1, False)
    for before, after in pairwise(page.stays):
        assert before.to_at == after.from_at


def test_what_she_does_after_the_end_is_no_part_of_the_ledger(numbered: Story) -> None:
    put_before_her(numbered)
    with numbered.sessions.begin() as session:
        session.get_one(Complaint, numbered.complaint_id).closed_at = numbered.now
    numbered.wait(hours=30)
    numbered.do("sign_complaint", text_is_right="yes", signature_name="Asha")

    page = view(numbered)

    assert "complainant" not in [stay.role for stay in page.stays]


def test_days_with_the_police_end_with_the_complaint(numbered: Story) -> None:
    numbered.wait(days=3)
    with numbered.sessions.begin() as session:
        session.get_one(Complaint, numbered.complaint_id).closed_at = numbered.now
    numbered.wait(days=4)

    found = view(numbered).with_police

    assert found is not None
    assert (found.days, found.is_over) == (3, True)


def test_what_waits_for_her_is_on_her_page_and_only_she_can_do_it(numbered: Story) -> None:
    put_before_her(numbered)

    (hers,) = view(numbered).her_tasks

    assert hers.element_id == "sign_complaint"
    assert hers.due_is_law
    assert hers.name_hi != hers.name
    numbered.do("sign_complaint", text_is_right="yes", signature_name="Asha")
    assert view(numbered).her_tasks == []


def test_a_task_of_another_complaint_or_of_an_officer_is_not_hers(numbered: Story) -> None:
    officers_task = numbered.open_task("register_complaint")

    with numbered.sessions() as session:
        with pytest.raises(NotVisible):
            tasks.her_task(session, numbered.complaint_id, officers_task.id)
        with pytest.raises(NotVisible):
            tasks.her_task(session, new_id(), officers_task.id)


def test_signing_twice_is_told_apart_from_signing(numbered: Story) -> None:
    put_before_her(numbered)
    task = numbered.open_task("sign_complaint")
    numbered.do("sign_complaint", text_is_right="yes", signature_name="Asha")

    with pytest.raises(TaskNotOpen), numbered.sessions.begin() as session:
        tasks.complete_hers(
            session, numbered.registry, numbered.complaint_id, task.id,
            Answers({"text_is_right": "yes"}, {}), now=numbered.now,
        )  # fmt: skip


def test_a_code_to_her_channel_opens_the_bare_status(numbered: Story) -> None:
    challenge = ask(numbered)

    opened = answer(numbered, challenge, last_code(numbered))

    assert opened == tracking.BareStatus(numbered.complaint_id, ComplaintStatus.NUMBERED)


def test_a_code_works_once_in_five_minutes_in_its_browser_on_its_challenge(
    numbered: Story,
) -> None:
    first, code = ask(numbered), last_code(numbered)
    second = ask(numbered)

    assert answer(numbered, first, code, browser="another browser") is None
    assert answer(numbered, second, code) is None or code == last_code(numbered)
    assert answer(numbered, first, code) is not None
    assert answer(numbered, first, code) is None
    third, late = ask(numbered), last_code(numbered)
    numbered.now += timedelta(minutes=5)
    assert answer(numbered, third, late) is None


def test_a_challenge_is_dead_after_five_wrong_codes(numbered: Story) -> None:
    challenge, code = ask(numbered), last_code(numbered)
    wrong = f"{(int(code) + 1) % 10**6:06}"

    for _ in range(5):
        assert answer(numbered, challenge, wrong) is None

    assert answer(numbered, challenge, code) is None


def test_ten_wrong_codes_a_day_shut_the_door_whatever_the_challenge(numbered: Story) -> None:
    for _ in range(2):
        challenge, code = ask(numbered), last_code(numbered)
        for _ in range(5):
            answer(numbered, challenge, f"{(int(code) + 1) % 10**6:06}")
    numbered.now += timedelta(hours=1)

    challenge = ask(numbered)

    assert answer(numbered, challenge, last_code(numbered)) is None


def test_one_guess_at_each_of_many_complaints_is_stopped_too(numbered: Story) -> None:
    with numbered.sessions.begin() as session:
        for _ in range(300):
            attempts.CODES_OF_ALL.count(
                session, numbered.registry.keyring, attempts.EVERYBODY, real_now=numbered.now
            )
    challenge, code = ask(numbered), last_code(numbered)

    during = answer(numbered, challenge, code)
    numbered.now += timedelta(minutes=16)
    challenge, code = ask(numbered), last_code(numbered)

    assert during is None
    assert answer(numbered, challenge, code) is not None


def test_guesses_at_codes_that_nobody_was_sent_shut_no_door(numbered: Story) -> None:
    for _ in range(61):
        nobodys = ask(numbered, numbers.new_number())
        for _ in range(5):
            answer(numbered, nobodys, "000000")

    challenge = ask(numbered)

    assert answer(numbered, challenge, last_code(numbered)) is not None


def test_guesses_at_a_dead_challenge_do_not_shut_the_next(numbered: Story) -> None:
    challenge, code = ask(numbered), last_code(numbered)
    for _ in range(50):
        answer(numbered, challenge, f"{(int(code) + 1) % 10**6:06}")

    challenge = ask(numbered)

    assert answer(numbered, challenge, last_code(numbered)) is not None


def test_of_many_codes_tried_at_once_five_are_judged(numbered: Story) -> None:
    challenge, code = ask(numbered), last_code(numbered)
    typed = [f"{(int(code) + wrong) % 10**6:06}" for wrong in range(1, 16)]

    with ThreadPoolExecutor(len(typed)) as pool:
        answers = list(pool.map(lambda wrong: answer(numbered, challenge, wrong), typed))

    assert answers == [None] * 15
    with numbered.sessions() as session:
        judged = session.scalar(
            select(func.count()).select_from(Attempt).where(Attempt.door == "code")
        )
    assert judged == 5
    assert answer(numbered, challenge, code) is None


def test_nobody_can_flood_her_telephone(numbered: Story) -> None:
    for _ in range(20):
        ask(numbered)

    numbered.wait(seconds=1)
    with numbered.sessions() as session:
        sent = session.scalars(
            select(OutgoingMessage).where(
                OutgoingMessage.kind == "status_code", OutgoingMessage.status == MessageStatus.SENT
            )
        ).all()
    assert len(sent) == 3


def test_an_unknown_number_gets_a_challenge_too_that_nothing_answers(numbered: Story) -> None:
    challenge = ask(numbered, numbers.new_number())
    numbered.wait(seconds=1)

    assert len(challenge) == 32
    with numbered.sessions() as session:
        last = session.scalars(
            select(OutgoingMessage).order_by(OutgoingMessage.queued_at.desc())
        ).first()
        assert last is not None
        assert (last.status, last.body, last.instance_id) == (MessageStatus.EXPIRED, None, None)
    assert answer(numbered, challenge, "000000") is None
    with numbered.sessions() as session:
        row = session.get_one(OneTimeCode, challenge)
        assert row.complaint_id is None


def test_codes_lie_in_the_database_as_keyed_digests_only(numbered: Story) -> None:
    ask(numbered)
    code = last_code(numbered)

    with numbered.sessions() as session:
        digests = session.scalars(select(OneTimeCode.code_digest)).all()
        bodies = session.scalars(select(OutgoingMessage.body)).all()

    assert all(len(digest) == 64 for digest in digests)
    assert not [body for body in bodies if body and code.encode() in body]


def test_a_complaint_without_a_channel_sends_no_code(story: Story) -> None:
    story.submit(safe_channel="none", mobile=None)
    story.wait(hours=20, minutes=5)
    story.do("decide_next_contact", next_contact="visit")
    story.do("visit_her", visit_result="confirmed")
    story.do("give_number_in_person", number_read_out=True)

    challenge = ask(story)

    story.wait(seconds=1)
    assert answer(story, challenge, "000000") is None
    with story.sessions() as session:
        statuses = session.scalars(select(OutgoingMessage.status)).all()
    assert statuses == [MessageStatus.EXPIRED]


def test_the_same_statements_run_for_a_known_and_an_unknown_number(numbered: Story) -> None:
    number = numbered.complaint.number
    with statements(numbered.sessions) as known:
        ask(numbered, number)
    with statements(numbered.sessions) as unknown:
        ask(numbered, numbers.new_number())
    with statements(numbered.sessions) as wrong_passphrase:
        open_with(numbered, number=number, passphrase="not her passphrase")
    with statements(numbered.sessions) as wrong_number:
        open_with(numbered, number=numbers.new_number())

    assert len(known) == len(unknown)
    assert [sql for sql in known if "INSERT" in sql] == [sql for sql in unknown if "INSERT" in sql]
    assert wrong_passphrase == wrong_number
