"""Intervals against values that are published or worked out by hand."""

import pytest

from processes.simulation.intervals import paired, wilson


def test_wilsons_interval_is_the_published_one() -> None:
    found = wilson(8, 10)

    assert found is not None
    assert found.value == 0.8
    assert (found.low, found.high) == pytest.approx((0.4902, 0.9433), abs=1e-4)


def test_a_share_of_all_does_not_reach_beyond_one_and_of_none_is_unknown() -> None:
    found = wilson(10, 10)

    assert found is not None
    assert found.low == pytest.approx(0.7225, abs=1e-4)
    assert found.high == pytest.approx(1.0)
    assert wilson(0, 0) is None


def test_a_difference_of_pairs_has_the_interval_of_their_mean() -> None:
    found = paired([1.0, 0.0, 0.0, 1.0])

    assert found is not None
    assert found.value == 0.5
    assert found.high - found.value == pytest.approx(1.96 * 0.57735 / 2, abs=1e-3)
    assert paired([1.0]) is None
