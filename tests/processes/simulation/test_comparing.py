"""Two versions side by side, with the same chance in both."""

from processes.simulation.comparing import Comparison
from tests.processes.simulation.toys import simulated


def test_a_version_is_no_better_than_itself() -> None:
    comparison = Comparison(simulated(days=100), simulated(days=100))

    found = comparison.difference

    assert found is not None
    assert (found.low, found.value, found.high) == (0.0, 0.0, 0.0)


def test_a_desk_that_is_too_slow_is_told_by_the_difference_and_its_interval() -> None:
    slow = simulated(cases=60, days=100, work={"median": "P3D"})
    quick = simulated(cases=60, days=100, work={"median": "PT1H"})

    comparison = Comparison(slow, quick)

    found = comparison.difference
    assert found is not None
    assert found.low <= found.value <= found.high
    assert comparison.gained - comparison.lost == round(found.value * len(comparison.pairs))
