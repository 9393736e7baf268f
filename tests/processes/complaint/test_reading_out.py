"""Reading out: who sees her number and her first word, on the telephone or face to face."""

from dataclasses import replace

from engine import definitions
from models import ProcessInstance
from models.session import reading
from processes.complaint import case_page, first_key
from processes.complaint.reading_out import ReadOut, read_out
from tests.processes.story import Story

NO_TELEPHONE = {"safe_channel": "none", "mobile": None}


def reads(story: Story, role: str, element_id: str, **properties: str) -> ReadOut:
    """What stands on the page of her open step, where these properties are drawn otherwise."""
    who, task = story.identity(role), story.open_task(element_id)
    with reading(story.sessions) as session:
        case = case_page.find_case(session, who, story.complaint_id)
        instance = session.get_one(ProcessInstance, task.instance_id)
        drawn = definitions.load(session, instance.definition_id).elements[element_id]
        step = replace(drawn, properties={**drawn.properties, **properties})
        return read_out(session, story.registry.keyring, who, case, task=task, step=step)


def met(story: Story) -> None:
    story.submit(**NO_TELEPHONE)
    story.wait(minutes=1)
    story.do("decide_next_contact", next_contact="visit")
    story.do("visit_her", visit_result="confirmed")


def make_word(story: Story) -> str | None:
    with story.sessions.begin() as session:
        complaint = session.merge(story.complaint)
        first_key.make(session, story.registry.keyring, complaint, now=story.now)
        return first_key.to_read_out(session, story.registry.keyring, complaint)


def test_the_caller_reads_out_the_number_once_the_code_was_right(story: Story) -> None:
    story.submit()
    story.wait(hours=20, minutes=1)
    before = reads(story, "verification_caller", "call_her", reads_out="number")

    story.do("call_her", call_result="reached", code_heard=story.code)

    assert before == ReadOut()
    assert reads(story, "verification_caller", "read_out_number") == ReadOut(story.complaint.number)


def test_whom_no_call_reaches_gets_the_number_from_who_met_her(story: Story) -> None:
    met(story)

    seen = reads(story, "woman_recorder", "give_number_in_person")

    assert seen == ReadOut(story.complaint.number)
    assert story.open_elements == ["give_number_in_person"]


def test_who_was_helped_before_she_chose_a_passphrase_gets_the_word_with_it(story: Story) -> None:
    story.submit(**NO_TELEPHONE)
    word = make_word(story)
    story.wait(minutes=1)
    story.do("decide_next_contact", next_contact="visit")
    too_early = reads(story, "woman_recorder", "visit_her", reads_out="number")
    story.do("visit_her", visit_result="confirmed")

    seen = reads(story, "woman_recorder", "give_number_in_person")
    story.do("give_number_in_person", number_read_out=True)

    assert word is not None
    assert too_early == ReadOut()
    assert seen == ReadOut(story.complaint.number, word)
    with reading(story.sessions) as session:
        assert first_key.to_read_out(session, story.registry.keyring, story.complaint) is None


def test_a_step_that_reads_out_the_word_alone_shows_no_number(story: Story) -> None:
    met(story)
    word = make_word(story)

    seen = reads(story, "woman_recorder", "give_number_in_person", reads_out="word")

    assert seen == ReadOut(number=None, word=word)


def test_a_step_of_which_the_drawing_says_nothing_shows_nothing(story: Story) -> None:
    met(story)
    make_word(story)

    assert reads(story, "woman_recorder", "give_number_in_person", reads_out="") == ReadOut()


def test_who_only_looks_at_the_step_reads_nothing_out(story: Story) -> None:
    story.submit()
    make_word(story)
    story.wait(hours=20, minutes=1)

    story.do("call_her", call_result="reached", code_heard=story.code)

    assert reads(story, "verification_caller", "read_out_number") != ReadOut()
    assert reads(story, "verification_supervisor", "read_out_number") == ReadOut()
