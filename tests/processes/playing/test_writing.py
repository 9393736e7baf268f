"""Writing a play down: the file does again what was played, and says only what was typed."""

import pytest

from engine.drawing import read_drawing
from processes.playing.writing import (
    CaseRefused,
    NameRefused,
    as_written,
    path_of,
    write_case,
)
from tests.processes.playing.conftest import HERS, Play
from tests.processes.scripted.toys import FILES, replayed

ELEMENTS = read_drawing(FILES, "toy").elements


def written(play: Play) -> str:
    """The file without the sentence it tells, which the replay of toys puts above."""
    text = write_case(
        play.record, path="cases/toy.yaml", tells="A", tells_hi="ए", elements=ELEMENTS
    ).decode()
    return "".join(f"{line}\n" for line in text.splitlines() if not line.startswith("tells"))


def test_a_kept_play_is_replayed_like_any_case(play: Play) -> None:
    play.act(advance="P3D")
    play.act(refuse="write_entry", by="superintendent", because="not_theirs")
    play.act(expect={"open": ["write_entry"], "said_to_posts": ["superintendent entry_late"]})
    play.act(complete="write_entry", by="sho", with_={"keep": True})
    play.act(expect={"open": [], "ended": True})

    report = replayed({"played": written(play)})

    assert report.faults == []
    assert report.coverage.unvisited_elements[0].id == "thrown_away"


def test_a_kept_play_fails_when_the_drawing_does_something_else(play: Play) -> None:
    play.act(advance="PT30H")
    play.act(expect={"said_to_posts": ["superintendent entry_late"]})
    later = {path: text.replace(b"P1D", b"P2D") for path, text in FILES.items()}

    report = replayed({"played": written(play)}, files=later)

    assert [fault.kind for fault in report.faults] == ["otherwise"]


def test_a_play_that_expects_nothing_is_no_case(play: Play) -> None:
    play.act(advance="P1D")

    assert not play.record.can_fail
    with pytest.raises(CaseRefused) as refused:
        written(play)
    assert refused.value.fault.kind == "nothing-expected"


@pytest.mark.parametrize("name", ["", "A", "../secret", "with space", "x" * 80, "1st", "é_é"])
def test_a_case_has_a_plain_name(name: str) -> None:
    with pytest.raises(NameRefused):
        path_of(name)


def test_what_only_one_stage_knows_is_written_as_every_stage_finds_it(play: Play) -> None:
    with play.house.opened(HERS, play.record) as scene:
        world = scene.stage.world
        post = next(s for s in world.sittings if (s.role, s.unit) == ("sho", "home_station"))
        found = as_written(
            scene,
            {
                "station": world.units["next_station"].id,
                "seat": post.post_id,
                "said_on": "2026-03-02",
                "happened_on": "2026-02-27",
                "born_on": "1990-01-01",
                "offences": ["one", "two"],
                "scan": {"type": "image/jpeg", "bytes": 3, "content": "AAAA"},
                "rows": [{"name": "Invented", "age": None}, {"name": "", "age": None}],
                "agreed": True,
                "left_out": "",
                "unticked": False,
                "none": [],
            },
        )

    assert found == {
        "station": "<next_station>",
        "seat": "<home_station sho 1>",
        "said_on": "<today>",
        "happened_on": "<today-3>",
        "born_on": "1990-01-01",
        "offences": ["one", "two"],
        "scan": True,
        "rows": [{"name": "Invented"}],
        "agreed": True,
    }


def test_texts_that_look_like_something_else_stay_texts(play: Play) -> None:
    odd = ["yes", "12", "2026-03-02", "null", "a: b", "# no comment", "दो\nपंक्तियाँ", "~", "1.50"]
    play.act(expect={"open": ["write_entry"], "variables": {}})
    play.act(complete="write_entry", by="sho", with_={"keep": odd})
    play.act(expect={"variables": {"keep": odd}})

    report = replayed({"played": written(play)})

    assert report.faults == []
