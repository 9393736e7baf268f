"""Going on from a kept case: its whole story is found, played first, and named in what is kept."""

import pytest

from engine.drawing import read_drawing
from processes.playing import Playhouse
from processes.playing.expecting import expectation
from processes.playing.story import NoSuchStory, names_of, story
from processes.playing.writing import write_case
from processes.scripted.fault import CaseFailed
from tests.processes.playing.conftest import HERS, REALLY, Play, begin
from tests.processes.scripted.toys import FILES, NOON, case, replayed

EARLY = """
begins: 2026-03-02T17:30
start: {}
steps:
  - expect: {open: [write_entry]}
"""
LATE = """
after: early
steps:
  - advance: P3D
  - expect: {open: [write_entry], said_to_posts: [superintendent entry_late]}
"""
CASES = {"early": EARLY, "late": LATE}


def files(**texts: str) -> dict[str, bytes]:
    """The toy with cases beside it."""
    cases = {f"cases/{name}.yaml": case(text) for name, text in texts.items()}
    return {**FILES, **cases}


def begun_after(house: Playhouse, name: str, **texts: str) -> Play:
    """A play that goes on from where a case of the toy has ended."""
    made = Play(house, begin(house, files(**texts)))
    made.record = house.start_after(HERS, made.record, name, real_now=REALLY)
    return made


def test_a_story_is_told_from_its_beginning() -> None:
    told = story("late", process="toy", drawings={"toy": files(**CASES)})

    assert [each.name for each in told] == ["early", "late"]
    assert names_of(files(**CASES)) == ["early", "late"]


def test_a_story_that_is_not_there_is_not_played() -> None:
    with pytest.raises(NoSuchStory):
        story("late", process="toy", drawings={"toy": files(late=LATE)})


def test_stories_in_a_circle_are_told_so() -> None:
    circle = {"late": LATE, "early": LATE.replace("early", "late")}

    with pytest.raises(CaseFailed) as failed:
        story("late", process="toy", drawings={"toy": files(**circle)})

    assert failed.value.fault.kind == "after-circle"


def test_a_play_goes_on_from_where_a_story_has_ended(house: Playhouse) -> None:
    play = begun_after(house, "late", **CASES)

    assert play.record.has_begun
    assert (play.record.now - NOON).days == 3
    assert play.record.steps == ()


def test_a_story_that_the_draft_no_longer_tells_begins_nothing(house: Playhouse) -> None:
    wrong = LATE.replace("superintendent entry_late", "sho entry_late")

    with pytest.raises(CaseFailed) as failed:
        begun_after(house, "late", early=EARLY, late=wrong)

    found = house.shelf.newest(HERS, real_now=REALLY)
    assert failed.value.fault.file == "cases/late.yaml"
    assert found is not None
    assert not found.has_begun


def test_what_is_kept_goes_on_from_the_same_story(house: Playhouse) -> None:
    play = begun_after(house, "late", **CASES)
    with house.opened(HERS, play.record) as scene:
        looked = expectation(scene, ["open", "said_to_posts"])
    play.act(**looked)
    play.act(complete="write_entry", by="sho", with_={"keep": True})
    play.act(expect={"ended": True})

    text = write_case(
        play.record,
        path="cases/kept.yaml",
        tells="A",
        tells_hi="ए",
        elements=read_drawing(FILES, "toy").elements,
    ).decode()

    kept = "".join(line for line in text.splitlines(True) if not line.startswith("tells"))
    report = replayed({**CASES, "kept": kept})
    assert "after: late" in text
    assert "start:" not in text
    assert report.faults == []
