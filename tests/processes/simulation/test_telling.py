"""The words of a result: every assumption is told, in both languages."""

from dataclasses import replace

import pytest

from processes.simulation import read_assumptions
from processes.simulation.assumptions import Said
from processes.simulation.comparing import Comparison
from processes.simulation.durations import Duration
from processes.simulation.lengths import length, lengths
from processes.simulation.setting import Observed
from processes.simulation.telling import compared, told
from tests.processes.simulation.toys import INTERRUPTED, simulated


def test_the_share_the_waits_and_every_assumption_are_told() -> None:
    lines = list(told(simulated(seed=3), "en"))

    text = "\n".join(lines)
    assert lines[0].startswith("Within two months: 100.0% (95 % between")
    assert "Stamp the form (sho): wait" in text
    assert "Random seed 3." in text
    assert "sho: 1 at each unit, round the clock." in text
    assert "Stamp the form: Stated: takes 60 minutes." in text


@pytest.mark.parametrize(("days", "is_too_short"), [(10, True), (61, True), (62, False)])
def test_a_simulation_that_ends_before_any_limit_says_how_long_it_should_be(
    days: int, is_too_short: bool
) -> None:
    text = "\n".join(told(simulated(days=days), "en"))

    assert ("Simulate more than 61 days to see the two-month figure." in text) is is_too_short


def test_what_came_from_history_is_told_as_such() -> None:
    observed = Observed(works={"stamp_form": Duration(60.0, 120.0)}, samples={"stamp_form": 31})

    text = "\n".join(told(simulated(observed=observed), "en"))

    assert "From this installation's history, 31 times done: 1 minute, one of ten" in text


def test_a_result_is_told_in_hindi_too() -> None:
    text = "\n".join(told(simulated(), "hi"))

    assert "दो महीने के भीतर: 100.0%" in text
    assert "यादृच्छिक बीज 1" in text
    assert "Within" not in text


def test_roles_are_told_by_their_names() -> None:
    names = {"sho": Said("Station house officer", "थाना प्रभारी")}

    english, hindi = (
        "\n".join(told(simulated(), each, names.__getitem__)) for each in ("en", "hi")
    )

    assert "Stamp the form (Station house officer): wait" in english
    assert "  Station house officer: 1 at each unit" in english
    assert "sho" not in english
    assert "थाना प्रभारी" in hindi


def test_what_is_said_in_between_is_told_with_its_rate() -> None:
    said = {"share": 0.05, "by": "outside", "after": {"median": "P2D", "p90": "P4D"}}

    text = "\n".join(told(simulated(INTERRUPTED, messages={"recalled": said}), "en"))

    assert "recalled, from outside: in 5 % of cases, 2 days, one of ten more than 4 days" in text
    assert "Said in between:" in text


def test_where_nothing_is_stated_that_is_said_plainly() -> None:
    result = simulated()
    without = replace(result, assumptions=read_assumptions({}))

    english, hindi = ("\n".join(told(without, each)) for each in ("en", "hi"))

    assert "There is no simulation.json beside this drawing" in english
    assert "simulation.json नहीं है" in hindi
    assert "There is no simulation.json" not in "\n".join(told(result, "en"))


def test_two_results_are_told_with_their_difference() -> None:
    result = simulated(days=100)

    lines = list(compared(Comparison(result, result), "en"))

    assert lines[-1].startswith("Difference: +0.0% points (95 % between +0.0% and +0.0%)")


@pytest.mark.parametrize(
    ("seconds", "en", "hi"),
    [
        (90, "1.5 minutes", "1.5 मिनट"),
        (7200, "2 hours", "2 घंटे"),
        (216_000, "2.5 days", "2.5 दिन"),
    ],
)
def test_lengths_are_told_in_the_unit_that_suits_them(seconds: float, en: str, hi: str) -> None:
    assert (length(seconds).en, length(seconds).hi) == (en, hi)


@pytest.mark.parametrize(
    ("seconds", "told_as"),
    [
        ((6_750, 108_720), ["1.9 hours", "30.2 hours"]),
        ((3_600, 345_600), ["1 hour", "96 hours"]),
        ((300, 108_000), ["5 minutes", "1800 minutes"]),
        ((0, 432_000), ["0 days", "5 days"]),
        ((0, 6), ["0 minutes", "0.1 minutes"]),
    ],
)
def test_lengths_side_by_side_are_told_in_one_unit(
    seconds: tuple[float, float], told_as: list[str]
) -> None:
    assert [each.en for each in lengths(*seconds)] == told_as
