"""Playing: steps are taken on a stage of one's own, one after the other, and can be taken back."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from engine.exceptions import DefinitionRefused
from models import UserTask
from models.session import reading
from processes.playing import Playhouse, PlayMovedOn, Whose
from processes.playing.expecting import expectation
from processes.playing.playhouse import PlayTooLong
from processes.playing.view import view
from processes.scripted.case import MOST_STEPS
from processes.scripted.fault import CaseFailed
from tests.processes.playing.conftest import HERS, REALLY, Play, begin, slow
from tests.processes.scripted.toys import FILES, NOON


def names(play: Play) -> list[str]:
    """The steps that wait."""
    with play.house.opened(HERS, play.record) as scene, reading(scene.sessions) as session:
        return [turn.element.id for turn in view(scene, session).turns]


def test_a_play_goes_on_from_one_page_to_the_next(play: Play) -> None:
    found = play.house.shelf.newest(HERS, real_now=REALLY)

    assert found == play.record
    assert names(play) == ["write_entry"]


def test_whoever_owns_a_step_completes_it(play: Play) -> None:
    play.act(complete="write_entry", by="sho", with_={"keep": True})

    with play.house.opened(HERS, play.record) as scene, reading(scene.sessions) as session:
        seen = view(scene, session)
    assert seen.turns == []
    assert not seen.main.run.is_running
    assert "kept" in seen.main.times_passed


def test_the_wrong_person_gets_through_with_nothing(play: Play) -> None:
    with pytest.raises(CaseFailed) as failed:
        play.act(complete="write_entry", by="superintendent")

    assert failed.value.fault.facts["reason"] == "not_theirs"
    assert names(play) == ["write_entry"]
    assert play.house.shelf.newest(HERS, real_now=REALLY) == play.record


def test_a_refusal_can_be_what_the_case_wants(play: Play) -> None:
    play.act(refuse="write_entry", by="superintendent", because="not_theirs")
    play.act(refuse="write_entry", by="sho", because=["keep"], with_={"keep": "wrong"})

    assert play.record.can_fail
    assert names(play) == ["write_entry"]


def test_time_passes_as_far_as_the_clock_is_turned(play: Play) -> None:
    with play.house.opened(HERS, play.record) as scene, reading(scene.sessions) as session:
        assert view(scene, session).next_at == NOON + timedelta(days=1)

    play.act(advance="P3D")

    with play.house.opened(HERS, play.record) as scene, reading(scene.sessions) as session:
        seen = view(scene, session)
    assert play.record.now == NOON + timedelta(days=3)
    assert [(each.row.role, each.row.reason) for each in seen.raised] == [
        ("superintendent", "entry_late")
    ]
    assert seen.raised[0].is_new


def test_what_was_expected_once_is_new_no_more(play: Play) -> None:
    play.act(advance="P3D")
    with play.house.opened(HERS, play.record) as scene:
        step = expectation(scene, {"open", "due", "said_to_posts", "said_to_her", "ended"})

    assert step == {
        "expect": {
            "open": ["write_entry"],
            "due": {"write_entry": "2026-03-02T19:30"},
            "said_to_her": [],
            "said_to_posts": ["superintendent entry_late"],
            "ended": False,
        }
    }
    play.act(**step)
    with play.house.opened(HERS, play.record) as scene, reading(scene.sessions) as session:
        assert not any(each.is_new for each in view(scene, session).raised)


def test_the_last_step_can_be_taken_back(play: Play) -> None:
    before = play.record
    play.act(complete="write_entry", by="sho", with_={"keep": True})

    play.house.shelf.take_back(HERS)

    found = play.house.shelf.newest(HERS, real_now=REALLY)
    assert found == before
    play.record = before
    assert names(play) == ["write_entry"]
    play.act(complete="write_entry", by="sho", with_={"keep": False})
    assert names(play) == []


def test_of_two_pages_the_second_is_told_that_the_play_moved_on(play: Play) -> None:
    other = Play(play.house, play.record)
    play.act(advance="PT1H")

    with pytest.raises(PlayMovedOn):
        other.act(advance="P1D")

    assert play.house.shelf.newest(HERS, real_now=REALLY) == play.record
    assert len(list(play.folder.glob("*.db"))) == 3  # of the stage, of the start, of the hour


def test_no_more_states_are_kept_than_can_be_taken_back(play: Play) -> None:
    for _ in range(12):
        play.act(advance="PT1H")

    assert len(list(play.folder.glob("*.play"))) == 10
    assert len(list(play.folder.glob("*.db"))) == 11
    assert play.record.now == NOON + timedelta(hours=12)


def test_a_play_is_no_longer_than_a_case_may_be(play: Play) -> None:
    hours = [{"advance": "PT1H"}] * MOST_STEPS

    with pytest.raises(PlayTooLong):
        play.house.act(HERS, play.record, [*hours, {"advance": "PT1H"}], real_now=REALLY)


def test_a_step_that_takes_too_long_is_not_taken(play: Play) -> None:
    with pytest.raises(CaseFailed) as failed:
        slow(play.house).act(HERS, play.record, [{"advance": "P3D"}], real_now=REALLY)

    assert failed.value.fault.kind == "too-slow"
    assert play.house.shelf.newest(HERS, real_now=REALLY) == play.record


def test_two_hours_after_its_last_step_a_play_is_gone(play: Play) -> None:
    later = REALLY + timedelta(hours=2, minutes=1)

    assert play.house.shelf.newest(HERS, real_now=later) is None


def test_the_worker_forgets_plays_that_nobody_goes_on_with(play: Play) -> None:
    shelf = play.house.shelf
    touched = play.folder.stat().st_mtime

    def after(hours: float) -> int:
        at = REALLY.fromtimestamp(touched, REALLY.tzinfo) + timedelta(hours=hours)
        return shelf.forget_old(real_now=at)

    assert after(1.9) == 0
    assert after(2.1) == 1
    assert not play.folder.exists()


def test_a_new_play_takes_the_place_of_the_old_one(play: Play) -> None:
    begin(play.house)

    found = play.house.shelf.newest(HERS, real_now=REALLY)
    assert found is not None
    assert not found.has_begun
    assert play.house.shelf.newest(Whose("c" * 32, "b" * 32), real_now=REALLY) is None


def test_an_ended_play_leaves_nothing(play: Play) -> None:
    play.house.shelf.clear(HERS)

    assert not play.folder.exists()
    with pytest.raises((PlayMovedOn, FileNotFoundError)):
        play.act(advance="PT1H")


def test_a_draft_with_errors_gets_no_stage(house: Playhouse) -> None:
    broken = dict.fromkeys(FILES, b"<nothing/>")

    with pytest.raises(DefinitionRefused):
        house.begin(
            HERS,
            process="toy",
            drawings={"toy": broken},
            content_hash="",
            begins_at=NOON,
            real_now=REALLY,
        )

    assert list(house.shelf.root.iterdir()) == []


def test_what_is_kept_between_pages_is_sealed_and_its_keys_are_its_own(play: Play) -> None:
    play.act(complete="write_entry", by="sho", with_={"keep": True})

    kept = b"".join(path.read_bytes() for path in play.folder.glob("*.play"))
    assert b"write_entry" not in kept
    assert play.record.master.encode() not in kept
    assert play.house.shelf.root.stat().st_mode & 0o077 == 0
    with play.house.opened(HERS, play.record) as scene, reading(scene.sessions) as session:
        assert scene.stage.registry.keyring is not play.house.looker.registry.keyring
        assert session.scalar(select(func.count()).select_from(UserTask)) == 1
