"""Self-confirmation: her own code, after three calls in vain, does what a call would have done."""

from datetime import UTC, datetime

import pytest

from models import ComplaintStatus
from processes.complaint import codes, numbers
from processes.complaint.self_confirmation import code_in, confirm
from tests.processes.story import Story

REAL_NOW = datetime(2026, 3, 2, tzinfo=UTC)
HER_NUMBER = "98765 43210"


@pytest.fixture
def asked(story: Story) -> Story:
    """She was called three times in vain and is asked for her code."""
    story.submit()
    call_in_vain(story)
    return story


def call_in_vain(story: Story) -> None:
    story.wait(hours=20, minutes=1)
    for _ in range(3):
        story.do("call_her", call_result="no_answer")
        story.wait(minutes=31)


def send(story: Story, words: str, *, mobile: str = HER_NUMBER) -> bool:
    with story.sessions.begin() as session:
        return confirm(
            session, story.registry, mobile=mobile, words=words, now=story.now, real_now=REAL_NOW
        )


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**codes.DIGITS:0{codes.DIGITS}}"


def test_a_right_code_gives_her_number_without_a_call(asked: Story) -> None:
    is_right = send(asked, f"My code is {asked.code}")

    assert is_right
    assert asked.complaint.status is ComplaintStatus.NUMBERED
    assert asked.open_elements == ["register_complaint"]
    kind, text = asked.messages[-1]
    assert kind == "complaint_number"
    assert numbers.written(asked.complaint.number) in text


def test_the_number_is_in_no_variable(asked: Story) -> None:
    send(asked, asked.code)

    assert asked.complaint.number not in str(asked.variables)


def test_a_wrong_code_counts_and_five_end_it(asked: Story) -> None:
    code = asked.code

    wrongs = [send(asked, wrong(code)) for _ in range(5)]
    is_right = send(asked, code)

    assert wrongs == [False] * 5
    assert not is_right
    assert asked.complaint.code_tries == 5
    assert asked.complaint.numbered_at is None


def test_before_she_is_asked_a_right_code_does_nothing_and_stays_good(story: Story) -> None:
    story.submit()
    story.wait(hours=1)

    is_right = send(story, story.code)

    assert not is_right
    assert story.complaint.code_tries == 0
    assert story.complaint.code_digest is not None


def test_when_the_time_is_over_she_is_visited_and_the_code_is_late(asked: Story) -> None:
    asked.wait(days=1)

    is_right = send(asked, asked.code)

    assert not is_right
    assert asked.open_elements == ["visit_her"]


def test_a_number_that_nobody_gave_changes_nothing(asked: Story) -> None:
    is_right = send(asked, asked.code, mobile="90000 11111")

    assert not is_right
    assert asked.complaint.code_tries == 0


def test_a_second_right_code_is_only_wrong(asked: Story) -> None:
    code = asked.code

    answers = [send(asked, code), send(asked, code)]

    assert answers == [True, False]
    assert [kind for kind, _ in asked.messages].count("complaint_number") == 1


def test_a_code_that_has_died_is_sent_anew_with_the_question(story: Story) -> None:
    story.submit(safe_from=9, safe_to=10)
    first = story.code
    story.wait(hours=20, minutes=1)
    for _ in range(3):
        story.wait(days=2)
        story.do("call_her", call_result="no_answer")
    kinds = [kind for kind, _ in story.messages]

    is_right = send(story, story.code)

    assert kinds == ["call_back_code", "call_back_code", "confirm_yourself"]
    assert story.code != first
    assert is_right


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("482913", "482913"),
        (" 482 913 ", "482913"),
        ("४८२९१३", "482913"),
        ("Mera code 482913 hai", "482913"),
        ("9876543210", ""),
        ("no", ""),
        ("", ""),
    ],
)
def test_six_digits_are_found_however_they_are_written(words: str, code: str) -> None:
    assert code_in(words) == code
