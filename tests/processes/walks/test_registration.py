"""Registration and signature as they are drawn: who waits, and who hears of it."""

from tests.processes.walk import Walk


def test_a_registration_is_told_after_24_and_after_48_hours(walk: Walk) -> None:
    walk.begin().until_number()
    expected = ["tell_circle_of_registration", "tell_superintendent_of_registration"]

    walk.wait("PT24H1M")
    after_24 = walk.done[-1:]
    walk.wait("PT24H")

    assert after_24 == expected[:1]
    assert walk.done[-2:] == expected
    assert walk.open == {"register_complaint"}


def test_a_registration_that_never_comes_is_told_to_the_state_every_3_days(walk: Walk) -> None:
    walk.begin().until_number().wait("P7D")

    assert walk.done.count("tell_state_of_registration") == 2


def test_she_is_reminded_twice_and_visited_before_three_days_are_over(walk: Walk) -> None:
    walk.begin().until_number().do("register_complaint", offences=["rape"])

    walk.wait("PT59H")
    before = walk.open
    walk.wait("PT2H")

    assert walk.done.count("remind_her_to_sign") == 2
    assert before == {"sign_complaint"}
    assert walk.open == {"sign_complaint", "visit_for_signature"}


def test_a_signature_at_the_visit_counts_and_closes_her_own_task(walk: Walk) -> None:
    walk.begin().until_number().do("register_complaint", offences=["rape"]).wait("PT61H")

    walk.do("visit_for_signature", signature_visit_result="signed").care()

    assert walk.open == {"assign_investigating_officer"}


def test_three_days_without_a_signature_never_end_a_complaint(walk: Walk) -> None:
    walk.begin().until_number().do("register_complaint", offences=["rape"])

    walk.wait("P3DT1M")
    after_three_days = walk.open
    walk.wait("P20D").do("record_at_home", home_recording_signed=True).care()

    assert after_three_days == {"record_at_home"}
    told = [each for each in walk.done if each.endswith("_of_home_recording")]
    assert told == [
        "tell_circle_of_home_recording",
        "tell_superintendent_of_home_recording",
        "tell_state_of_home_recording",
    ]
    assert walk.open == {"assign_investigating_officer"}


def test_she_signs_only_what_is_right(walk: Walk) -> None:
    walk.begin().until_number().do("register_complaint", offences=["rape"])

    walk.do("sign_complaint", text_is_right="no")
    corrected_by = walk.tasks()["correct_text"].role
    walk.do("correct_text")

    assert corrected_by == "sho"
    assert walk.open == {"sign_complaint"}
