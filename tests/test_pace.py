"""A bound of time is one: what takes longer fails on any machine."""

import pytest

from tests.pace import within


def test_what_takes_longer_than_it_may_fails() -> None:
    with pytest.raises(AssertionError), within(seconds=0.000_001):
        sum(range(1_000_000))


def test_what_is_wrong_inside_is_told_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError), within(seconds=0.000_001):
        sum(range(1_000_000 // 0))
