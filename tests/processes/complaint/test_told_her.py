"""What officers wrote for her to read."""

from processes.complaint.told_her import lines_for_her
from tests.processes.story import Story


def test_her_page_shows_what_the_forms_mark_for_her(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign()
    story.write_diary()

    with story.sessions() as session:
        lines = lines_for_her(session, story.registry, story.complaint)

    assert sorted((line.asked.for_her, line.said("en")) for line in lines) == [
        ("Number in the station's register", "7/2026"),
        ("Registered as", "FIR"),
        ("Your complaint as it was written down", "She was followed."),
        ("Your lawyer, free of charge", "A lawyer"),
        ("Your statement before the Magistrate", "2026-03-03"),
    ]
    assert all(line.asked.for_her_hi for line in lines)


def told(story: Story) -> dict[str, str]:
    with story.sessions() as session:
        lines = lines_for_her(session, story.registry, story.complaint)
    return {line.asked.for_her: line.said("en") for line in lines}


def test_the_outcome_is_hers_to_read_once_it_was_read_over_to_her(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign()
    story.write_diary(is_complete=True)
    story.propose(
        "charge_sheet",
        final_offences=["outrage_modesty"],
        opinion_text="Proved by two witnesses.",
    )
    proposed = told(story)

    story.read_out()
    read_over = told(story)
    story.do("give_answer", her_answer="agree")
    story.do("forward_report", court="Sessions", forwarded_on="2026-03-21")
    closed = told(story)

    assert {"What the investigation found", "The grounds"}.isdisjoint(proposed)
    assert read_over["What the investigation found"] == "Charge sheet"
    assert closed["What the investigation found"] == "Charge sheet"
    assert closed["The grounds"] == "Proved by two witnesses."
    assert "Why it was closed" not in closed
    assert closed["Your answer"] == "I agree"
    assert closed["Court to which the report went"] == "Sessions"


def test_a_closure_tells_her_why(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign()
    story.write_diary(is_complete=True)
    story.propose("final_report", final_report_reason="insufficient", opinion_text="Nobody saw it.")
    story.read_out()

    hers = told(story)

    assert hers["Why it was closed"] == "Evidence not sufficient"
    assert hers["The grounds"] == "Nobody saw it."
