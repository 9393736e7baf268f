"""What officers wrote for her to read."""

from processes.complaint.told_her import lines_for_her
from tests.processes.story import Story


def test_her_page_shows_what_the_forms_mark_for_her_in_the_drawings_order(story: Story) -> None:
    story.submit()
    story.call()
    story.register()
    story.assign()
    story.write_diary()

    with story.sessions() as session:
        lines = lines_for_her(session, story.registry, story.complaint)

    assert [(line.asked.for_her, line.said("en")) for line in lines] == [
        ("Registered as", "FIR"),
        ("Number in the station's register", "7/2026"),
        ("Your complaint as it was written down", "She was followed."),
    ]
    assert all(line.asked.for_her_hi for line in lines)
