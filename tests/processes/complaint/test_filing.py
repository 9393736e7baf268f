"""Filed by another: with whom to speak, whose word is waited for, how she takes it over."""

from typing import Any

import pytest

from engine.registry import Actor
from models.session import reading
from models.types import new_id
from processes.complaint import first_key, numbers, record, recovery, saying, tracking
from processes.complaint.answers import form_of, part
from processes.complaint.case_page import find_case
from processes.complaint.facts import contact_of
from processes.complaint.filing import filed_for_her, filing_of
from processes.complaint.sayable import one_of, sayable_by_her
from processes.permissions.permission import Permission
from processes.permissions.rules import may
from processes.recovery import desk
from tests.processes.place import QUICK
from tests.processes.recovery.story import Lost
from tests.processes.story import PASSPHRASE, Story

HELPED = {
    "helper": "helper",
    "helper_name": "Savita Rao",
    "helper_relation": "neighbour",
    "helper_mobile": "98765 43211",
    "helper_may_speak": "yes",
    "accused_at_home": "no",
}


def called(story: Story, **answers: Any) -> Story:
    """A complaint that somebody filed for her, its number given to who answered."""
    story.submit(**{**HELPED, **answers})
    story.wait(hours=20, minutes=5)
    story.do("call_her", call_result="reached", code_heard=story.code, spoke_with="filer")
    story.do("read_out_number", number_read_out=True)
    return story


def lines(story: Story, role: str) -> dict[str, Any]:
    """What an officer reads of who filed it; None where it is masked."""
    with reading(story.sessions) as session:
        who = story.identity(role)
        case = find_case(session, who, story.complaint_id)
        return {
            fact.name: None if fact.is_masked else fact.value
            for fact in filing_of(session, story.registry, who, case)
        }


@pytest.mark.parametrize(
    ("answers", "whom", "waits"),
    [
        ({"helper": "self"}, "herself", False),
        ({"helper": None}, "herself", False),
        ({"helper": "helper", "helper_may_speak": "yes"}, "her_and_helper", True),
        ({"helper": "helper", "helper_may_speak": "no"}, "her_alone", True),
        (
            {"helper": "helper", "helper_may_speak": "yes", "accused_at_home": "yes"},
            "her_alone",
            True,
        ),
        ({"helper": "self", "age_band": "12_15"}, "child_with_trusted", False),
        ({"helper": "helper", "age_band": "16_17"}, "child_with_trusted", False),
        ({"helper": "guardian", "age_band": "under_12"}, "child_with_guardian", False),
        (
            {"helper": "guardian", "age_band": "under_12", "accused_at_home": "yes"},
            "child_not_home",
            False,
        ),
        (
            {"helper": "self", "age_band": "12_15", "accused_at_home": "yes"},
            "child_not_home",
            False,
        ),
    ],
)
def test_the_table_says_with_whom_to_speak_and_whether_her_word_is_needed(
    story: Story, answers: dict[str, Any], whom: str, waits: bool
) -> None:
    story.submit(**answers)

    known = story.variables

    assert (known["speak_with"], known["her_word_needed"]) == (whom, waits)


def test_a_grown_woman_is_heard_herself_before_anything_is_registered(story: Story) -> None:
    called(story)
    open_first = story.open_elements

    story.do("hear_her_herself", her_word="yes", heard_alone=True)

    assert open_first == ["hear_her_herself"]
    assert story.open_elements == ["register_complaint"]


def test_what_she_does_not_want_rests_at_once_and_is_never_registered(story: Story) -> None:
    called(story)
    story.do("hear_her_herself", her_word="no", heard_alone=True)

    story.do("decide_on_refusal", refusal_decision="rests", refusal_reason="She said so alone.")

    assert story.open_elements == []
    assert story.complaint.closed_at is not None
    assert story.complaint.recorded_at is None


def test_nothing_waits_for_the_word_of_a_child(story: Story) -> None:
    called(story, helper="guardian", age_band="12_15")

    assert story.open_elements == ["register_complaint"]


def test_who_registers_reads_who_filed_it_and_with_whom_to_speak(story: Story) -> None:
    called(story)
    story.do("hear_her_herself", her_word="yes", heard_alone=True)

    read = lines(story, "sho")

    assert read["speak_with"] == "her_and_helper"
    assert read["helper"] == "helper"
    assert read["helper_name"] == "Savita Rao"
    assert read["helper_mobile"] == "98765 43211"


