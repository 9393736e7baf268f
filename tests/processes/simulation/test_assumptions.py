"""Reading simulation.json: what is assumed, and what is refused."""

import json
from pathlib import Path

import pytest

from processes.simulation import AssumptionsRefused, assumed_of, read_assumptions

SHIPPED = Path("bpmn")


def _file(told: object) -> dict[str, bytes]:
    return {"simulation.json": json.dumps(told).encode()}


def _read(told: object) -> object:
    return read_assumptions(_file(told))


def test_without_a_file_every_step_takes_a_quarter_of_an_hour() -> None:
    assumed = read_assumptions({})

    assert assumed.step("anything").work.median_s == 900
    assert not assumed.step("anything").is_named


@pytest.mark.parametrize(
    ("told", "where"),
    [
        ([], "no object"),
        ({"colour": 1}, "/colour"),
        ({"steps": {"a": {"work": {"median": "soon"}}}}, "/steps/a/work"),
        ({"steps": {"a": {"work": {"median": "PT2H", "p90": "PT1H"}}}}, "/steps/a/work"),
        ({"steps": {"a": {"work": {"median": "PT2H", "never": 2}}}}, "/steps/a/work"),
        ({"steps": {"a": {"answers": [{"weight": 0, "with": {}}]}}}, "/steps/a/answers"),
        ({"staff": {"sho": {"count": 0}}}, "/staff/sho/count"),
        ({"staff": {"sho": {"count": 1, "shift": "night"}}}, "/staff/sho/shift"),
        ({"shifts": {"late": {"opens": "19:00", "closes": "07:00"}}}, "/shifts/late"),
        ({"arrivals": {"per_day": -1}}, "/arrivals"),
        ({"messages": {"m": {"share": 2, "after": {"median": "P1D"}}}}, "/messages/m/share"),
        ({"messages": {"m": {"share": 0.5}}}, "/messages/m"),
        ({"messages": {"m": {"colour": 1}}}, "/messages/m/colour"),
        ({"police": {"states": 0, "districts": 1, "circles": 1, "stations": 1}}, "/police"),
    ],
)
def test_what_cannot_be_assumed_is_refused_where_it_stands(told: object, where: str) -> None:
    with pytest.raises(AssumptionsRefused) as refused:
        _read(told)

    assert where in refused.value.where


def test_what_a_file_does_not_name_is_assumed_as_the_files_beside_say() -> None:
    work = {"median": "PT1H"}
    mine = {"steps": {"a": {"work": work}}, "staff": {"*": {"count": 2}, "sho": {"count": 3}}}
    theirs = {
        "steps": {"a": {"work": {"median": "PT9H"}}, "b": {"work": work}, "*": {"work": work}},
        "staff": {"*": {"count": 9}, "sho": {"count": 9}, "help_desk": {"count": 4}},
    }

    assumed = assumed_of("mine", _file(mine), {"beside": _file(theirs), "silent": {}})

    works = {name: assumed.step(name).work.median_s for name in ("a", "b", "c")}
    counts = {role: assumed.staff_of(role).count for role in ("sho", "help_desk", "reviewer")}
    assert works == {"a": 3600, "b": 3600, "c": 900}
    assert counts == {"sho": 3, "help_desk": 4, "reviewer": 2}


def test_of_a_drawing_that_states_nothing_nothing_is_taken_from_beside() -> None:
    assumed = assumed_of("mine", {}, {"beside": _file({"staff": {"sho": {"count": 9}}})})

    assert assumed.staff_of("sho").count == 1
    assert not assumed.is_stated


def test_broken_json_is_refused() -> None:
    with pytest.raises(AssumptionsRefused):
        read_assumptions({"simulation.json": b"{"})


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*/simulation.json")), ids=str)
def test_every_shipped_assumption_is_told_in_both_languages(path: Path) -> None:
    assumed = read_assumptions({"simulation.json": path.read_bytes()})

    said = [assumed.tells, assumed.arrivals, assumed.police.tells]
    said += [staff.tells for staff in assumed.staff.values()]
    said += [step.tells for step in assumed.steps.values()]
    said += [message.tells for message in assumed.messages.values()]
    assert all(each.en and each.hi for each in said)


def test_every_step_that_is_assumed_of_is_one_of_the_drawings() -> None:
    for path in SHIPPED.glob("*/simulation.json"):
        drawn = "".join(each.read_text("utf-8") for each in path.parent.glob("*.bpmn"))
        assumed = read_assumptions({"simulation.json": path.read_bytes()})

        unknown = [name for name in assumed.steps if name != "*" and f'id="{name}"' not in drawn]

        assert unknown == []
