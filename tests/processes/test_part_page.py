"""Parts of a run: where a called process stands, what is done in it and how often."""

import pytest

from processes.exceptions import NotVisible
from processes.part_page import PartPage, part_page
from processes.run_page import RunPage, run_page
from processes.runs import run_of_complaint
from tests.processes.story import Story


@pytest.fixture
def on_record(story: Story) -> Story:
    """A complaint just taken on record: all of the care for her is open."""
    story.submit()
    story.call()
    story.record()
    return story


def shown(story: Story) -> RunPage:
    with story.sessions() as session:
        return run_page(session, story.registry, run_of_complaint(session, story.complaint))


def names(page: PartPage, which: str) -> list[str]:
    return [step.element.id for step in getattr(page, which)]


def test_the_box_of_a_called_process_is_at_work_while_a_step_of_it_is_open(
    on_record: Story,
) -> None:
    page = shown(on_record)

    whole = part_page(page, "complaint")

    box = next(step for step in whole.here if step.element.id == "care_after_recording")
    assert box.opens is not None
    assert box.opens.process_id == "care"
    assert "care" in [part.process_id for part in page.at_work_parts]


def test_a_called_process_shows_its_own_steps_with_their_tokens(on_record: Story) -> None:
    page = part_page(shown(on_record), "care")

    copy = next(step for step in page.here if step.element.id == "give_copy")
    assert [task.element_id for task in copy.tasks] == ["give_copy"]
    assert [part.process_id for part in page.called_by] == ["complaint"]
    assert "assign_investigating_officer" not in names(page, "steps")


def test_steps_done_are_counted_and_the_newest_comes_first(with_io: Story) -> None:
    for _ in range(2):
        with_io.write_diary()

    page = part_page(shown(with_io), "complaint")

    diary = next(step for step in page.steps if step.element.id == "write_diary_entry")
    assert diary.passed is not None
    assert diary.passed.times == 2
    times = [step.passed.last_at for step in page.done if step.passed]
    assert times == sorted(times, reverse=True)
    assert "register_complaint" in names(page, "done")


def test_a_step_that_is_only_open_is_not_done(on_record: Story) -> None:
    page = part_page(shown(on_record), "care")

    assert "give_copy" not in names(page, "done")
    assert "give_copy" not in shown(on_record).passed


def test_a_timer_that_runs_says_when_it_rings(on_record: Story) -> None:
    page = part_page(shown(on_record), "complaint")

    day_30 = next(step for step in page.here if step.element.name == "30 days since her number")

    assert day_30.rings_at is not None
    assert day_30.rings_at > on_record.now


def test_a_process_that_the_drawing_does_not_know_is_not_there(on_record: Story) -> None:
    with pytest.raises(NotVisible):
        part_page(shown(on_record), "elsewhere")
