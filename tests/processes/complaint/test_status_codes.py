"""A code to her telephone opens the bare status, once, and guessing opens nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from sqlalchemy import func, select

from models import Attempt, ComplaintStatus, MessageStatus, OneTimeCode, OutgoingMessage
from processes.complaint import attempts, numbers, tracking
from tests.processes.complaint.test_tracking import open_with
from tests.processes.statements import statements
from tests.processes.story import Story

BROWSER = "a secret of one browser"


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