def test_who_may_see_the_case_but_not_contact_her_reads_no_names(story: Story) -> None:
    called(story)
    with reading(story.sessions) as session:
        above = story.identity("circle_officer")
        case = find_case(session, above, story.complaint_id)
        assert not may(Permission.SEE_CONTACT, above, case)

    read = lines(story, "circle_officer")

    assert (read["helper"], read["speak_with"]) == ("helper", "her_and_helper")
    assert (read["helper_name"], read["helper_mobile"]) == (None, None)


def test_a_complaint_of_her_own_says_nothing_of_who_filed_it(story: Story) -> None:
    story.submit()
    story.call()

    with reading(story.sessions) as session:
        told = filed_for_her(session, story.registry, story.complaint)

    assert lines(story, "sho") == {}
    assert told is None


def take_over(story: Story, **answers: str) -> None:
    with story.sessions.begin() as session:
        complaint = session.merge(story.complaint)
        offered = sayable_by_her(session, story.registry, complaint)
        said = one_of(offered, "any_takeover_said")
        form = form_of(said.definition, said.element.form)
        words = answers or {"new_channel": "sms", "new_mobile": "98765 43212"}
        saying.say(
            session,
            story.registry,
            complaint,
            said,
            part(form, {"meet_where": "At the temple", **words}),
            key=new_id(),
            actor=Actor(),
            now=story.now,
        )
    story.wait(minutes=1)


def test_what_was_filed_for_her_becomes_hers_alone(story: Story) -> None:
    called(story)
    take_over(story)
    story.do("meet_about_takeover", takeover_result="she")
    with story.sessions.begin() as session:
        complaint = session.merge(story.complaint)
        word = first_key.to_read_out(session, story.registry.keyring, complaint)
    assert word is not None
    opened = open_with(story, PASSPHRASE)

    story.do("read_out_word", word_read_out=True)
    set_passphrase(story, word, "neela aasmaan khula")

    assert opened is False
    assert open_with(story, "neela aasmaan khula") is True
    assert story.complaint.safe_channel == "sms"
    assert word not in str(story.variables)
    with reading(story.sessions) as session:
        who = story.identity("woman_recorder")
        case = find_case(session, who, story.complaint_id)
        contact = contact_of(session, story.registry, who, case)
        again = sayable_by_her(session, story.registry, story.complaint)
        assert filed_for_her(session, story.registry, story.complaint) is None
        assert first_key.to_read_out(session, story.registry.keyring, story.complaint) is None
    assert contact is not None
    assert (contact.mobile, contact.helper) == ("98765 43212", None)
    assert "complaint_taken_over" not in [each.message for each in again]


def test_what_served_who_filed_it_serves_nobody_where_she_names_no_telephone(story: Story) -> None:
    called(story, second_channel="email", email="savita@mail.example")
    with story.sessions.begin() as session:
        first_key.make(session, story.registry.keyring, story.complaint, now=story.now)
        old_word = first_key.to_read_out(session, story.registry.keyring, story.complaint)
    take_over(story, new_channel="none")

    story.do("meet_about_takeover", takeover_result="she")
    lost = Lost(story)
    lost.asked("98765 43210")
    by_telephone = lost.requests
    lost.asked()
    with story.sessions.begin() as session:
        to_call = desk.how_to_call(
            session, story.registry, lost.first, lost.task("call_and_recognise").id, now=story.now
        )
    before = len(story.messages)
    lost.recognised()
    story.wait(minutes=1)

    assert [each for each in by_telephone if each.instance_id] == []
    assert (to_call.contact.mobile, to_call.contact.helper) == ("", None)
    assert len(story.messages) == before
    assert old_word is not None
    assert not lost.set_new(old_word)
    with reading(story.sessions) as session:
        kept = record.entries(session, story.registry.keyring, story.complaint.instance_id or "")
    assert ("mobile", "98765 43210", 1) in [(e.name, e.value, e.revision) for e in kept]


def open_with(story: Story, passphrase: str) -> bool:
    with story.sessions.begin() as session, reading(story.sessions) as reader:
        found = tracking.open_by_passphrase(
            session,
            story.registry.keyring,
            reader=reader,
            number=numbers.written(story.complaint.number),
            passphrase=passphrase,
            place="203.0.113.0",
            real_now=story.now,
            hasher=QUICK,
        )
        return found is not None


def set_passphrase(story: Story, word: str, passphrase: str) -> None:
    with story.sessions.begin() as session:
        done = recovery.set_passphrase(
            session,
            story.registry,
            number=numbers.written(story.complaint.number),
            token=word,
            passphrase_hash=QUICK.hash(passphrase),
            place="203.0.113.0",
            now=story.now,
            real_now=story.now,
        )
        assert done
